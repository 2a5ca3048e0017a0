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

/** Every control of the same thing shows what is chosen now: there may be one in the bar too. */
function turn(chosen) {
  const { attribute } = chosen.dataset;
  const now = chosen.value;
  for (const button of document.querySelectorAll(`[data-preference] [data-attribute="${attribute}"]`)) {
    const values = (button.dataset.values || "").split(" ");
    const pressed = values.length === 2 ? now === values[0] : now === button.value;
    button.setAttribute("aria-pressed", String(pressed));
    if (values.length === 2) button.value = pressed ? values[1] : values[0];
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
