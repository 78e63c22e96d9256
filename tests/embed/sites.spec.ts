/** The same two figures in real course sites: they load, train the same numbers, fit, follow the theme, and keep to themselves. */
import { readFileSync } from "node:fs";
import {
  chosen,
  contrast,
  documentOf,
  expect,
  type Figure,
  figure,
  fixFrame,
  fixWidth,
  insideOf,
  open,
  sites,
  stylesOf,
  test,
  turnDark,
} from "./course.js";

const engineFile = new URL("../../dist/engine.js", import.meta.url).href;

/** The same program trained in Node: what a figure must come to, wherever it stands. */
async function lossInNode(program: unknown, steps: number): Promise<number> {
  const { loadEngine } = (await import(engineFile)) as typeof import("../../web/engine/load.js");
  const engine = await loadEngine();
  const run = engine.createRun(program as never);
  try {
    return run.train(steps).loss;
  } finally {
    run.dispose();
  }
}

/** The lines in which two elements' looks differ. */
function differences(before: string, after: string): string[] {
  const lines = after.split("\n");
  return before
    .split("\n")
    .flatMap((line, index) => (line === lines[index] ? [] : [`${lines[0]}: ${line} → ${lines[index]}`]));
}

/** Host elements that a page with a figure may have; each site has some of them. */
const hostElements = [
  "html",
  "body",
  "h1",
  "p",
  "a",
  "em",
  "button",
  "input",
  "svg",
  "table",
  "pre",
  "main",
  "nav",
  "label",
];

for (const name of chosen) {
  test.describe(name, () => {
    test("two figures load, and train the numbers of the program", async ({ page }) => {
      await open(page, name);
      for (const index of [0, 1]) {
        const live = await figure(page, name, index);
        await live.evaluate((element) => (element as Figure).step(20));
        const { program, snapshot } = await live.evaluate((element) => {
          const { program, snapshot } = element as Figure;
          return { program, snapshot };
        });
        expect(snapshot.step).toBe(20);
        const losses = snapshot.runs.map(({ loss }) => loss);
        expect(losses).toContain(await lossInNode(program, 20));
      }
    });

    test("they fit a wide page and a phone", async ({ page }) => {
      await open(page, name);
      const live = await figure(page, name, 1);
      const wide = await live.evaluate((element) => element.shadowRoot!.querySelector("canvas")!.clientWidth);
      expect(wide).toBeGreaterThan(360);
      await page.setViewportSize({ width: 360, height: 740 });
      await expect
        .poll(() => live.evaluate((element) => element.shadowRoot!.querySelector("canvas")!.clientWidth))
        .toBeLessThanOrEqual(360);
      const overflow = await live.evaluate((element) => {
        const { right } = element.getBoundingClientRect();
        return [...element.shadowRoot!.querySelectorAll("figure, canvas, button, input, progress, p")]
          .filter((inner) => inner.getBoundingClientRect().right > right + 1)
          .map((inner) => inner.outerHTML.slice(0, 80));
      });
      expect(overflow).toEqual([]);
      if (!sites[name].frames) return;
      const frame = page.locator("iframe").nth(1);
      const content = () => live.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
      await expect
        .poll(async () => (await frame.evaluate(({ clientHeight }) => clientHeight)) - (await content()))
        .toBe(0);
      expect(await content()).toBeGreaterThan(640);
    });

    test("they follow the page's theme", async ({ page }) => {
      await open(page, name);
      const live = await figure(page, name, 0);
      const picture = () => live.evaluate((element) => element.shadowRoot!.querySelector("canvas")!.toDataURL());
      await expect(live).toHaveAttribute("scheme", "light");
      expect(await contrast(live, ".title")).toBeGreaterThan(7);
      const light = await picture();
      await turnDark(page, name);
      await expect(live).toHaveAttribute("scheme", "dark");
      await expect.poll(() => contrast(live, ".title")).toBeGreaterThan(7);
      await expect.poll(picture).not.toBe(light);
    });

    test("nothing of them leaks into the page", async ({ page, context }) => {
      await open(page, name);
      await figure(page, name, 0);
      const withFigures = { ...(await stylesOf(page, hostElements)), document: await documentOf(page) };
      // The same page where no such element exists: its bundle and all else as before.
      const bare = await context.newPage();
      await bare.addInitScript(() => {
        const define = customElements.define.bind(customElements);
        customElements.define = (tag, ...rest) => tag !== "live-figure" && define(tag, ...rest);
      });
      await open(bare, name);
      await bare.waitForLoadState("networkidle");
      const without = { ...(await stylesOf(bare, hostElements)), document: await documentOf(bare) };
      expect(Object.keys(withFigures).length).toBeGreaterThan(5);
      expect(withFigures).toEqual(without);
    });

    test("nothing of the page breaks them", async ({ page }) => {
      await open(page, name);
      const live = await figure(page, name, 0);
      // How wide a frame is, is the page's to say.
      if (sites[name].frames) await fixFrame(page.locator("iframe").first());
      await fixWidth(live);
      const before = await insideOf(live);
      expect(before.length).toBeGreaterThan(40);
      const hostile = readFileSync(new URL("hostile.css", import.meta.url), "utf8");
      // Around a frame lies another document, whose styles are the page's.
      await (sites[name].frames ? page.locator("html") : live).evaluate((element, css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        const { ownerDocument } = element;
        ownerDocument.adoptedStyleSheets = [...ownerDocument.adoptedStyleSheets, sheet];
      }, hostile);
      const after = await insideOf(live);
      expect(after.length).toBe(before.length);
      expect(before.flatMap((part, index) => differences(part, after[index]))).toEqual([]);
    });
  });
}
