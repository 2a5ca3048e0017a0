/**
 * Large text, colours and the folded menu take effect at once and are remembered in the
 * background. Language is a plain POST: every word of the page changes.
 */
const ATTRIBUTE_VALUES = { "data-text": { 1: "large", 0: "normal" } };

function show(button) {
  const attribute = button.dataset.attribute;
  const names = ATTRIBUTE_VALUES[attribute] || {};
  document.documentElement.setAttribute(attribute, names[button.value] || button.value);
}

function turn(button) {
  const values = (button.dataset.values || "").split(" ");
  if (values.length === 2) {
    button.setAttribute("aria-pressed", String(button.value === values[0]));
    button.value = values.find((value) => value !== button.value);
    return;
  }
  for (const other of button.form.querySelectorAll(`[name="${button.name}"]`)) {
    other.setAttribute("aria-pressed", String(other === button));
  }
}

function remember(form, button) {
  const body = new URLSearchParams(new FormData(form));
  body.set(button.name, button.value);
  fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => {});
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || !button.dataset.attribute || !event.target.matches("[data-preference]")) return;
  event.preventDefault();
  show(button);
  remember(event.target, button);
  turn(button);
});
