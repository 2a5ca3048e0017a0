/** A long list of check boxes, narrowed by typing: label, code or pinyin initials. */
import { matches } from "./match.js";

export function narrow(checklist) {
  const search = checklist.querySelector("[data-checklist-search]");
  const items = [...checklist.querySelectorAll("label")].map((label) => {
    const box = label.querySelector("input");
    return { label, box, entry: { label: label.textContent.trim(), value: box.value, keys: label.dataset.keys || "" } };
  });
  search.hidden = false;
  search.addEventListener("input", () => {
    for (const { label, box, entry } of items) label.hidden = !box.checked && !matches(entry, search.value);
  });
  // Enter in this box chooses instead of sending the form.
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !search.value) return;
    event.preventDefault();
    const first = items.find(({ label, box }) => !label.hidden && !box.checked);
    if (first) { first.box.checked = true; search.select(); }
  });
}
