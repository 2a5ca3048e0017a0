/** Asks before what cannot be undone: a form with data-confirm="the question". */
const dialog = document.getElementById("confirm");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.confirm || form.dataset.confirmed || !dialog.showModal) return;
  event.preventDefault();
  const button = event.submitter;
  dialog.querySelector("#confirm-text").textContent = form.dataset.confirm;
  dialog.querySelector("[data-confirm-yes]").textContent = button.textContent.trim();
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") return button.focus();
    form.dataset.confirmed = "yes";
    form.requestSubmit(button);
  }, { once: true });
});
