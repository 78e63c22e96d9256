/** What happens between navigation and the first trained step: what waits for what, and what is not fetched at all. */
import { expect, type Page, test } from "@playwright/test";
import { figureAt, lessonPath } from "./lesson.js";

/** Lets requests for `held` through only when all of `needed` have been asked for: no answer of the former started the latter. */
async function holdUntilAsked(page: Page, held: string, needed: readonly string[]): Promise<void> {
  const missing = new Set(needed);
  let go = () => {};
  const asked = new Promise<void>((resolve) => (go = resolve));
  page.on("request", (request) => {
    missing.delete(request.url().replace(/^.*\//, ""));
    if (missing.size === 0) go();
  });
  await page.route(held, async (route) => {
    await asked;
    await route.continue();
  });
}

/** Opens the lesson at a figure, asks for a step as soon as it is ready, and answers what was requested until then. */
async function firstStep(page: Page, number: string): Promise<string[]> {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url().replace(/^.*\//, "")));
  await page.addInitScript(() => {
    document.addEventListener("livefig:ready", ({ target }) => (target as unknown as { step(): void }).step());
    document.addEventListener("livefig:step", () => document.documentElement.toggleAttribute("data-stepped", true));
  });
  await page.goto(`${lessonPath}#fig-${number}`, { waitUntil: "commit" });
  await expect(page.locator("html")).toHaveAttribute("data-stepped", "", { timeout: 15_000 });
  return requests;
}

const engineFiles = ["livefig-worker.js", "livefig.wasm", "digits.bin"];

test("the engine's files are under way before the element's script has arrived", async ({ page }) => {
  await holdUntilAsked(page, "**/figures-*.js", engineFiles);
  expect(await firstStep(page, "02")).toEqual(expect.arrayContaining(engineFiles));
});

test("the text is painted without the element's script, where that takes long", async ({ page }) => {
  await page.route("**/figures-*.js", () => {});
  await page.goto(lessonPath, { waitUntil: "commit" });
  const painted = () => performance.getEntriesByName("first-contentful-paint").length;
  await expect.poll(() => page.evaluate(painted)).toBe(1);
});

test("every file is fetched once, and no spec at all: the page carries them", async ({ page }) => {
  const requests = await firstStep(page, "02");
  // A second worker, for a second figure that is near, may start meanwhile: its script is the only thing asked for again.
  const once = requests.filter((name) => name !== "livefig-worker.js");
  expect([...new Set(once)].sort()).toEqual(once.sort());
  expect(requests.filter((name) => name.endsWith(".json"))).toEqual([]);
  await expect(figureAt(page, "10")).toHaveAttribute("status", "loading");
});
