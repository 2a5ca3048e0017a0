/** Offers to fill in again what was typed before and not saved. */
import { unsavedDraft } from "./draft.js";
import { say } from "./announce.js";
import { text } from "./texts.js";

function button(words, look, action) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: `button small ${look}`, textContent: words });
  made.addEventListener("click", action);
  return made;
}

function fillIn(form, { entries, shown }, rowsOf) {
  const seen = new Set();
  for (const [name] of entries.filter(([marker]) => marker.endsWith("-present"))) {
    for (const box of form.querySelectorAll(`[type=checkbox][name="${CSS.escape(name.slice(0, -8))}"]`)) box.checked = false;
  }
  for (const [name, value] of entries) {
    const row = /^(.+)-(\d+)-/.exec(name);
    if (row && rowsOf.has(row[1]) && !form.elements[name]) rowsOf.get(row[1]).add(row[2]);
    const controls = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    // Two halves of one value come in the order of their controls.
    const halves = controls.length === 2 && controls[0].matches(".document *");
    if (halves) put(controls[seen.has(name) ? 1 : 0], value);
    else for (const control of controls) put(control, value);
    seen.add(name);
  }
  for (const [name, link] of Object.entries(shown)) {
    const box = form.querySelector(`[data-field="${CSS.escape(name)}"] [data-picker]`);
    if (box) box.dispatchEvent(new CustomEvent("fill", { detail: link }));
  }
}

function put(control, value) {
  const closed = control.closest("[data-masked]");
  if (closed && control.disabled) closed.querySelector("[data-unmask]").click();
  if (control.type === "radio") control.checked = control.value === value;
  else if (control.type === "checkbox") control.checked = control.checked || control.value === value;
  else control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Show the offer above the form, if there is something to offer: true then. `rowsOf`: sub-rows by name. */
export function offerDraft(form, rowsOf) {
  const draft = unsavedDraft();
  if (!draft) return false;
  const box = document.createElement("div");
  box.className = "note restore";
  const words = document.createElement("span");
  words.textContent = text("restoreOffer");
  const restore = () => {
    fillIn(form, draft, rowsOf);
    say(text("restored"));
    box.textContent = text("restored");
    form.querySelector("[data-save]").focus();
  };
  const yes = button(text("restore"), "primary", restore);
  box.append(words, yes, button(text("discard"), "", () => box.remove()));
  form.parentElement.before(box);
  history.scrollRestoration = "manual";
  yes.focus();
  // The browser goes back to the place one had scrolled to when all is loaded: not past this.
  window.addEventListener("load", () => window.setTimeout(() => yes.scrollIntoView({ block: "center" })));
  say(text("restoreOffer"));
  return true;
}
