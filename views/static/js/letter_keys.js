/**
 * Keys that are a single letter. They are heard only while nothing is typed into, and whoever
 * dictates or holds keys down by accident can switch them off in the list of keys (WCAG 2.1.4).
 */
const STORE = "letter-keys";

const stored = () => { try { return localStorage.getItem(STORE); } catch (error) { return null; } };
const store = (value) => { try { localStorage.setItem(STORE, value); } catch (error) { /* this visit only */ } };

let on = stored() !== "off";
const keys = new Map();

/** Do `action` when `key` is pressed. */
export function onKey(key, action) {
  keys.set(key, action);
}

/** Bind the check box that switches the keys off. */
export function bindSwitch(box) {
  box.checked = on;
  box.addEventListener("change", () => {
    on = box.checked;
    store(on ? "on" : "off");
  });
}

const typing = (element) => element.closest("input:not([type=checkbox]), textarea, select, [role=combobox], dialog");

document.addEventListener("keydown", (event) => {
  const action = keys.get(event.key);
  if (!on || !action || event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  event.preventDefault();
  action();
});
