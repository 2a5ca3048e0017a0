/** What every page has: menu, preferences, messages, dialogs, keys. */
import { say } from "./announce.js";
import "./confirm.js";
import { settle } from "./draft.js";
import "./drops.js";
import "./job_news.js";
import { bindSwitch, onKey } from "./letter_keys.js";
import "./preferences.js";
import "./units.js";

const all = (selector) => document.querySelectorAll(selector);

settle(document.body.dataset.account);
for (const form of all("[data-log-out]")) form.addEventListener("submit", () => settle(null));

// What needs scripts to work is shown by a script.
for (const control of all("[data-dismiss], [data-open-dialog], [data-back]")) control.hidden = false;

const messages = document.getElementById("messages");
const texts = [...all("[data-message] .message-text")].map((part) => part.textContent);
if (texts.length) say(texts.join(" "));
if (messages) messages.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (button) button.closest("[data-message]").remove();
});

for (const button of all("[data-back]")) button.addEventListener("click", () => history.back());

for (const button of all("[data-open-dialog]")) {
  button.addEventListener("click", () => document.getElementById(button.dataset.openDialog).showModal());
}
for (const box of all("[data-letter-keys]")) bindSwitch(box);
onKey("/", () => {
  const inputs = [...all("[data-desk-search], .found-form .input")];
  const search = inputs.find((input) => input.offsetParent !== null);
  if (search) search.select();
  else if (document.querySelector(".bar-search-link")) location.href = "/search";
});
onKey("?", () => document.getElementById("keys").showModal());

// What is wrong is read first.
const wrong = document.querySelector("[data-errors]");
if (wrong) wrong.focus();

// On a phone the menu is opened by its address, so that "back" closes it; Escape does too.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || location.hash !== "#menu") return;
  location.hash = "main";
  document.querySelector(".menu-open").focus();
});
