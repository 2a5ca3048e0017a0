/** A value hidden from the reader is not sent, and so kept, until "change" opens its field. */
export function bindMasked(root) {
  for (const box of root.querySelectorAll("[data-masked]")) {
    const button = box.querySelector("[data-unmask]");
    const input = box.querySelector("input");
    button.hidden = false;
    button.addEventListener("click", () => {
      input.disabled = false;
      button.hidden = true;
      input.focus();
    });
  }
}
