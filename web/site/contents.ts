/** Marks the section being read in the table of contents. */

export function markSection(links: Iterable<HTMLAnchorElement>): void {
  const bySection = new Map<Element, HTMLAnchorElement>();
  for (const link of links) {
    const heading = document.getElementById(link.hash.slice(1));
    if (heading) bySection.set(heading, link);
  }
  const headings = [...bySection.keys()];
  let current: HTMLAnchorElement | undefined;
  const update = () => {
    // The last heading above the upper third of the window.
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).at(-1);
    const link = above && bySection.get(above);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    current = link;
  };
  // Fires whenever a heading crosses the upper third, and costs nothing in between.
  const observer = new IntersectionObserver(update, { rootMargin: "0px 0px -66% 0px" });
  for (const heading of headings) observer.observe(heading);
}
