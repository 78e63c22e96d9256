/**
 * What every figure looks like after a few steps of its own seed, on a desk in the light and on a phone in the dark. A
 * picture that is meant to be another one is made anew: `npx playwright test -c tests/browser looks --update-snapshots`,
 * and looked at before it is committed.
 */
import { call, expect, figure, figureNumbers, lessonPath, reachStep, test } from "./lesson.js";

const screens = [
  { name: "desk", viewport: { width: 1440, height: 1000 }, colorScheme: "light" },
  { name: "phone", viewport: { width: 360, height: 780 }, colorScheme: "dark" },
] as const;

for (const { name, viewport, colorScheme } of screens)
  test.describe(name, () => {
    test.use({ viewport, colorScheme });

    for (const number of figureNumbers)
      test(`Fig. ${number}`, async ({ page }) => {
        await page.goto(`${lessonPath}#fig-${number}`);
        const live = await figure(page, number);
        // Alone in the page: words above it that grow by half a pixel's height would move all of its edges.
        await page.evaluate((id) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`article > :not(#fig-${id}) { display: none }`);
          document.adoptedStyleSheets = [sheet];
        }, number);
        await call(live, "step", 20);
        await reachStep(live, 20);
        // Another Chromium draws the edges of letters otherwise; a label that has moved is far more.
        await expect(live).toHaveScreenshot(`${number}-${name}.png`, { maxDiffPixelRatio: 0.005, timeout: 15_000 });
      });
  });
