/** Several of many: chosen by typing as in a choice, shown as chips. The check boxes stay what is sent. */
import { say } from "./announce.js";
import { Combobox } from "./combobox.js";
import { setHint } from "./hint.js";
import { icon } from "./icon.js";
import { best, only } from "./match.js";
import { text } from "./texts.js";

const MOST = 300;

function read(all) {
  const branches = [];
  return [...all.querySelectorAll("label")].map((line) => {
    const depth = Number(line.dataset.depth);
    const label = line.querySelector("span").textContent.trim();
    branches.length = depth;
    const path = branches.join(" / ");
    branches.push(label);
    const box = line.querySelector("input");
    return { value: box.value, box, label, depth, path, keys: line.dataset.keys };
  });
}

class Choices {
  constructor(group) {
    const all = group.querySelector("[data-all]");
    this.entries = read(all);
    this.input = document.createElement("input");
    Object.assign(this.input, { type: "text", className: "input", id: group.id });
    for (const name of ["aria-describedby", "aria-invalid", "aria-required", "aria-labelledby"]) {
      if (group.hasAttribute(name)) this.input.setAttribute(name, group.getAttribute(name));
    }
    for (const name of ["id", "tabindex", "aria-describedby", "aria-invalid", "aria-required"]) group.removeAttribute(name);
    this.chips = document.createElement("ul");
    this.chips.className = "chosen";
    all.before(this.chips, this.input);
    all.hidden = true;
    this.combobox = new Combobox(this.input, {
      find: (typed) => this.find(typed),
      choose: (entry) => this.turn(entry),
      leave: () => this.leave(),
    });
    this.input.addEventListener("keydown", (event) => this.press(event));
    all.addEventListener("change", () => this.show());
    this.show();
  }

  get chosen() { return this.entries.filter(({ box }) => box.checked); }

  show() {
    this.chips.replaceChildren(...this.chosen.map((entry) => this.chip(entry)));
    this.chips.hidden = !this.chosen.length;
  }

  chip(entry) {
    const chip = document.createElement("li");
    const drop = document.createElement("button");
    Object.assign(drop, { type: "button", title: entry.path ? `${entry.path} / ${entry.label}` : "" });
    drop.setAttribute("aria-label", text("dropChoice", { label: entry.label }));
    drop.append(entry.label, icon("close"));
    drop.addEventListener("click", () => { this.turn(entry); this.input.focus(); });
    chip.append(drop);
    return chip;
  }

  /** Choose it, or choose it no longer. */
  turn(entry) {
    entry.box.checked = !entry.box.checked;
    this.input.value = "";
    setHint(this.input, "choice", "");
    entry.box.dispatchEvent(new Event("change", { bubbles: true }));
    say(text(entry.box.checked ? "choiceAdded" : "choiceDropped", { label: entry.label }));
  }

  find(typed) {
    const found = best(this.entries, typed);
    const entries = found.slice(0, MOST).map((entry) => ({
      ...entry,
      depth: typed ? 0 : entry.depth,
      note: typed ? entry.path : "",
      selected: entry.box.checked,
    }));
    const note = !found.length ? text("none") : found.length > MOST ? text("foundMore", { count: MOST }) : "";
    this.combobox.show(entries, { active: typed && found.length ? 0 : -1, note });
    if (typed) say(found.length ? text("found", { count: found.length }) : text("none"));
  }

  press(event) {
    if (event.key !== "Backspace" || this.input.value || event.isComposing) return;
    const last = this.chosen.at(-1);
    if (last) this.turn(last);
  }

  /** Leaving takes what is named exactly or is the only one that fits, and says so otherwise. */
  leave() {
    const typed = this.input.value.trim();
    if (!typed) return setHint(this.input, "choice", "");
    const one = only(this.entries, typed);
    if (!one) return setHint(this.input, "choice", text("chooseOne"));
    this.input.value = "";
    if (!one.box.checked) this.turn(one);
  }
}

/** Bind every group of choices under `root`. */
export function bindManyChoices(root) {
  for (const group of root.querySelectorAll("[data-choices]")) {
    delete group.dataset.choices;
    new Choices(group);
  }
}
