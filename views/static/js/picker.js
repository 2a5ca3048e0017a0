/** A link to another record, found by the server while one types; the recently used come first. */
import { say } from "./announce.js";
import { Combobox } from "./combobox.js";
import { setHint } from "./hint.js";
import { text } from "./texts.js";

const PAUSE = 160;
const PATIENCE = 300;

class Picker {
  constructor(box) {
    this.box = box;
    this.value = box.querySelector("[data-value]");
    this.state = box.querySelector("[data-state]");
    const input = box.querySelector("[data-typed]");
    box.querySelector("[data-without-script]").remove();
    this.input = input;
    this.chosen = { id: this.value.value, title: input.value, path: this.state.textContent };
    this.combobox = new Combobox(input, {
      find: (typed) => this.find(typed),
      choose: (entry) => this.set(entry),
      leave: () => this.leave(),
    });
    box.addEventListener("fill", (event) => this.set(event.detail));
  }

  set({ id, title, path }) {
    this.chosen = { id: String(id), title, path: path || "" };
    this.input.value = title;
    this.state.textContent = this.chosen.path;
    setHint(this.input, "picker", "");
    if (this.value.value === this.chosen.id) return;
    this.value.value = this.chosen.id;
    this.value.dispatchEvent(new Event("change", { bubbles: true }));
  }

  address(typed) {
    const url = new URL(this.box.dataset.url, location.href);
    url.searchParams.set("q", typed.trim());
    for (const name of this.box.dataset.with.split(",").filter(Boolean)) {
      const other = this.value.form.elements[name];
      if (other && other.value) url.searchParams.set(name, other.value);
    }
    return url;
  }

  /** Wait until typing pauses, ask once, forget answers that come too late. */
  find(typed) {
    window.clearTimeout(this.pause);
    if (this.request) this.request.abort();
    this.pause = window.setTimeout(() => this.ask(typed), typed ? PAUSE : 0);
  }

  async ask(typed) {
    const request = new AbortController();
    this.request = request;
    const slow = window.setTimeout(() => this.combobox.show([], { note: text("searching") }), PATIENCE);
    try {
      const answer = await fetch(this.address(typed), { headers: { Accept: "application/json" }, signal: request.signal });
      if (!answer.ok) throw new Error(answer.status);
      const found = await answer.json();
      if (document.activeElement === this.input) this.list(found, typed);
    } catch (error) {
      if (!request.signal.aborted) this.combobox.show([], { note: text("searchFailed") });
    } finally {
      window.clearTimeout(slow);
    }
  }

  list({ items, more }, typed) {
    const entries = items.map((item, index) => ({
      ...item,
      label: item.title,
      note: item.path,
      heading: item.recent && index === 0 ? text("recent") : "",
      selected: String(item.id) === this.value.value,
    }));
    const count = items.length;
    const sentence = !count ? text("none") : text(more ? "foundMore" : "found", { count });
    this.combobox.show(entries, { active: typed && count ? 0 : -1, note: more || !count ? sentence : "" });
    say(sentence);
  }

  leave() {
    window.clearTimeout(this.pause);
    if (this.request) this.request.abort();
    const typed = this.input.value.trim();
    if (typed === this.chosen.title) return;
    if (!typed) return this.set({ id: "", title: "" });
    this.set({ id: "", title: typed });
    this.chosen.title = "";
    setHint(this.input, "picker", text("chooseOne"));
  }
}

/** Bind every picker under `root`; one that shows what the server found keeps its buttons. */
export function bindPickers(root) {
  for (const box of root.querySelectorAll("[data-picker]")) {
    if (box.querySelector("[data-value]") && box.dataset.url) new Picker(box);
  }
}
