/** The bell in the bar: how much there is that one has not been told yet. A change is said. */
const part = (name) => document.querySelector(`[data-bell-${name}]`);

export function ring({ unread, unread_text: text }) {
  const count = part("count");
  if (!count || count.textContent === String(unread)) return;
  count.textContent = unread;
  count.hidden = !unread;
  for (const name of ["text", "said"]) part(name).textContent = unread ? text : "";
}
