/** Says how much is too much, instead of cutting off what was typed. */
import { setHint } from "./hint.js";
import { text } from "./texts.js";

/** Bind every field under `root` that has a greatest length; characters are counted as people do. */
export function bindLengths(root) {
  for (const input of root.querySelectorAll("[data-max-length]")) {
    input.addEventListener("input", () => {
      const over = [...input.value.trim()].length - Number(input.dataset.maxLength);
      setHint(input, "length", over > 0 ? text("tooLong", { count: over }) : "");
    });
  }
}
