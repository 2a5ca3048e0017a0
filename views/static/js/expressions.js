/**
 * Evaluates expressions in the browser exactly as `models/expressions` does on the server.
 *
 * The server parses and checks; here comes its tree (`Expression.to_json`):
 *
 *     {"kinds": {field: kind}, "tree": node}
 *     node = {"literal": value} | {"name": field} | {"op": mark, "args": [node]}
 *          | {"call": function, "args": [node]}
 *     value = null | true | false | "text" | [value] | {"number": "12.5"}
 *           | {"date": "1990-01-31"} | {"date_time": "2026-01-31 08:30"} | {"program": [step]}
 *
 * While computing, text is a string, yes or no a boolean, a number a BigInt of millionths, a list
 * an array, a date {date}, a time {date_time}, sub-rows {rows}, a shape {shape}; nothing is null.
 */

const MILLION = 10n ** 6n;
const LIMIT = 10n ** 24n;
const NUMBER = /^(-?)([0-9]+)(?:\.([0-9]+))?$/;
const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const DATE_TIME = /^([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}):([0-9]{2})$/;
const BLANK = /^[ \t\n\r\u00a0\u3000]*$/;
const HALF_CHARACTER = /\p{Surrogate}/u;

/** An expression could not be evaluated; `code` is `kind`, `value`, `overflow` or `precision`. */
export class ExpressionFailed extends Error {
  constructor(code) {
    super(`expression failed: ${code}`);
    this.code = code;
  }
}

/**
 * The value of an expression.
 *
 * @param {{kinds: Object, tree: Object}} expression what `Expression.to_json` gave
 * @param {Object} values by field, what the form holds; see `readValue`. Absent is unfilled.
 * @param {string} today `YYYY-MM-DD`; the server's day, not that of this computer's clock
 * @param {string} now `YYYY-MM-DD HH:MM` in China's time, by the server's clock too
 * @returns null, a boolean, a string, an array of strings, `{number: "12.5"}`,
 *     `{date: "1990-01-31"}`, `{date_time: "2026-01-31 08:30"}`, `{rows: 2}` or `{shape: true}`; a
 *     condition holds if it is `true`
 * @throws {ExpressionFailed}
 */
export function evaluate(expression, values, today, now) {
  return shown(valueOf(expression.tree, { kinds: expression.kinds, values, today, now }));
}

/**
 * What a form holds for a field of this kind, as a value to compute with. Blank is null, whatever
 * the kind.
 *
 * text: a string, kept as it is. number: a string like "-12.50", blanks around it allowed, or a
 * whole JavaScript number. date: "YYYY-MM-DD". date_time: "YYYY-MM-DD HH:MM". shape: anything. yes_no: a boolean, "true" or "false". list: an array
 * of strings. rows: an array of anything, or their count. any: a boolean, a string (which is
 * text), a whole number, an array, or a tagged value as `evaluate` returns it.
 *
 * @throws {ExpressionFailed} `value`, `overflow` or `precision`
 */
export function readValue(kind, raw) {
  if (raw === null || raw === undefined || (typeof raw === "string" && BLANK.test(raw))) {
    return null;
  }
  const read = READERS.get(kind);
  if (read === undefined) throw new ExpressionFailed("value");
  return read(raw);
}

const READERS = new Map([
  ["text", (raw) => readText(raw)],
  ["number", (raw) => readNumber(raw)],
  ["date", (raw) => readDate(raw)],
  ["date_time", (raw) => readDateTime(raw)],
  ["yes_no", (raw) => readYesNo(raw)],
  ["list", (raw) => readList(raw)],
  ["rows", (raw) => readRows(raw)],
  ["shape", () => ({ shape: true })],
  ["any", (raw) => readAny(raw)],
]);

function readText(raw) {
  if (typeof raw !== "string" || HALF_CHARACTER.test(raw)) throw new ExpressionFailed("value");
  return raw;
}

function readNumber(raw) {
  const text = Number.isSafeInteger(raw) ? String(raw) : raw;
  const parts = typeof text === "string" && NUMBER.exec(text.trim());
  if (!parts) throw new ExpressionFailed("value");
  const [, minus, before, after = ""] = parts;
  const fraction = after.replace(/0+$/, "");
  if (BigInt(before) * MILLION >= LIMIT) throw new ExpressionFailed("overflow");
  if (fraction.length > 6) throw new ExpressionFailed("precision");
  const millionths = BigInt(before) * MILLION + BigInt(fraction.padEnd(6, "0"));
  return minus ? -millionths : millionths;
}

function readDate(raw) {
  const parts = typeof raw === "string" && DATE.exec(raw.trim());
  if (!parts) throw new ExpressionFailed("value");
  const [year, month, day] = parts.slice(1).map(Number);
  const real = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(year, month);
  if (!real) throw new ExpressionFailed("value");
  return { date: parts[0] };
}

function readDateTime(raw) {
  const parts = typeof raw === "string" && DATE_TIME.exec(raw.trim());
  if (!parts || Number(parts[2]) > 23 || Number(parts[3]) > 59) throw new ExpressionFailed("value");
  readDate(parts[1]);
  return { date_time: parts[0] };
}

function readYesNo(raw) {
  const known = new Map([[true, true], [false, false], ["true", true], ["false", false]]);
  if (!known.has(raw)) throw new ExpressionFailed("value");
  return known.get(raw);
}

function readList(raw) {
  if (!Array.isArray(raw)) throw new ExpressionFailed("value");
  return raw.length ? raw.map(readText) : null;
}

function readRows(raw) {
  const count = Array.isArray(raw) ? raw.length : raw;
  if (!Number.isSafeInteger(count) || count < 0) throw new ExpressionFailed("value");
  return count ? { rows: count } : null;
}

function readAny(raw) {
  if (typeof raw === "boolean") return raw;
  if (typeof raw === "string") return readText(raw);
  if (typeof raw === "number") return readNumber(raw);
  if (Array.isArray(raw)) {
    return raw.every((item) => typeof item === "string") ? readList(raw) : readRows(raw);
  }
  for (const [kind, tagged] of Object.entries(raw)) return readValue(kind, tagged);
  throw new ExpressionFailed("value");
}

function shown(value) {
  if (typeof value === "bigint") return { number: written(value) };
  return Array.isArray(value) ? value.map(shown) : value;
}

function written(number) {
  const size = number < 0n ? -number : number;
  const fraction = String(size % MILLION).padStart(6, "0").replace(/0+$/, "");
  return `${number < 0n ? "-" : ""}${size / MILLION}${fraction && "."}${fraction}`;
}

function kindOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return ["date", "date_time", "shape"].find((kind) => kind in value) || "rows";
  return { string: "text", boolean: "yes_no", bigint: "number" }[typeof value];
}

function expect(value, kinds) {
  if (!kinds.includes(kindOf(value))) throw new ExpressionFailed("kind");
}

function valueOf(node, scope) {
  if ("literal" in node) return constant(node.literal);
  if ("name" in node) return fieldValue(node.name, scope);
  if ("call" in node) return call(node, scope);
  return operation(node, scope);
}

function constant(literal) {
  if (Array.isArray(literal)) return literal.map(constant);
  const plain = literal === null || typeof literal !== "object" || "program" in literal;
  return plain ? literal : readAny(literal);
}

function fieldValue(name, scope) {
  const raw = Object.hasOwn(scope.values, name) ? scope.values[name] : null;
  return readValue(scope.kinds[name], raw);
}

function operation({ op, args }, scope) {
  if (op === "&&") return args.every((part) => isTrue(valueOf(part, scope)));
  if (op === "||") return args.some((part) => isTrue(valueOf(part, scope)));
  if (op === "?:") return valueOf(isTrue(valueOf(args[0], scope)) ? args[1] : args[2], scope);
  const values = args.map((part) => valueOf(part, scope));
  if (op === "!") return !isTrue(values[0]);
  if (values.length === 1) return calculate("-", 0n, values[0]);
  return binary(op, ...values);
}

function binary(op, left, right) {
  if (op === "==") return equal(left, right);
  if (op === "!=") return !equal(left, right);
  if (op === "in") return within(left, right);
  return op in ORDER ? compare(op, left, right) : calculate(op, left, right);
}

function isTrue(value) {
  expect(value, ["yes_no", "null"]);
  return value === true;
}

function equal(left, right) {
  if (left === null || right === null) return left === right;
  const kind = kindOf(left);
  if ([kind, kindOf(right)].some((found) => MANY.includes(found))) {
    throw new ExpressionFailed("kind");
  }
  return kind === kindOf(right) && plain(left) === plain(right);
}

function within(left, right) {
  if (right === null) return false;
  expect(right, ["list"]);
  return right.some((item) => equal(left, item));
}

const ORDERED = ["text", "number", "date", "date_time", "null"];
const MANY = ["list", "rows", "shape"];
const ORDER = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function compare(op, left, right) {
  expect(left, ORDERED);
  expect(right, ORDERED);
  if (left === null || right === null) return false;
  const kind = kindOf(left);
  expect(right, [kind]);
  if (kind === "text") return ORDER[op](textOrder(left, right));
  const [low, high] = [plain(left), plain(right)];
  return ORDER[op](low < high ? -1 : Number(low > high));
}

/** A value that JavaScript's own operators compare rightly: dates and times by their figures. */
function plain(value) {
  return typeof value === "object" ? value.date || value.date_time : value;
}

/** By code point: JavaScript's own `<` puts 𠀀 before ～, because it compares half characters. */
function textOrder(left, right) {
  const [first, second] = [points(left), points(right)];
  const at = first.findIndex((point, index) => point !== second[index]);
  if (at < 0) return first.length - second.length;
  return at < second.length ? first[at] - second[at] : 1;
}

function points(text) {
  return Array.from(text, (character) => character.codePointAt(0));
}

function calculate(op, left, right) {
  expect(left, ["number", "null"]);
  expect(right, ["number", "null"]);
  if (left === null || right === null) return null;
  if (op === "+") return bounded((left + right) * MILLION);
  if (op === "-") return bounded((left - right) * MILLION);
  return bounded(left * right);
}

/** A result in millionths of millionths, brought back to millionths without rounding. */
function bounded(fine) {
  if (fine >= LIMIT * MILLION || fine <= -LIMIT * MILLION) throw new ExpressionFailed("overflow");
  if (fine % MILLION !== 0n) throw new ExpressionFailed("precision");
  return fine / MILLION;
}

/** By name: the kinds of each argument (null: read by the server), the answer on null, the rule. */
const FUNCTIONS = new Map([
  ["size", { takes: [["text", "list", "rows"]], onNull: 0n, run: (_, value) => size(value) }],
  ["is_empty", { takes: [null], onNull: true, run: () => false }],
  ["starts_with", {
    takes: [["text"], ["text"]], onNull: false, run: (_, text, start) => text.startsWith(start),
  }],
  ["contains", {
    takes: [["text"], ["text"]], onNull: false, run: (_, text, part) => text.includes(part),
  }],
  ["slice", { takes: [["text"], ["number"], ["number"]], onNull: null, run: sliceOf }],
  ["matches", {
    takes: [["text"], null], onNull: false, run: (_, text, { program }) => found(program, text),
  }],
  ["today", { takes: [], onNull: null, run: ({ today }) => readDate(today) }],
  ["age", { takes: [["date"]], onNull: null, run: ({ today }, born) => age(today, born.date) }],
  ["days_between", {
    takes: [["date"], ["date"]],
    onNull: null,
    run: (_, first, second) => (dayNumber(second.date) - dayNumber(first.date)) * MILLION,
  }],
  ["date", { takes: [null], onNull: null, run: (_, date) => date }],
  ["now", { takes: [], onNull: null, run: ({ now }) => readDateTime(now) }],
  ["day_of", {
    takes: [["date_time"]], onNull: null, run: (_, time) => readDate(time.date_time.slice(0, 10)),
  }],
  ["date_time", { takes: [null], onNull: null, run: (_, time) => time }],
]);

function call(node, scope) {
  const rule = FUNCTIONS.get(node.call);
  const values = node.args.map((part) => valueOf(part, scope));
  rule.takes.forEach((kinds, index) => {
    if (kinds !== null && values[index] !== null) expect(values[index], kinds);
  });
  return values.includes(null) ? rule.onNull : rule.run(scope, ...values);
}

function size(value) {
  if (typeof value === "string") return BigInt(points(value).length) * MILLION;
  return BigInt(Array.isArray(value) ? value.length : value.rows) * MILLION;
}

/** By code point; below 0 counts as 0, what is not whole is cut, and nothing but blanks is null. */
function sliceOf(_, text, start, count) {
  const [first, many] = [start, count].map((number) => Math.max(0, Number(number / MILLION)));
  const part = Array.from(text).slice(first, first + many).join("");
  return BLANK.test(part) ? null : part;
}

function age(today, born) {
  const notYet = today.slice(5) < born.slice(5) ? 1 : 0;
  return BigInt(Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - notYet) * MILLION;
}

function lengthOf(year, month) {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

/** Days since the first day of the proleptic Gregorian calendar; independent of time zones. */
function dayNumber(date) {
  const [year, month, day] = date.split("-").map(Number);
  const past = year - 1;
  let days = past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  for (let earlier = 1; earlier < month; earlier += 1) days += lengthOf(year, earlier);
  return BigInt(days + day);
}

/** Whether a pattern's program is found in the text: all its ways are walked side by side. */
function found(program, text) {
  const characters = points(text);
  let waiting = [];
  for (let at = 0; at <= characters.length; at += 1) {
    const reached = new Set();
    for (const step of [...waiting, 0]) {
      follow(program, step, { first: at === 0, last: at === characters.length }, reached);
    }
    const steps = [...reached];
    if (steps.some((step) => program[step][0] === "found")) return true;
    waiting = steps.filter((step) => takes(program[step], characters[at])).map((step) => step + 1);
  }
  return false;
}

/** Adds to `reached` every step that can be reached without taking a character. */
function follow(program, from, place, reached) {
  const pending = [from];
  while (pending.length) {
    const step = pending.pop();
    if (reached.has(step)) continue;
    reached.add(step);
    const [action, ...targets] = program[step];
    if (action === "fork" || action === "goto") pending.push(...targets);
    if ((action === "start" && place.first) || (action === "end" && place.last)) {
      pending.push(step + 1);
    }
  }
}

function takes([action, ranges], point) {
  return action === "take" && ranges.some(([low, high]) => low <= point && point <= high);
}
