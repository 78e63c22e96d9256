/** Keeps the place that a link's fragment names while figures on the way turn live and grow, until the reader moves. */

import { linkedFigure } from "../elements/link.js";

const READER_MOVES = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/** From now on, for the fragment that stands in the address and for every later one. */
export function keepPlace(): void {
  let gone = new AbortController();
  const keep = () => {
    gone.abort();
    gone = new AbortController();
    const target = targetOf(location.hash);
    if (target) keepAt(target, gone);
  };
  addEventListener("hashchange", keep);
  keep();
}

/** A fragment names a place by its id, or a figure with a state; anyone may have written it. */
function targetOf(hash: string): HTMLElement | null {
  const figure = linkedFigure(hash);
  if (figure || hash.length < 2) return figure;
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}

function keepAt(target: HTMLElement, gone: AbortController): void {
  const { signal } = gone;
  const page = document.documentElement;
  /** The page's height when the target was last in place; null on the way there. */
  let height: number | null = null;
  const readerMoves = () => gone.abort();
  for (const move of READER_MOVES) addEventListener(move, readerMoves, { signal, passive: true, capture: true });
  // A figure that takes its height moves what lies below it: put right before the page is painted, nothing is seen of it.
  const grown = new ResizeObserver(() => {
    if (!isInPlace(target)) target.scrollIntoView({ behavior: height === null ? "auto" : "instant" });
    if (height !== null) height = page.scrollHeight;
  });
  grown.observe(document.body);
  signal.addEventListener("abort", () => grown.disconnect());
  // A smooth scroll ends where the target stood when it began.
  const land = () => {
    if (isInPlace(target)) height = page.scrollHeight;
    else if (height === null) target.scrollIntoView();
  };
  document.addEventListener("scrollend", land, { signal });
  // By the scroll bar, which no other event tells of.
  const scrolled = () => height === page.scrollHeight && !isInPlace(target) && readerMoves();
  document.addEventListener("scroll", scrolled, { signal, passive: true });
}

function isInPlace(target: HTMLElement): boolean {
  const page = document.documentElement;
  const wanted = Number.parseFloat(getComputedStyle(page).scrollPaddingTop) || 0;
  const atEnd = scrollY + innerHeight >= page.scrollHeight - 1;
  return atEnd || Math.abs(target.getBoundingClientRect().top - wanted) < 2;
}
