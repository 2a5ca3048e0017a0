/** The page of one's jobs: read again while one of them is open. What changed is said. */
import { say } from "./announce.js";

const EVERY = 1500; // milliseconds
const page = () => document.querySelector("[data-jobs-page]");
const states = (part) => new Map([...part.querySelectorAll("[data-job]")].map((row) => [row.dataset.job, row]));

async function again() {
  if (document.hidden) return wait();
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-jobs-page]");
    if (found) show(found);
  } catch {
    // The line is down for a moment: the next look will tell.
  }
  wait();
}

function show(found) {
  const before = states(page());
  const focused = document.activeElement.closest("[data-job]");
  // Whoever is about to press a button is not interrupted, unless the row itself changes.
  for (const [id, row] of states(found)) {
    const old = before.get(id);
    if (!old) { page().replaceWith(found); return; }
    if (old.dataset.state !== row.dataset.state) say(row.innerText.replace(/\s+/g, " ").trim());
    if (old !== focused || old.dataset.state !== row.dataset.state) old.replaceWith(row);
  }
  page().dataset.open = found.dataset.open;
}

function wait() {
  if (page() && page().dataset.open) window.setTimeout(again, EVERY);
}

wait();
