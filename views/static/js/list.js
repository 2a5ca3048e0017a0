/** A list: rows by keyboard, selection, and a filter form that leaves no empty names in the address. */
import { onKey } from "./letter_keys.js";
import "./selection.js";

const one = (selector) => document.querySelector(selector);
const links = [...document.querySelectorAll("[data-row]")];

function move(step) {
  const row = document.activeElement.closest("tr");
  const here = row ? links.findIndex((link) => row.contains(link)) : -1;
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
  if (!links[next]) return;
  links[next].focus();
  links[next].scrollIntoView({ block: "nearest" });
}

function follow(selector) {
  const link = one(selector);
  if (link) link.click();
}

onKey("j", () => move(1));
onKey("k", () => move(-1));
onKey("x", () => {
  const row = document.activeElement.closest("tr");
  const box = row && row.querySelector("[data-check]");
  if (box) box.click();
});
onKey("n", () => follow("[data-new]"));
onKey("s", () => { const search = one("[data-search]"); if (search) search.select(); });

const panel = one("[data-filter-panel]");
if (panel) {
  // The focus is at the panel at once: a Tab that comes before its script goes into it.
  onKey("f", () => { panel.open = !panel.open; panel.querySelector("summary").focus(); });
  // What filters need comes when they are first opened: the list itself does not wait for it.
  panel.addEventListener("toggle", async () => {
    const { bindFilters } = await import("./filters.js");
    bindFilters(panel);
  }, { once: true });
}

const columns = one("[data-columns]");
if (columns) {
  const bind = async () => {
    const { bindColumns } = await import("./columns.js");
    bindColumns(columns);
  };
  if (columns.open) bind();
  else columns.addEventListener("toggle", bind, { once: true });
}

// Who opens the form that keeps the list under a name wants to type one.
const keep = one("[data-keep]");
if (keep) keep.addEventListener("toggle", () => { if (keep.open) keep.querySelector("[name=name]").focus(); });

const filters = one("[data-filters]");
if (filters) filters.addEventListener("submit", () => {
  for (const input of filters.elements) {
    const unchosen = input.type === "radio" ? input.checked && !input.value : !input.value;
    if (input.name && unchosen) input.disabled = true;
  }
});
// Coming back by the browser's "back" finds the form usable again.
window.addEventListener("pageshow", () => {
  if (filters) for (const input of filters.elements) input.disabled = false;
});
