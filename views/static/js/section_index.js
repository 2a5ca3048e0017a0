/** The index beside a long form shows where one is. */
export function watchSections() {
  const index = document.querySelector("[data-section-index]");
  if (!index) return;
  const link = (section) => index.querySelector(`a[href="#${section.id}"]`);
  const mark = (section) => {
    for (const other of index.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current");
    link(section).setAttribute("aria-current", "true");
  };
  const sections = [...document.querySelectorAll("[data-section]")];
  for (const section of sections) section.addEventListener("focusin", () => mark(section));
  const watcher = new IntersectionObserver((entries) => {
    const seen = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
    if (seen.length && !document.activeElement.closest("[data-section]")) mark(seen[0]);
  }, { rootMargin: "-15% 0px -70% 0px" });
  for (const section of sections) watcher.observe(section);
}
