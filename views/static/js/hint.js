/** Messages that scripts put under a field, beside those of the server. */
import { icon } from "./icon.js";

const errorsOf = (control) => {
  const field = control.closest("[data-hinted]");
  return field && field.querySelector("[data-errors-of]");
};

/** Show `sentence` as the field's message of that kind; an empty sentence takes it away. */
export function setHint(control, kind, sentence) {
  const box = errorsOf(control);
  if (!box) return;
  const old = box.querySelector(`[data-kind="${kind}"]`);
  if (old) old.remove();
  if (sentence) {
    const line = document.createElement("p");
    line.className = "field-error";
    line.dataset.kind = kind;
    const words = document.createElement("span");
    words.textContent = sentence;
    line.append(icon("error"), words);
    box.append(line);
    describe(control, box.id);
  }
  const wrong = Boolean(box.querySelector(".field-error"));
  box.closest("[data-hinted]").classList.toggle("has-error", wrong);
  if (wrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

/** Drop what the server said about a field once it has been changed. */
export function dropServerErrors(control) {
  const box = errorsOf(control);
  if (!box) return;
  for (const line of box.querySelectorAll(".field-error:not([data-kind])")) line.remove();
  if (!box.querySelector(".field-error")) setHint(control, "server", "");
}

function describe(control, id) {
  const ids = new Set((control.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
  control.setAttribute("aria-describedby", [...ids.add(id)].join(" "));
}
