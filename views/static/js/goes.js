/** Where records go that belonged to one that becomes several: the choices follow the rows above. */
import { text } from "./texts.js";

/** What a row calls itself: what stands in its first field. */
const named = (row) => {
  const first = row.querySelector("input:not([type=hidden])");
  return first ? first.value.trim() : "";
};

function label(row, number) {
  const name = named(row);
  return name ? `${number} — ${name}` : text("newRecord").replace("{number}", number);
}

/** Keep every choice at the row it was made for, wherever that row has moved. */
function follow(rows, before, select) {
  const chosen = before[Number(select.value) - 1];
  const options = rows.map((row, place) => new Option(label(row, place + 1), String(place + 1)));
  select.replaceChildren(new Option("", ""), ...options);
  select.value = chosen && rows.includes(chosen) ? String(rows.indexOf(chosen) + 1) : "";
}

export function bindGoes(form) {
  const goes = form.querySelector("[data-goes]");
  const box = form.querySelector('[data-sub-rows="act_makes"]');
  if (!goes || !box) return;
  let before = [...box.querySelectorAll("tbody tr")];
  const renew = () => {
    const rows = [...box.querySelectorAll("tbody tr")];
    for (const select of goes.querySelectorAll("select")) follow(rows, before, select);
    before = rows;
  };
  box.addEventListener("change", renew);
  renew();
}
