/** A record: related lists and history are loaded when they are opened. */
import { onKey } from "./letter_keys.js";

const PATIENCE = 300;

function skeleton() {
  const box = document.createElement("div");
  box.className = "skeleton";
  box.append(...[1, 2, 3].map(() => document.createElement("i")));
  return box;
}

async function fragment(url) {
  const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  return holder.content;
}

async function load(body, url) {
  const slow = window.setTimeout(() => body.replaceChildren(skeleton()), PATIENCE);
  body.setAttribute("aria-busy", "true");
  try {
    body.replaceChildren(await fragment(url));
  } catch (error) {
    body.replaceChildren(document.getElementById("later-failed").content.cloneNode(true));
    body.querySelector("[data-again]").addEventListener("click", () => load(body, url));
  } finally {
    window.clearTimeout(slow);
    body.removeAttribute("aria-busy");
  }
}

/** "Show earlier" puts the earlier below the later, in place of itself. */
function more(body, link) {
  const next = document.createElement("div");
  link.parentElement.replaceWith(next);
  next.tabIndex = -1;
  next.focus();
  return load(next, link.href);
}

for (const later of document.querySelectorAll("[data-later]")) {
  const body = later.querySelector("[data-later-body]");
  body.replaceChildren();
  later.addEventListener("toggle", () => {
    if (later.open && !body.childElementCount) load(body, later.dataset.later);
  });
  body.addEventListener("click", (event) => {
    const link = event.target.closest("[data-more]");
    if (!link) return;
    event.preventDefault();
    more(body, link);
  });
}

onKey("e", () => { const edit = document.querySelector("[data-edit]"); if (edit) edit.click(); });
