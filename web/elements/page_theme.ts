/** Whether a page is light or dark where a figure stands: by what lies behind it, since every site marks it in its own way. */
import type { Theme } from "../scene/palette.js";

/** Follows the page around one element. `changed` is called when its answer may be another one. */
export class PageTheme {
  #element: Element;
  #changed: () => void;
  #known: Theme | null = null;
  #unwatch: (() => void) | null = null;

  constructor(element: Element, changed: () => void) {
    this.#element = element;
    this.#changed = changed;
  }

  connect(): void {
    this.#unwatch ??= watchPage(() => {
      this.#known = null;
      this.#changed();
    });
  }

  disconnect(): void {
    this.#unwatch?.();
    this.#unwatch = null;
    this.#known = null;
  }

  get theme(): Theme {
    this.#known ??= themeBehind(this.#element);
    return this.#known;
  }
}

/** By the first background that covers; where nothing is painted, by the page's text: light text is on a dark page. */
function themeBehind(element: Element): Theme {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const { lightness, alpha } = readColour(getComputedStyle(at).backgroundColor);
    if (alpha >= 0.5) return lightness < 0.5 ? "dark" : "light";
  }
  const text = readColour(getComputedStyle(document.documentElement).color);
  return text.lightness > 0.5 ? "dark" : "light";
}

/** As it is drawn: through slots and out of shadow trees. */
function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Roughly how light a computed colour looks, 0 to 1. A computed colour is one of these functions, never a name. */
export function readColour(colour: string): { lightness: number; alpha: number } {
  const [space, parts = ""] = colour.split("(");
  const values = (parts.match(/(?<![\w.-])-?[\d.]+(?:e-?\d+)?%?/g) ?? []).map((part) =>
    part.endsWith("%") ? Number.parseFloat(part) / 100 : Number(part),
  );
  const isPolarOrLab = /^(ok)?l(ab|ch)$/.test(space);
  const alpha = parts.includes("/") ? values.at(-1) : space === "rgba" ? values[3] : 1;
  if (values.length < 3) return { lightness: 1, alpha: 0 };
  // CIE's L runs to 100, Oklab's to 1.
  if (isPolarOrLab) return { lightness: space.startsWith("ok") ? values[0] : values[0] / 100, alpha: alpha ?? 1 };
  const scale = space.startsWith("rgb") ? 255 : 1;
  const [r, g, b] = values.map((value) => value / scale);
  return { lightness: 0.3 * r + 0.59 * g + 0.11 * b, alpha: alpha ?? 1 };
}

const watchers = new Set<() => void>();
let ends: (() => void) | null = null;

/** One set of observers for all figures of a page. */
function watchPage(changed: () => void): () => void {
  watchers.add(changed);
  ends ??= observe(() => {
    for (const watcher of watchers) watcher();
  });
  return () => {
    watchers.delete(changed);
    if (watchers.size > 0) return;
    ends?.();
    ends = null;
  };
}

/** Themes are switched by an attribute of the root or the body, or by the system; backgrounds may take a moment to follow. */
function observe(tell: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const attributes = new MutationObserver(tell);
  attributes.observe(document.documentElement, { attributes: true });
  if (document.body) attributes.observe(document.body, { attributes: true });
  const faded = ({ propertyName }: TransitionEvent) => propertyName.startsWith("background") && tell();
  system.addEventListener("change", tell);
  document.addEventListener("transitionend", faded, true);
  return () => {
    attributes.disconnect();
    system.removeEventListener("change", tell);
    document.removeEventListener("transitionend", faded, true);
  };
}
