/** The filter panel of a list: its choices, dates and figures behave as in a form. */
import { bindChoices } from "./choice.js";
import { bindDates } from "./date_entry.js";
import { bindDateTimes } from "./date_time_entry.js";
import { bindDigits } from "./digits.js";
import { narrow } from "./narrow.js";

function start(panel) {
  const first = panel.querySelector(".filters-panel input:not([hidden]), .filters-panel select:not([hidden])");
  const inside = document.activeElement.closest(".filters-panel");
  if (panel.open && first && !inside && window.innerWidth > 760) first.focus();
}

/** Bind the panel once, when it is opened for the first time. */
export function bindFilters(panel) {
  for (const checklist of panel.querySelectorAll("[data-checklist]")) narrow(checklist);
  bindDates(panel);
  bindDateTimes(panel);
  bindDigits(panel);
  bindChoices(panel);
  panel.addEventListener("toggle", () => start(panel));
  start(panel);
}
