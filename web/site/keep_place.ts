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
  const options = { signal: gone.signal, passive: true, capture: true };
  for (const move of READER_MOVES) addEventListener(move, () => gone.abort(), options);
  // A figure takes its height when it is drawn: one frame after it says that it is ready.
  const later = () =>
    requestAnimationFrame(() => requestAnimationFrame(() => !gone.signal.aborted && target.scrollIntoView()));
  document.addEventListener("livefig:ready", later, options);
  // A smooth scroll ends where the target stood when it began. Once it has arrived, a scroll is the reader's own.
  const arrived = new AbortController();
  const land = () => (isInPlace(target) ? arrived.abort() : target.scrollIntoView());
  gone.signal.addEventListener("abort", () => arrived.abort());
  document.addEventListener("scrollend", land, { signal: arrived.signal });
}

function isInPlace(target: HTMLElement): boolean {
  const page = document.documentElement;
  const wanted = Number.parseFloat(getComputedStyle(page).scrollPaddingTop) || 0;
  const atEnd = scrollY + innerHeight >= page.scrollHeight - 1;
  return atEnd || Math.abs(target.getBoundingClientRect().top - wanted) < 2;
}
