/** Rows selected in a list, and the bar that says what can be done with them. */
import { say } from "./announce.js";
import { fill } from "./texts.js";

const bar = document.querySelector("[data-bulk]");
const whole = document.querySelector("[data-check-all]");
const boxes = [...document.querySelectorAll("[data-check]")];
let last = null;

function show() {
  const chosen = boxes.filter((box) => box.checked).length;
  const count = bar.querySelector("[data-bulk-count]");
  bar.hidden = chosen === 0;
  count.textContent = chosen ? fill(count.dataset.text, { count: chosen }) : "";
  whole.checked = chosen === boxes.length;
  whole.indeterminate = chosen > 0 && chosen < boxes.length;
  for (const box of boxes) box.closest("tr").classList.toggle("chosen", box.checked);
  return count.textContent;
}

/** With Shift held, everything from the last box to this one. */
function stretch(event) {
  const box = event.currentTarget;
  if (event.shiftKey && last) {
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
    for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
  }
  last = box;
  say(show());
}

function setAll(checked) {
  for (const box of boxes) box.checked = checked;
  say(show());
}

if (bar && whole) {
  for (const box of boxes) box.addEventListener("click", stretch);
  whole.addEventListener("click", () => setAll(whole.checked));
  const none = bar.querySelector("[data-bulk-clear]");
  none.hidden = false;
  none.addEventListener("click", () => setAll(false));
  window.addEventListener("pageshow", show);
  show();
}
