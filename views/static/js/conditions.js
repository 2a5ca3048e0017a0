/**
 * What a form shows, asks for and finds wrong, by the same expressions as the server: sections and
 * fields with `when`, requirements, and what rules refuse. What is not shown is not sent, and
 * counts as empty. What cannot be decided is shown: a question too many loses nothing.
 */
import { today } from "./date_entry.js";
import { now } from "./date_time_entry.js";
import { evaluate } from "./expressions.js";
import { fieldsOf, UNKNOWN, valueOf } from "./field_values.js";
import { setHint } from "./hint.js";

const json = (id) => JSON.parse(document.getElementById(id).textContent);

class Conditions {
  constructor(form) {
    this.form = form;
    this.today = form.dataset.today || today();
    this.fields = fieldsOf(form);
    this.parts = [...form.querySelectorAll("[data-when]")].map((part) => ({
      part,
      when: JSON.parse(part.dataset.when),
      names: (part.matches("[data-field]") ? [part] : [...part.querySelectorAll("[data-field]")])
        .map((field) => field.dataset.field),
    }));
    this.requirements = [...form.querySelectorAll("[data-required-when]")].map((field) => ({
      field, when: JSON.parse(field.dataset.requiredWhen),
    }));
    this.refusals = json("rules").filter((rule) => rule.refuse && this.fields.has(rule.field));
    this.kinds = json("kinds");
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => this.refuse(this.apply()));
    this.apply();
  }

  /** While one types, once a picture at most. */
  soon() {
    if (this.waiting) return;
    this.waiting = window.requestAnimationFrame(() => { this.waiting = 0; this.apply(); });
  }

  /** Decide everything anew; gives the values, those of hidden fields empty. */
  apply() {
    const values = {};
    for (const [name, field] of this.fields) values[name] = valueOf(field, this.kinds[name]);
    this.show(this.hidden(values), values);
    this.require(values);
    return values;
  }

  /** True, false, or undefined where it cannot be told from what is on the page. */
  holds(expression, values) {
    const names = Object.keys(expression.kinds);
    if (names.some((name) => !(name in values) || values[name] === UNKNOWN)) return undefined;
    try {
      return evaluate(expression, values, this.today, now(this.form.dataset.now)) === true;
    } catch (error) {
      return undefined;
    }
  }

  /** Emptying one field may hide another: repeated, as on the server, until nothing more is hidden. */
  hidden(values) {
    const hidden = new Set();
    for (let round = 0; round <= this.parts.length; round += 1) {
      const before = hidden.size;
      const off = this.parts.filter(({ when }) => this.holds(when, values) === false);
      for (const name of off.flatMap(({ names }) => names)) {
        hidden.add(name);
        values[name] = null;
      }
      if (hidden.size === before) break;
    }
    return hidden;
  }

  show(hidden, values) {
    for (const { part, when } of this.parts) {
      const off = this.holds(when, values) === false;
      part.dataset.decided = "";
      part.hidden = off;
      const entry = part.id && document.querySelector(`[data-section-index] a[href="#${part.id}"]`);
      if (entry) entry.parentElement.hidden = off;
    }
    for (const [name, field] of this.fields) setSent(field, !hidden.has(name));
  }

  require(values) {
    for (const { field, when } of this.requirements) {
      const required = this.holds(when, values) === true;
      field.querySelector("[data-required-mark]").hidden = !required;
      const control = field.querySelector("[id].input, [role=radiogroup]");
      if (control) control.setAttribute("aria-required", String(required));
    }
  }

  /** What a rule refuses is said at its field at once, and taken back when it no longer holds. */
  refuse(values) {
    const said = new Map();
    for (const { field, when, refuse, message } of this.refusals) {
      const broken = (!when || this.holds(when, values) === true) && this.holds(refuse, values) === true;
      if (broken && !said.has(field)) said.set(field, message);
    }
    for (const { field } of this.refusals) {
      const control = this.fields.get(field).querySelector(".input:not([hidden]), [role=radiogroup]");
      if (control) setHint(control, "rule", said.get(field) || "");
    }
  }
}

function setSent(field, sent) {
  if (sent === !("unsent" in field.dataset)) return;
  if (sent) delete field.dataset.unsent;
  else field.dataset.unsent = "";
  for (const control of field.querySelectorAll("input, select, textarea, button")) {
    if (!sent && !control.disabled) { control.disabled = true; control.dataset.unsent = ""; }
    else if (sent && "unsent" in control.dataset) { control.disabled = false; delete control.dataset.unsent; }
  }
}

/** Let the conditions of a form rule it. */
export function bindConditions(form) {
  return new Conditions(form);
}
