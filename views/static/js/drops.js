/** What drops down from a button closes on Escape, on a click elsewhere and when it is left. */
const open = () => document.querySelectorAll("[data-drop][open]");

/** Close it, and do not lose the place of someone who was inside. */
function leave(drop) {
  const inside = drop.contains(document.activeElement);
  drop.open = false;
  if (inside) drop.querySelector("summary").focus();
}

for (const closer of document.querySelectorAll("[data-close-drop]")) closer.hidden = false;

document.addEventListener("click", (event) => {
  const closer = event.target.closest("[data-close-drop]");
  if (closer) leave(closer.closest("[data-drop]"));
  for (const drop of open()) if (!drop.contains(event.target)) drop.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  for (const drop of open()) {
    leave(drop);
  }
});

document.addEventListener("focusin", (event) => {
  for (const drop of open()) if (!drop.contains(event.target)) drop.open = false;
});
