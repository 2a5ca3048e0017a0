/** Places on the map: one's own position by a button, an area from a file. */
import { say } from "./announce.js";
import { setHint } from "./hint.js";
import { text } from "./texts.js";

const PATIENCE = 15000;
const LARGEST = 1024 * 1024;

function put(input, value) {
  input.value = value;
  setHint(input, "place", "");
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function ask(input, state) {
  state.textContent = text("positionWaiting");
  say(text("positionWaiting"));
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    put(input, `${coords.longitude.toFixed(6)}, ${coords.latitude.toFixed(6)}`);
    state.textContent = text("positionFound", { metres: Math.ceil(coords.accuracy) });
    say(state.textContent);
  }, () => {
    state.textContent = "";
    setHint(input, "place", text("positionFailed"));
    say(text("positionFailed"));
  }, { enableHighAccuracy: true, timeout: PATIENCE });
}

async function take(input, chooser) {
  const [file] = chooser.files;
  chooser.value = "";
  if (!file) return;
  if (file.size > LARGEST) return setHint(input, "place", text("fileTooLarge"));
  put(input, await file.text());
  say(text("fileTaken", { name: file.name }));
}

/** Bind every place under `root`. A position is given on pages that nobody can listen to alone. */
export function bindPlaces(root) {
  for (const box of root.querySelectorAll("[data-place]")) {
    const input = box.querySelector(".input");
    const here = box.querySelector("[data-here]");
    const chooser = box.querySelector("[data-file]");
    if (here && navigator.geolocation && window.isSecureContext) {
      here.hidden = false;
      here.addEventListener("click", () => ask(input, box.querySelector("[data-state]")));
    }
    if (chooser) {
      const button = box.querySelector("[data-choose-file]");
      button.hidden = false;
      button.addEventListener("click", () => chooser.click());
      chooser.addEventListener("change", () => take(input, chooser));
    }
  }
}
