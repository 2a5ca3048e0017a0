/** A resident ID number (GB 11643): checked as soon as it is whole, and asked for at the server. */
import { say } from "./announce.js";
import { plain } from "./digits.js";
import { setHint } from "./hint.js";
import { text } from "./texts.js";

const LENGTH = 18;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432";
const LOOKS = { new: "state-good", here: "state-warn", elsewhere: "state-warn", invalid: "state-bad" };

/** As it is stored: no blanks, plain figures, a capital X. */
export const tidy = (typed) => plain(typed).replace(/[\s-]/g, "").toUpperCase();

/** Whether the last character fits the seventeen before it (ISO 7064, MOD 11-2). */
export function fits(number) {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(number[place]), 0);
  return CHECKS[sum % 11] === number[LENGTH - 1];
}

class ResidentId {
  constructor(input, setField) {
    Object.assign(this, { input, setField, asked: tidy(input.value) });
    this.state = document.getElementById(`${input.id}-state`);
    input.addEventListener("input", () => this.typed());
    input.addEventListener("change", () => this.left());
  }

  typed() {
    const number = tidy(this.input.value);
    if (number.length < LENGTH) return this.say("");
    if (number.length === LENGTH && !this.input.matches(":disabled")) this.look(number);
  }

  left() {
    const number = tidy(this.input.value);
    this.input.value = number;
    const missing = LENGTH - number.length;
    if (number && missing) {
      setHint(this.input, "id", text(missing > 0 ? "idShort" : "idLong", { count: Math.abs(missing) }));
    } else if (number) this.look(number);
    else { setHint(this.input, "id", ""); this.say(""); }
  }

  look(number) {
    setHint(this.input, "id", fits(number) ? "" : text("idWrong"));
    if (!fits(number)) return this.say("");
    if (number !== this.asked) this.ask(number);
  }

  async ask(number) {
    this.asked = number;
    if (!this.state.dataset.url) return;
    const slow = window.setTimeout(() => this.say(text("idChecking")), 300);
    try {
      const answer = await fetch(this.state.dataset.url, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": document.body.dataset.csrf },
        body: new URLSearchParams({ value: number }),
      });
      if (!answer.ok) throw new Error(answer.status);
      const known = await answer.json();
      if (tidy(this.input.value) === number) this.show(known);
    } catch (error) {
      this.asked = null;
      this.say(text("idUnknown"), "");
    } finally {
      window.clearTimeout(slow);
    }
  }

  show({ state, message, url, fills }) {
    for (const [name, value] of Object.entries(fills || {})) this.setField(name, value, text("filled"));
    this.say(message || "", LOOKS[state] || "");
    if (!url) return;
    const link = document.createElement("a");
    Object.assign(link, { href: url, target: "_blank", rel: "noopener", textContent: text("open") });
    this.state.append(" ", link);
  }

  say(sentence, look = "") {
    this.state.className = `state ${look}`;
    this.state.textContent = sentence;
    if (sentence) say(sentence);
  }
}

/** Bind every ID number under `root`; `setField(name, value, title)` fills another field. */
export function bindResidentIds(root, setField) {
  for (const input of root.querySelectorAll("[data-resident-id]")) new ResidentId(input, setField);
}
