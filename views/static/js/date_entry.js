/** Dates typed as they come: 19900101, 1990.1.1, 1990/1/1, 1990年1月1日 all become 1990-01-01. */
import { plain } from "./digits.js";
import { setHint } from "./hint.js";
import { text } from "./texts.js";

const PARTS = /^(\d{4})(?:(\d{2})(\d{2})|\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?)$/;
const STEPS = { ArrowUp: { day: 1 }, ArrowDown: { day: -1 }, PageUp: { month: 1 }, PageDown: { month: -1 } };

const two = (number) => String(number).padStart(2, "0");
const iso = (date) => `${String(date.getUTCFullYear()).padStart(4, "0")}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;

/** The day as 1990-01-01; null if what was typed is no day. */
export function readDate(typed) {
  const found = PARTS.exec(plain(typed).trim());
  if (!found) return null;
  const [year, month, day] = [found[1], found[2] || found[4], found[3] || found[5]].map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1800 && year <= 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? iso(date) : null;
}

/** The day so many days or months on; the 31st stays within a shorter month. */
export function step(day, { day: days = 0, month: months = 0 }) {
  const date = new Date(`${day}T00:00:00Z`);
  if (months) {
    const wanted = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
    date.setUTCDate(Math.min(wanted, date.getUTCDate()));
  }
  date.setUTCDate(date.getUTCDate() + days);
  return iso(date);
}

/** Today as the clock on the wall has it. */
export function today() {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function settle(input) {
  const day = readDate(input.value);
  if (day) input.value = day;
  setHint(input, "date", input.value.trim() && !day ? text("dateWrong") : "");
}

function press(event) {
  const by = STEPS[event.key];
  if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const input = event.currentTarget;
  const day = readDate(input.value);
  input.value = day ? step(day, by) : today();
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Bind every date field under `root`. */
export function bindDates(root) {
  for (const input of root.querySelectorAll("[data-date]")) {
    input.addEventListener("change", () => settle(input));
    input.addEventListener("keydown", press);
  }
}
