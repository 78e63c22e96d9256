/** The page's theme: the button turns page and figures together, is remembered, and gives way to the system again. */
import type { Page } from "@playwright/test";
import { expect, figure, lessonPath, test } from "./lesson.js";

test.use({ colorScheme: "light" });

const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test("the theme button turns page and figures, and is remembered", async ({ page }) => {
  await page.goto(lessonPath);
  const light = await paper(page);
  await page.getByRole("button", { name: "Switch to the dark theme" }).click();
  const dark = await paper(page);
  expect(dark).not.toBe(light);
  const live = await figure(page, "04");
  await expect(live).toHaveAttribute("scheme", "dark");
  await page.reload();
  expect(await paper(page)).toBe(dark);
  await page.getByRole("button", { name: "Switch to the light theme" }).click();
  expect(await paper(page)).toBe(light);
  await expect(page.locator("live-figure").first()).toHaveAttribute("scheme", "light");
  expect(await page.evaluate(() => localStorage.getItem("livefig-theme"))).toBeNull();
});

test("on paper every figure is its static picture, dark on white", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(lessonPath);
  const live = await figure(page, "02");
  await expect(live.locator(".static-figure svg").first()).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(live.locator(".static-figure svg").first()).toBeVisible();
  await expect(live.locator("canvas").first()).toBeHidden();
  expect(await paper(page)).toBe("rgb(255, 255, 255)");
});

test("the section being read is marked in the contents", async ({ page }) => {
  await page.goto(`${lessonPath}#regularization`);
  const marked = page.locator('nav[aria-label="Contents"] a[aria-current]');
  await expect(marked).toHaveText(/Regularization/);
});
