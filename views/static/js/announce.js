/** Say something to those who listen to the page instead of looking at it. */
export function say(sentence) {
  const live = document.getElementById("live");
  live.textContent = "";
  window.setTimeout(() => { live.textContent = sentence; }, 60);
}
