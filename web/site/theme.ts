/** Before the first paint: takes the theme that the reader chose, so that the page never flashes in the other one. */
try {
  const chosen = localStorage.getItem("livefig-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // No storage (a sandboxed frame): the system's preference stands.
}
