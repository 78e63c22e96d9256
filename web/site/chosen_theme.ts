/** The theme that the reader chose on an earlier page. */

/** Before the first paint, so that the page never flashes in the other one. */
export function takeChosenTheme(): void {
  try {
    const chosen = localStorage.getItem("livefig-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // No storage (a sandboxed frame): the system's preference stands.
  }
}
