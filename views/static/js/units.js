/** Narrowing the desk to a unit: what is typed in the bar finds units on the server. */
const drop = document.querySelector("[data-units]");

if (drop) {
  const input = drop.querySelector("[data-units-input]");
  const found = drop.querySelector("[data-units-found]");
  input.hidden = false;
  let asked = 0;
  let timer;

  const button = (unit) => {
    const made = document.createElement("button");
    made.className = "drop-item unit";
    made.name = "unit";
    made.value = unit.code;
    const label = document.createElement("span");
    label.textContent = unit.label;
    const path = document.createElement("small");
    path.textContent = unit.path;
    made.append(label, path);
    return made;
  };

  const find = async () => {
    const number = ++asked;
    try {
      const answer = await fetch(`${drop.dataset.units}?q=${encodeURIComponent(input.value)}`, { headers: { Accept: "application/json" } });
      const { items } = await answer.json();
      if (number === asked) found.replaceChildren(...items.map(button));
    } catch {
      // The page of units, linked below, does without.
    }
  };

  drop.addEventListener("toggle", () => {
    if (!drop.open) return;
    input.focus();
    if (!found.children.length) find();
  });
  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(find, 150);
  });
  drop.addEventListener("keydown", (event) => {
    const places = [input, ...found.children];
    const at = places.indexOf(document.activeElement);
    if (event.key === "Enter" && at === 0) {
      event.preventDefault();
      if (found.children.length) found.children[0].click();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || at < 0) return;
    event.preventDefault();
    places[Math.min(Math.max(at + step, 0), places.length - 1)].focus();
  });
}
