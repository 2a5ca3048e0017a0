/** Enter goes to the next field, as in a sheet: a record is saved by Ctrl+Enter or the button, not by accident. */
const STOPS = ".field .input:not([hidden]), .field [type=radio]:checked, .field [type=radio][value=true], [data-add-row], [data-save]";

const reachable = (control) => !control.disabled && control.offsetParent;

/** The controls Enter stops at: of each group of radio buttons one. */
function stops(form) {
  const groups = new Set();
  return [...form.querySelectorAll(STOPS)].filter((control) => {
    if (!reachable(control)) return false;
    if (control.type !== "radio") return true;
    const first = !groups.has(control.name);
    groups.add(control.name);
    return first;
  });
}

/** Bind a form. */
export function bindEnter(form) {
  form.addEventListener("keydown", (event) => {
    const here = event.target;
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !here.matches("input")) return;
    event.preventDefault();
    const all = stops(form);
    const next = all.find((control) => here.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING
      && (control.type !== "radio" || control.name !== here.name));
    if (next) next.focus();
  });
}
