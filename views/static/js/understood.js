/** What the server understood of a field that says several things at once: its parts stand under it,
 * and fill the fields that come from them. */
import { text } from "./texts.js";

class Understood {
  constructor(state, setField) {
    Object.assign(this, { state, setField, asked: "" });
    this.field = state.closest("[data-field]");
    this.field.addEventListener("change", () => this.ask());
  }

  async ask() {
    const typed = [...this.field.querySelectorAll("input[name], select[name]")].filter((control) => !control.disabled);
    const value = typed.map((control) => control.value);
    const asked = JSON.stringify(value);
    if (asked === this.asked || !typed.length || !typed.at(-1).value.trim()) return;
    this.asked = asked;
    try {
      const answer = await fetch(this.state.dataset.understood, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": document.body.dataset.csrf },
        body: new URLSearchParams(value.map((one) => ["value", one])),
      });
      const { parts, fills } = answer.ok ? await answer.json() : { parts: [], fills: {} };
      if (asked !== this.asked) return;
      this.state.textContent = parts.map(({ label, text: part }) => `${label} ${part}`).join(" · ");
      for (const [name, filled] of Object.entries(fills)) this.setField(name, filled, text("filledFrom"));
    } catch (error) {
      this.asked = "";
      this.state.textContent = "";
    }
  }
}

/** Bind every such field under `root`; `setField(name, value, title)` fills another field. */
export function bindUnderstood(root, setField) {
  for (const state of root.querySelectorAll("[data-understood]")) {
    if (state.dataset.understood) new Understood(state, setField);
  }
}
