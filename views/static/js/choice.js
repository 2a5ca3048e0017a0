/** A select that is chosen from by typing: a label, a code or pinyin initials. */
import { say } from "./announce.js";
import { Combobox } from "./combobox.js";
import { setHint } from "./hint.js";
import { best, only } from "./match.js";
import { text } from "./texts.js";

const MOST = 300;

/** The options of a select with the names of the branches they stand under. */
function read(select) {
  const branches = [];
  return [...select.options].filter((option) => option.value).map((option) => {
    const depth = Number(option.dataset.depth || 0);
    const label = option.textContent.trim();
    branches.length = depth;
    const path = branches.join(" / ");
    branches.push(label);
    return { value: option.value, label, depth, path, keys: option.dataset.keys || "" };
  });
}

function textField(select) {
  const input = document.createElement("input");
  input.type = "text";
  input.className = select.className;
  for (const name of ["aria-describedby", "aria-invalid", "aria-required", "aria-label"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  input.id = select.id;
  select.id += "-select";
  input.disabled = select.disabled;
  return input;
}

class Choice {
  constructor(select) {
    this.select = select;
    this.entries = read(select);
    const input = textField(select);
    select.after(input);
    select.hidden = true;
    this.combobox = new Combobox(input, {
      find: (typed) => this.find(typed),
      choose: (entry) => this.set(entry.value),
      leave: () => this.leave(),
    });
    this.input = input;
    select.addEventListener("change", () => this.show());
    this.show();
  }

  show() {
    const chosen = this.entries.find(({ value }) => value === this.select.value);
    this.input.value = chosen ? chosen.label : "";
    this.input.title = chosen && chosen.path ? `${chosen.path} / ${chosen.label}` : "";
    setHint(this.input, "choice", "");
  }

  set(value) {
    if (this.select.value === value) return this.show();
    this.select.value = value;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  find(typed) {
    const found = best(this.entries, typed);
    const entries = found.slice(0, MOST).map((entry) => ({
      ...entry,
      depth: typed ? 0 : entry.depth,
      note: typed ? entry.path : "",
      selected: entry.value === this.select.value,
    }));
    const here = entries.findIndex(({ selected }) => selected);
    this.combobox.show(entries, {
      active: typed ? 0 : here,
      note: !found.length ? text("none") : found.length > MOST ? text("foundMore", { count: MOST }) : "",
    });
    if (typed) say(found.length ? text("found", { count: found.length }) : text("none"));
  }

  /** Leaving takes what is named exactly or is the only one that fits, and says so otherwise. */
  leave() {
    if (!this.combobox.typed) return;
    const typed = this.input.value.trim();
    if (!typed) return this.set("");
    const one = only(this.entries, typed);
    if (one) return this.set(one.value);
    this.select.value = "";
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.input.value = typed;
    setHint(this.input, "choice", text("chooseOne"));
  }
}

/** Bind every select with data-choice under `root`. */
export function bindChoices(root) {
  for (const select of root.querySelectorAll("select[data-choice]")) {
    delete select.dataset.choice;
    new Choice(select);
  }
}
