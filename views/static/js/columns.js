/** The columns of a list: what is ticked stands first and is moved up and down in place. The buttons that do it
 * would otherwise ask the server. */
import { say } from "./announce.js";
import { fill } from "./texts.js";

const box = (item) => item.querySelector("[type=checkbox]");
const label = (item) => item.querySelector("[data-label]").textContent;

class Columns {
  constructor(list) {
    this.list = list;
    list.addEventListener("change", (event) => this.tick(event.target.closest("[data-item]")));
    list.addEventListener("click", (event) => this.press(event));
    list.addEventListener("keydown", (event) => this.key(event));
    this.show();
  }

  chosen() {
    return [...this.list.children].filter((item) => box(item).checked);
  }

  /** What is ticked anew goes to the end of what is shown; what is no longer, behind it. */
  tick(item) {
    const others = this.chosen().filter((other) => other !== item);
    const last = others.at(-1);
    if (last) last.after(item);
    else this.list.prepend(item);
    this.show();
    box(item).focus();
    if (box(item).checked) this.tell(item);
  }

  press(event) {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    this.move(button.closest("[data-item]"), button.dataset.move, button);
  }

  key(event) {
    const item = event.target.closest("[data-item]");
    const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    if (!item || !way || !event.altKey || !box(item).checked) return;
    event.preventDefault();
    this.move(item, way, event.target);
  }

  move(item, way, focus) {
    const chosen = this.chosen();
    const other = chosen[chosen.indexOf(item) + (way === "up" ? -1 : 1)];
    if (!other) return;
    if (way === "up") other.before(item);
    else other.after(item);
    this.show();
    (focus.disabled ? box(item) : focus).focus();
    item.scrollIntoView({ block: "nearest" });
    this.tell(item);
  }

  tell(item) {
    const chosen = this.chosen();
    say(fill(this.list.dataset.place, { label: label(item), place: chosen.indexOf(item) + 1, count: chosen.length }));
  }

  show() {
    const chosen = this.chosen();
    for (const item of this.list.children) {
      const place = chosen.indexOf(item);
      const ends = { up: place === 0, down: place === chosen.length - 1 };
      for (const button of item.querySelectorAll("[data-move]")) {
        button.hidden = place < 0;
        button.disabled = ends[button.dataset.move];
      }
    }
  }
}

/** Bind the form of the columns. */
export function bindColumns(panel) {
  const list = panel.querySelector("[data-items]");
  if (list) new Columns(list);
}
