/** How a page of one figure is set from outside: by its own address and by the page around it. */

export interface FrameSettings {
  theme?: "auto" | "light" | "dark";
  lang?: string;
  seed?: string;
  autoplay?: boolean;
}

/** `?theme=dark&lang=zh&seed=3&autoplay`; what is none of these is left alone. */
export function settingsIn(query: string): FrameSettings {
  const given = new URLSearchParams(query);
  return valid({
    theme: given.get("theme"),
    lang: given.get("lang"),
    seed: given.get("seed"),
    autoplay: given.has("autoplay"),
  });
}

/** Anybody may write an address or send a message. */
export function valid({ theme, lang, seed, autoplay }: Partial<Record<keyof FrameSettings, unknown>>): FrameSettings {
  return {
    ...(theme === "auto" || theme === "light" || theme === "dark" ? { theme } : {}),
    ...(typeof lang === "string" && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(lang) ? { lang } : {}),
    ...(typeof seed === "string" && /^\d{1,9}$/.test(seed) ? { seed } : {}),
    ...(autoplay === true ? { autoplay } : {}),
  };
}

/** To the page and its figure, which may not be defined yet. */
export function apply({ theme, lang, seed, autoplay }: FrameSettings): void {
  const root = document.documentElement;
  const figure = document.querySelector("live-figure");
  if (theme === "auto") delete root.dataset.theme;
  else if (theme) root.dataset.theme = theme;
  if (theme) figure?.setAttribute("theme", theme);
  if (lang) {
    root.lang = lang;
    figure?.setAttribute("lang", lang);
  }
  if (seed) figure?.setAttribute("seed", seed);
  if (autoplay) figure?.setAttribute("autoplay", "");
}
