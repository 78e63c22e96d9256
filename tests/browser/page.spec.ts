/** The lesson page itself: clean console, nothing from elsewhere, readable without JavaScript and on a phone. */
import AxeBuilder from "@axe-core/playwright";
import { expect, figure, figureAt, figureNumbers, lessonPath, test } from "./lesson.js";

test("all figures become ready with a clean console and no third-party request", async ({ page }) => {
  await page.goto(lessonPath);
  for (const number of figureNumbers) await figure(page, number);
  await expect(page.locator("live-figure")).toHaveCount(figureNumbers.length);
});

test("the server sends the strict policy and no isolation headers", async ({ page }) => {
  const response = await page.goto(lessonPath);
  const headers = response?.headers() ?? {};
  expect(headers["content-security-policy"]).toBe(
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self' blob:",
  );
  expect(headers["cross-origin-opener-policy"]).toBeUndefined();
  expect(headers["cross-origin-embedder-policy"]).toBeUndefined();
});

test("formulas are MathML, set in the lesson's own math font", async ({ page }) => {
  await page.goto(lessonPath);
  expect(await page.locator("math").count()).toBeGreaterThan(5);
  const family = await page
    .locator("math")
    .first()
    .evaluate((node) => getComputedStyle(node).fontFamily);
  expect(family.toLowerCase()).toContain("math");
  const loaded = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter((font) => font.status === "loaded").map((font) => font.family.toLowerCase());
  });
  expect(loaded.some((name) => name.includes("math"))).toBe(true);
});

test("the index leads to the lesson, and the table of contents to every section", async ({ page }) => {
  await page.goto("");
  await page
    .getByRole("link", { name: /Deep Learning Basics/ })
    .first()
    .click();
  await expect(page).toHaveURL(/deep-learning-basics/);
  for (const link of await page.locator('nav a[href^="#"]').all()) {
    const target = (await link.getAttribute("href")) ?? "";
    expect(await page.locator(`[id="${target.slice(1)}"]`).count(), target).toBe(1);
  }
});

for (const width of [1280, 360]) {
  test(`a link of the contents lands at its section, whatever turns live on the way, ${width} px wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(lessonPath);
    if (width < 400) await page.locator("details.contents-fold summary").click();
    await page.locator('a[href="#batch-norm"]:visible').click();
    const top = () => page.locator("#batch-norm").evaluate((heading) => heading.getBoundingClientRect().top);
    // The figure before the section is within a screen of it, and grows as it turns live.
    await expect(figureAt(page, "08")).toHaveAttribute("status", "ready", { timeout: 15_000 });
    await expect.poll(top, { timeout: 15_000 }).toBeLessThan(60);
    expect(await top()).toBeGreaterThanOrEqual(0);
  });
}

test("a page opened at a figure jumps there, and leaves the figures on the way alone", async ({ page }) => {
  await page.goto(`${lessonPath}#fig-08`);
  await expect(figureAt(page, "08")).toHaveAttribute("status", "ready");
  await expect
    .poll(() => figureAt(page, "08").evaluate((f) => Math.abs(f.getBoundingClientRect().top)))
    .toBeLessThan(60);
  await expect(figureAt(page, "02")).toHaveAttribute("status", "loading");
});

test("a reader who scrolls on by the bar is not taken back when figures on the way turn live", async ({ page }) => {
  await page.goto(`${lessonPath}#batch-norm`);
  const top = (place: string) =>
    page.locator(place).evaluate((element) => Math.abs(element.getBoundingClientRect().top));
  await expect(figureAt(page, "08")).toHaveAttribute("status", "ready", { timeout: 15_000 });
  await expect.poll(() => top("#batch-norm")).toBeLessThan(60);
  // No wheel, touch or key tells of a scroll bar.
  await figureAt(page, "02").evaluate((figure) => figure.scrollIntoView({ behavior: "instant" }));
  await expect(figureAt(page, "02")).toHaveAttribute("status", "ready", { timeout: 15_000 });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(await top("#fig-02")).toBeLessThan(60);
});

test("axe finds nothing serious, light or dark", async ({ page }) => {
  test.slow();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(lessonPath);
    for (const number of figureNumbers) await figure(page, number);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" ")).join("; ")}`)).toEqual([]);
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });
  test("nothing is wider than the screen", async ({ page }) => {
    await page.goto(lessonPath);
    for (const number of figureNumbers) {
      const live = await figure(page, number);
      const box = await live.boundingBox();
      expect(box?.width).toBeLessThanOrEqual(360);
    }
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("every figure shows its static picture and caption", async ({ page }) => {
    await page.goto(lessonPath);
    for (const number of figureNumbers) {
      const live = page.locator(`live-figure[src*="/${number}-"]`);
      await expect(live.locator("svg").first()).toBeVisible();
      expect((await live.locator("figcaption").first().textContent())?.length).toBeGreaterThan(20);
    }
  });
});
