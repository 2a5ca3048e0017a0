/** Rows within a form: added, removed, and walked through by keyboard. */
import { say } from "./announce.js";
import { text } from "./texts.js";

const CONTROLS = "input:not([type=hidden]):not(:disabled), select:not([hidden]), textarea";

class SubRows {
  constructor(box, bind) {
    Object.assign(this, { box, bind, next: Number(box.dataset.next) });
    this.body = box.querySelector("tbody");
    this.adder = box.querySelector("[data-add-row]");
    if (!this.adder) return;
    for (const spare of this.body.querySelectorAll("[data-spare]")) spare.remove();
    this.adder.hidden = false;
    this.adder.addEventListener("click", () => this.add());
    for (const row of this.body.rows) this.allowRemoving(row);
    this.body.addEventListener("keydown", (event) => this.press(event));
  }

  /** Add an empty row; `number` names its fields. */
  add(number = this.next) {
    const pattern = this.box.querySelector("template");
    const holder = document.createElement("template");
    holder.innerHTML = pattern.innerHTML.replaceAll("__n__", String(number));
    this.next = Math.max(this.next, Number(number)) + 1;
    const row = holder.content.querySelector("tr");
    this.body.append(row);
    this.allowRemoving(row);
    this.bind(row);
    row.querySelector(CONTROLS).focus();
    say(text("rowAdded"));
    this.changed();
  }

  allowRemoving(row) {
    const button = row.querySelector("[data-remove-row]");
    button.hidden = false;
    button.addEventListener("click", () => this.remove(row));
  }

  remove(row) {
    const near = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    (near ? near.querySelector(CONTROLS) : this.adder).focus();
    say(text("rowRemoved"));
    this.changed();
  }

  /** Enter goes to the next row, and from the last one makes another. */
  press(event) {
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.target.closest("button")) return;
    event.preventDefault();
    const row = event.target.closest("tr").nextElementSibling;
    if (row) row.querySelector(CONTROLS).focus();
    else this.add();
  }

  changed() {
    this.box.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Bind every table of rows under `root`, and give them by name; `bind` binds a new row's fields. */
export function bindSubRows(root, bind) {
  const boxes = [...root.querySelectorAll("[data-sub-rows]")];
  return new Map(boxes.map((box) => [box.dataset.subRows, new SubRows(box, bind)]));
}
