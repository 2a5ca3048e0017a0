/** Tells on whatever page is open that one's job has ended. Without scripts the page of jobs tells. */
import { say } from "./announce.js";
import { ring } from "./bell.js";

const EVERY = 4000; // milliseconds

async function look() {
  let news = { told: [], open: true };
  try {
    if (!document.hidden) news = await (await fetch("/jobs/news", { headers: { Accept: "application/json" } })).json();
  } catch {
    // The line is down for a moment: the next look will tell.
  }
  for (const one of news.told || []) show(one);
  if ("unread" in news) ring(news);
  if (news.open) window.setTimeout(look, EVERY);
}

function show(one) {
  const message = document.createElement("div");
  message.className = `message message-${one.kind}`;
  message.dataset.message = "";
  const text = document.createElement("p");
  text.className = "message-text";
  text.textContent = `${one.text} `;
  const link = document.createElement("a");
  link.href = one.url;
  link.textContent = one.label;
  text.append(link);
  message.append(text);
  document.getElementById("messages").append(message);
  say(one.text);
}

// The page of jobs tells by itself what has become of them.
const here = document.querySelector("[data-jobs-page]");
if (document.body.dataset.jobs === "open" && !here) window.setTimeout(look, EVERY / 2);
