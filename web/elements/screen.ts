/** Whether anyone can see an element: near the screen, on it, in a tab that is shown. */

export interface Sight {
  /** Within one screen's height of being seen: time to load. */
  near: boolean;
  /** On screen in a visible tab: time to train. */
  seen: boolean;
}

/** Calls back as soon as it is known and at every change; the answer ends it. */
/** `wanted`: the page's address names the element in its own way. */
export function watchSight(element: Element, change: (sight: Sight) => void, wanted = false): () => void {
  const linked = wanted || (element.id !== "" && location.hash === `#${element.id}`); // the page is about to scroll here
  let [near, onScreen] = [linked, linked];
  const report = () => change({ near, seen: onScreen && document.visibilityState === "visible" });
  const nearby = new IntersectionObserver(
    (entries) => {
      near = entries.at(-1)!.isIntersecting;
      report();
    },
    { rootMargin: "100% 0px" },
  );
  const visible = new IntersectionObserver((entries) => {
    onScreen = entries.at(-1)!.isIntersecting;
    report();
  });
  nearby.observe(element);
  visible.observe(element);
  document.addEventListener("visibilitychange", report);
  if (linked) report();
  // The observers answer only after the next frame, which a page that is still painting can keep waiting. Asking where
  // the element stands lays out the page: not while it is parsed, and not before all its figures are there.
  else if (document.readyState !== "loading")
    // A figure that is linked to goes first.
    setTimeout(() => {
      const { top, bottom } = element.getBoundingClientRect();
      near = bottom > -innerHeight && top < 2 * innerHeight;
      onScreen = bottom > 0 && top < innerHeight;
      if (element.isConnected) report();
    });
  return () => {
    nearby.disconnect();
    visible.disconnect();
    document.removeEventListener("visibilitychange", report);
  };
}

export const browserClock = {
  now: (): number => performance.now(),
  requestFrame: (callback: () => void): number => requestAnimationFrame(callback),
  cancelFrame: (handle: number): void => cancelAnimationFrame(handle),
};
