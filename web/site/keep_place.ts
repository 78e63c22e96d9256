/** Keeps the place that a link's fragment names while figures above it turn live and grow, until the reader scrolls. */

const READER_MOVES = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

export function keepPlace(): void {
  const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (!target) return;
  const gone = new AbortController();
  const options = { signal: gone.signal, passive: true, capture: true };
  for (const move of READER_MOVES) addEventListener(move, () => gone.abort(), options);
  addEventListener("hashchange", () => gone.abort(), options);
  // A figure takes its height when it is drawn: one frame after it says that it is ready.
  const settle = () =>
    requestAnimationFrame(() => requestAnimationFrame(() => !gone.signal.aborted && target.scrollIntoView()));
  document.addEventListener("livefig:ready", settle, options);
}
