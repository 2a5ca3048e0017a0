/**
 * The ARIA combobox pattern: a text field that opens a list, moved through by keyboard while the
 * focus stays in the field. What the list holds, and what choosing means, is its owner's.
 */
import { icon } from "./icon.js";

const PAGE = 8;

export class Combobox {
  /**
   * `input` is the text field. `find(typed)` fills the list by calling `show`, and `choose(entry)`
   * takes one; `leave()` is called when the field is left.
   */
  constructor(input, { find, choose, leave }) {
    Object.assign(this, { input, find, choose, leave, entries: [], active: -1, typed: false });
    this.box = document.createElement("div");
    this.box.className = "combo";
    input.replaceWith(this.box);
    this.list = document.createElement("ul");
    Object.assign(this.list, { className: "listbox", id: `${input.id}-list`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-labelledby", `${input.id}-label`);
    this.opener = document.createElement("button");
    Object.assign(this.opener, { type: "button", className: "combo-open", tabIndex: -1 });
    this.opener.setAttribute("aria-hidden", "true");
    this.opener.append(icon("down"));
    this.box.append(input, this.opener, this.list);
    const roles = { role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false" };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    this.listen();
  }

  listen() {
    const { input, list, opener } = this;
    input.addEventListener("input", () => { this.typed = true; this.find(input.value); });
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("click", () => { if (!this.open) this.find(""); });
    input.addEventListener("blur", () => { this.close(); this.leave(); this.typed = false; });
    input.addEventListener("focus", () => input.select());
    opener.addEventListener("mousedown", (event) => {
      event.preventDefault();
      input.focus();
      if (this.open) this.close();
      else this.find("");
    });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(Number(option.dataset.index));
    });
  }

  get open() { return !this.list.hidden; }

  /** Show entries ({label, note, depth, heading, selected}); `note` closes the list. */
  show(entries, { active = -1, note = "" } = {}) {
    this.entries = entries;
    this.list.replaceChildren(...entries.flatMap((entry, index) => this.line(entry, index)), ...(note ? [remark(note)] : []));
    this.list.hidden = !entries.length && !note;
    this.input.setAttribute("aria-expanded", String(this.open));
    this.turnUp();
    this.activate(active);
  }

  line(entry, index) {
    const option = document.createElement("li");
    Object.assign(option, { className: `option depth-${Math.min(entry.depth || 0, 4)}`, id: `${this.list.id}-${index}` });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", String(Boolean(entry.selected)));
    option.dataset.index = index;
    option.append(part("option-label", entry.label));
    if (entry.note) option.append(part("option-note", entry.note));
    return entry.heading ? [remark(entry.heading), option] : [option];
  }

  turnUp() {
    const { bottom, top } = this.box.getBoundingClientRect();
    this.list.classList.remove("listbox-up");
    const below = window.innerHeight - bottom - 70;
    this.list.classList.toggle("listbox-up", below < this.list.offsetHeight && top > below);
  }

  activate(index) {
    const old = this.list.querySelector("[data-active]");
    if (old) old.removeAttribute("data-active");
    this.active = this.entries[index] ? index : -1;
    const option = document.getElementById(`${this.list.id}-${this.active}`);
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.dataset.active = "";
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  take(index) {
    const entry = this.entries[index];
    this.close();
    this.typed = false;
    if (entry) this.choose(entry);
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key];
    if (move) this.step(event, move);
    else if (event.key === "Enter" && this.open) { event.preventDefault(); this.take(this.active); }
    else if (event.key === "Tab" && this.open && this.active >= 0 && this.typed) this.take(this.active);
    else if (event.key === "Escape" && this.open) { event.preventDefault(); this.close(); }
  }

  step(event, move) {
    event.preventDefault();
    if (!this.open) return this.find(this.typed ? this.input.value : "");
    const last = this.entries.length - 1;
    const wrapped = this.active + move > last && this.active === last ? 0 : Math.min(this.active + move, last);
    this.activate(wrapped < 0 ? (this.active > 0 ? 0 : last) : wrapped);
  }
}

function part(name, words) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = words;
  return span;
}

function remark(words) {
  const line = document.createElement("li");
  line.className = "listbox-note";
  line.setAttribute("role", "presentation");
  line.textContent = words;
  return line;
}
