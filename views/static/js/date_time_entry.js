/** Dates with a time typed as they come: 202601310830, 2026.1.31 8:30, 2026年1月31日8时30分 all become 2026-01-31 08:30. */
import { readDate, step } from "./date_entry.js";
import { plain } from "./digits.js";
import { setHint } from "./hint.js";
import { text } from "./texts.js";

const PARTS = /^(\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2})\s*日?[ T]?\s*(\d{1,2})\s*[:时点]\s*(\d{1,2})\s*分?$/;
const FIGURES = /^(\d{8})[ T]?(\d{2})(\d{2})$/;
const DAYS = { ArrowUp: 1, ArrowDown: -1 };
const HOURS = { PageUp: 1, PageDown: -1 };
const HOUR = 3600e3;
const CHINA = 8 * HOUR;

const written = (moment) => new Date(moment).toISOString().slice(0, 16).replace("T", " ");
const moment = (minute) => Date.parse(`${minute.replace(" ", "T")}Z`);

/** The minute as 2026-01-31 08:30; null if what was typed is none. */
export function readDateTime(typed) {
  const found = PARTS.exec(plain(typed).trim()) || FIGURES.exec(plain(typed).trim());
  const day = found && readDate(found[1]);
  if (!day || Number(found[2]) > 23 || Number(found[3]) > 59) return null;
  return `${day} ${found[2].padStart(2, "0")}:${found[3].padStart(2, "0")}`;
}

/** The present minute in China, by this computer's clock or, with its `start`, by another's. */
export function now(start) {
  return written(start ? moment(start) + performance.now() : Date.now() + CHINA);
}

/** In a filter a day alone will do. */
function settle(input) {
  const typed = input.value.trim();
  const minute = readDateTime(typed) || ("dayToo" in input.dataset && readDate(typed));
  if (minute) input.value = minute;
  setHint(input, "date", typed && !minute ? text("dateTimeWrong") : "");
}

function press(event) {
  const { key, currentTarget: input } = event;
  if (!(DAYS[key] || HOURS[key]) || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const minute = readDateTime(input.value);
  if (!minute) input.value = now();
  else if (HOURS[key]) input.value = written(moment(minute) + HOURS[key] * HOUR);
  else input.value = step(minute.slice(0, 10), { day: DAYS[key] }) + minute.slice(10);
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Bind every field of a date with a time under `root`. */
export function bindDateTimes(root) {
  for (const input of root.querySelectorAll("[data-date-time]")) {
    input.addEventListener("change", () => settle(input));
    input.addEventListener("keydown", press);
  }
}
