/** What a form holds now, name by name, and how to fill a field from outside. */
import { readDate } from "./date_entry.js";
import { readDateTime } from "./date_time_entry.js";
import { plain } from "./digits.js";
import { readValue } from "./expressions.js";

/** The value of a field that this reader may not see: a condition on it cannot be decided here. */
export const UNKNOWN = Symbol("unknown");

/** What was typed as `readValue` takes it, by the kind of its field. */
const READ = {
  date: readDate,
  date_time: readDateTime,
  number: (raw) => plain(raw).replace(/\s/g, ""),
};

const controls = (part) => [...part.querySelectorAll("input[name]:not([type=file]), select[name], textarea[name]")];

/** The controls that the form would send: of boxes and buttons those that are checked. */
const sent = (part) => controls(part).filter((control) => control.checked || !["checkbox", "radio"].includes(control.type));

/** The fields of a form by name. */
export function fieldsOf(form) {
  return new Map([...form.querySelectorAll("[data-field]")].map((field) => [field.dataset.field, field]));
}

/** What a field holds, as `evaluate` takes it; null if it is empty or cannot be read yet. */
export function valueOf(field, kind = "text") {
  const masked = field.querySelector("[data-masked] input");
  if (masked && masked.disabled) return UNKNOWN;
  const raw = held(field);
  const read = READ[kind];
  const typed = read && typeof raw === "string" ? read(raw) : raw;
  try {
    return readValue(kind, typed) === null ? null : typed;
  } catch (error) {
    return null;
  }
}

function held(field) {
  const shown = field.querySelector("[data-shown]");
  if (shown) return shown.dataset.shown;
  if (field.dataset.widget === "sub_rows") return rows(field);
  if (["choices", "files"].includes(field.dataset.widget)) return sent(field).filter(({ type }) => type === "checkbox").map(({ value }) => value);
  if (field.dataset.widget === "id_document") return controls(field).map(({ value }) => value).filter(Boolean).join(" ");
  const [first, ...others] = controls(field);
  if (!first) return "";
  if (first.type !== "radio") return first.value;
  const checked = [first, ...others].find((radio) => radio.checked);
  return checked ? checked.value : "";
}

function rows(field) {
  return [...field.querySelectorAll("tbody tr")]
    .map((row) => sent(row).map((control) => control.value))
    .filter((row) => row.some(Boolean));
}

/** Put a value in, as if it had been typed; `title` says where it came from. */
export function setValue(field, value, title) {
  const changed = controls(field).filter((control) => !control.matches(":disabled"));
  for (const control of changed) {
    if (["checkbox", "radio"].includes(control.type)) control.checked = [value].flat().includes(control.value);
    else control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  field.classList.toggle("filled", Boolean(title && changed.length));
  field.title = title || "";
}
