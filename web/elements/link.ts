/** The page's address as the carrier of one figure's state: `#livefig=04-dropout:1;seed=9;step=240`. */

export interface FigureLink {
  name: string;
  /** What figure/share.ts reads. */
  state: string;
}

const MARK = "livefig=";

/** Null for every other fragment; the state is not looked at here. */
export function readLink(hash: string): FigureLink | null {
  const text = hash.replace(/^#/, "");
  if (!text.startsWith(MARK)) return null;
  const colon = text.indexOf(":");
  if (colon < 0) return null;
  try {
    return { name: decodeURIComponent(text.slice(MARK.length, colon)), state: text.slice(colon + 1) };
  } catch {
    return null;
  }
}

export function fragmentOf(name: string, state: string): string {
  return `#${MARK}${encodeURIComponent(name)}:${state}`;
}

/** A figure in a link is named by its spec's file: "figures/04-dropout.json" is "04-dropout". */
export function nameOf(src: string | null): string {
  const path = (src ?? "").replace(/[?#].*$/, "");
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.json$/, "");
}

/** The figure that a fragment names, in this page. */
export function linkedFigure(hash: string): HTMLElement | null {
  const link = readLink(hash);
  const figures = link ? document.querySelectorAll<HTMLElement>("live-figure[src]") : [];
  return [...figures].find((figure) => nameOf(figure.getAttribute("src")) === link?.name) ?? null;
}
