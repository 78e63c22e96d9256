/** The small button that turns the page light or dark, and remembers; the figures follow the page. */

type Theme = "light" | "dark";

export function themeButton(button: HTMLButtonElement): void {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => root.dataset.theme as Theme | undefined;
  const show = () => {
    const theme = chosen() ?? (system.matches ? "dark" : "light");
    const other: Theme = theme === "dark" ? "light" : "dark";
    button.textContent = button.dataset[other] ?? other;
    button.setAttribute("aria-label", button.dataset[`${other}Label`] ?? other);
    button.dataset.to = other;
  };
  button.addEventListener("click", () => {
    const other = button.dataset.to as Theme;
    const isSystem = other === (system.matches ? "dark" : "light");
    // Back to what the system says: follow it again.
    if (isSystem) delete root.dataset.theme;
    else root.dataset.theme = other;
    remember(isSystem ? null : other);
    show();
  });
  system.addEventListener("change", show);
  show();
  button.hidden = false;
}

function remember(theme: Theme | null): void {
  try {
    if (theme) localStorage.setItem("livefig-theme", theme);
    else localStorage.removeItem("livefig-theme");
  } catch {
    // No storage: it holds until the page is left.
  }
}
