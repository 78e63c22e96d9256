/** Twenty figures that all want to play, on one page: those on screen train, the others wait, and the page answers. */
import type { Page } from "@playwright/test";
import { chosen, expect, type Figure, open, test } from "./course.js";

interface Counted {
  steps: number[];
  /** Figures on screen now. */
  seen: boolean[];
  suspended: boolean[];
  frames: number;
  clicks: number;
}

const counts = (page: Page) =>
  page.evaluate(() => {
    const figures = [...document.querySelectorAll<Figure>("live-figure")];
    const { frames, clicks } = window as unknown as Counted;
    return {
      steps: figures.map(({ snapshot }) => snapshot.step),
      seen: figures.map((figure) => {
        const { top, bottom } = figure.getBoundingClientRect();
        return bottom > 0 && top < innerHeight;
      }),
      suspended: figures.map(({ snapshot }) => snapshot.suspended),
      frames,
      clicks,
    };
  });

/** Figures near the screen have loaded and taken their height: nothing moves any more but by scrolling. */
const settled = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<Figure>("live-figure")].every((figure) => {
      const { top, bottom } = figure.getBoundingClientRect();
      if (bottom < -innerHeight || top > 2 * innerHeight) return true;
      const { status, suspended } = figure.snapshot;
      return status !== "loading" && suspended === !(bottom > 0 && top < innerHeight);
    }),
  );

/** Those on screen train on by as many steps; answers what the page did meanwhile. */
async function trainOn(page: Page, steps: number): Promise<{ before: Counted; after: Counted }> {
  await expect.poll(() => settled(page), { timeout: 15_000 }).toBe(true);
  const before = await counts(page);
  const trained = ({ steps: now, seen }: Counted) =>
    now.every((step, index) => !seen[index] || step >= Math.min(before.steps[index] + steps, 1000));
  await expect.poll(async () => trained(await counts(page)), { timeout: 30_000 }).toBe(true);
  return { before, after: await counts(page) };
}

/** Nobody off screen has moved. */
function expectRest({ before, after }: { before: Counted; after: Counted }): void {
  for (const [index, step] of after.steps.entries())
    if (!before.seen[index] && !after.seen[index]) expect(step, `figure ${index}`).toBe(before.steps[index]);
}

/** Its page is the plain one's: no test where that one was not built. */
const onPlain: (title: string, body: Parameters<typeof test>[2]) => void = chosen.includes("html") ? test : () => {};

onPlain("only those on screen train", async ({ page }) => {
  await open(page, "html");
  await page.evaluate(() => {
    const old = document.querySelectorAll("live-figure");
    const wanted = old[0].cloneNode() as HTMLElement;
    for (const figure of old) figure.remove();
    wanted.setAttribute("autoplay", "");
    for (let count = 0; count < 20; count++) document.body.append(wanted.cloneNode());
    const counted = Object.assign(window, { frames: 0, clicks: 0 });
    const frame = () => {
      counted.frames++;
      requestAnimationFrame(frame);
    };
    frame();
    const button = Object.assign(document.createElement("button"), { textContent: "Count" });
    button.style.setProperty("position", "fixed");
    button.style.setProperty("inset", "0 auto auto 0");
    button.addEventListener("click", () => counted.clicks++);
    document.body.append(button);
  });

  await expect.poll(async () => (await counts(page)).steps[0], { timeout: 15_000 }).toBeGreaterThan(0);
  await expect.poll(async () => (await counts(page)).seen[3]).toBe(false);
  const top = await trainOn(page, 30);
  expect(top.after.seen.filter(Boolean).length).toBeLessThan(4);
  expect(top.after.steps.filter((step) => step > 0).length).toBeLessThan(5);
  expectRest(top);

  // Those above it take their height when they load, and may push the last one out of sight: a reader scrolls on.
  const scrolledOn = async () => {
    await page.locator("live-figure").last().scrollIntoViewIfNeeded();
    return (await counts(page)).steps[19];
  };
  await expect.poll(scrolledOn, { timeout: 30_000 }).toBeGreaterThan(0);
  await expect.poll(async () => (await counts(page)).suspended[0]).toBe(true);
  const end = await trainOn(page, 30);
  expectRest(end);

  // While they train, the page draws its frames and takes every click.
  for (let click = 0; click < 10; click++) await page.getByRole("button", { name: "Count" }).click();
  const later = await trainOn(page, 30);
  expect(later.after.clicks).toBe(10);
  expect(later.after.frames - later.before.frames).toBeGreaterThan(5);
  expect(page.workers().length).toBeLessThanOrEqual(4);
});
