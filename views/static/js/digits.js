/** Figures as keyboards and input methods give them: full-width forms, stray blanks. */

/** Full-width letters, figures and points as plain ones. */
export function plain(text) {
  return text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0]/g, " ")
    .replace(/\u3002/g, ".");
}

/** Clean a field of figures when it is left. */
export function bindDigits(root) {
  for (const input of root.querySelectorAll("[data-digits]")) {
    input.addEventListener("change", () => { input.value = plain(input.value).replace(/\s+/g, ""); });
  }
}
