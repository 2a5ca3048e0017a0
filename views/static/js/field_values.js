/** What a form holds now, name by name, and how to fill a field from outside. */
import { readDate } from "./date_entry.js";
import { plain } from "./digits.js";
import { readValue } from "./expressions.js";

/** The value of a field that this reader may not see: a condition on it cannot be decided here. */
export const UNKNOWN = Symbol("unknown");

const controls = (part) => [...part.querySelectorAll("input[name], select[name], textarea[name]")];

/** The fields of a form by name. */
export function fieldsOf(form) {
  return new Map([...form.querySelectorAll("[data-field]")].map((field) => [field.dataset.field, field]));
}

/** What a field holds, as `evaluate` takes it; null if it is empty or cannot be read yet. */
export function valueOf(field, kind = "text") {
  const masked = field.querySelector("[data-masked] input");
  if (masked && masked.disabled) return UNKNOWN;
  const raw = held(field);
  const typed = kind === "date" ? readDate(raw) : kind === "number" ? plain(raw).replace(/\s/g, "") : raw;
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
  const [first, ...others] = controls(field);
  if (!first) return "";
  if (first.type !== "radio") return first.value;
  const checked = [first, ...others].find((radio) => radio.checked);
  return checked ? checked.value : "";
}

function rows(field) {
  return [...field.querySelectorAll("tbody tr")]
    .map((row) => controls(row).map((control) => control.value))
    .filter((row) => row.some(Boolean));
}

/** Put a value in, as if it had been typed; `title` says where it came from. */
export function setValue(field, value, title) {
  const changed = controls(field).filter((control) => !control.matches(":disabled"));
  for (const control of changed) {
    if (control.type === "radio") control.checked = control.value === value;
    else control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  field.classList.toggle("filled", Boolean(title && changed.length));
  field.title = title || "";
}
