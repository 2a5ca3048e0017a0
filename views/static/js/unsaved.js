/** Saving, and not losing what is typed: keys, one save at a time, no connection, leaving. */
import { say } from "./announce.js";
import { keep } from "./draft.js";
import { text } from "./texts.js";

const PATIENCE = 6000;

class Unsaved {
  constructor(form) {
    this.form = form;
    this.start = "unsaved" in form.dataset ? null : this.held();
    this.state = form.querySelector("[data-save-state]");
    form.addEventListener("submit", (event) => this.save(event));
    document.addEventListener("keydown", (event) => this.press(event));
    window.addEventListener("beforeunload", (event) => this.leave(event));
    window.addEventListener("pageshow", () => this.rest());
  }

  held() {
    return new URLSearchParams(new FormData(this.form)).toString();
  }

  press(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    const next = event.shiftKey && this.form.querySelector("[data-save-next]");
    // Leaving the field first lets it take what was typed.
    const control = document.activeElement;
    if (this.form.contains(control)) { control.blur(); control.focus({ preventScroll: true }); }
    this.form.requestSubmit(next || this.form.querySelector("[data-save]"));
  }

  save(event) {
    if (this.sending) return;
    event.preventDefault();
    if (this.trying) return;
    this.try(event.submitter);
  }

  /** Ask first whether the server can be reached, so that a lost line does not lose the page. */
  async try(button) {
    this.trying = true;
    this.tell(text("saving"));
    if (await reachable()) return this.send(button);
    this.rest();
    this.tell(text("offline"), true);
  }

  send(button) {
    keep(this.form, shownLinks(this.form));
    this.sending = true;
    this.form.requestSubmit(button && button.name ? button : this.form.querySelector("[data-save]"));
  }

  leave(event) {
    if (this.sending || this.start === this.held()) return;
    event.preventDefault();
    event.returnValue = "";
  }

  rest() {
    this.trying = false;
    this.sending = false;
    this.tell("");
  }

  tell(sentence, bad = false) {
    this.state.textContent = sentence;
    this.state.classList.toggle("bad", bad);
    if (bad) say(sentence);
  }
}

function shownLinks(form) {
  const fields = [...form.querySelectorAll("[data-field]")].filter((field) => field.querySelector("[data-picker] [data-value]"));
  return Object.fromEntries(fields.map((field) => [field.dataset.field, {
    id: field.querySelector("[data-value]").value,
    title: field.querySelector("[data-typed]").value,
    path: field.querySelector("[data-state]").textContent,
  }]));
}

async function reachable() {
  const stop = new AbortController();
  const timer = window.setTimeout(() => stop.abort(), PATIENCE);
  try {
    await fetch(document.body.dataset.alive, { method: "HEAD", cache: "no-store", signal: stop.signal });
    return true;
  } catch (error) {
    return false;
  } finally {
    window.clearTimeout(timer);
  }
}

/** Guard a form. */
export function guard(form) {
  return new Unsaved(form);
}
