/** A lesson or a figure as one file: opened by a double click it asks for nothing; without JavaScript it is a picture. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { call, expect, figure, lessonPath, snapshot, test } from "./lesson.js";
import { requests } from "./requests.js";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const figurePage = `${lessonPath}figures/04-dropout/`;
const worded = /with dropout, \d\.\d\d without/;

test.describe("one file, opened without a server", () => {
  // Alone in a folder: nothing of the site lies beside it.
  let folder: string;
  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "livefig file "));
    cpSync(join(dist, lessonPath, "deep-learning-basics.html"), join(folder, "lesson.html"));
    cpSync(join(dist, figurePage, "index.html"), join(folder, "figure.html"));
  });
  test.afterAll(() => rmSync(folder, { recursive: true }));
  const open = (page: Page, name: string, more = "") => page.goto(pathToFileURL(join(folder, name)).href + more);

  test("the lesson trains, and asks for nothing", async ({ page, context }) => {
    await context.setOffline(true);
    const asked = requests(page);
    await open(page, "lesson.html");
    for (const number of ["04", "08"]) {
      const live = await figure(page, number);
      await call(live, "step", 5);
      expect((await snapshot(live)).step).toBe(5);
    }
    expect(page.workers().length).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.fonts.check('16px "STIX Two Text"'))).toBe(true);
    expect(asked).toEqual([]);
  });

  test("no link in it leads to a page that is not there", async ({ page }) => {
    await open(page, "lesson.html");
    const links = await page
      .locator("a[href]")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    expect(links.filter((href) => !/^(#|https:)/.test(href))).toEqual([]);
  });

  test("a figure trains as the lesson's does, and takes its settings from the address", async ({ page }) => {
    await page.goto(lessonPath);
    const there = await figure(page, "04");
    await call(there, "step", 20);
    const expected = await snapshot(there);
    const asked = requests(page);
    await open(page, "figure.html", "?theme=dark");
    const live = page.locator("live-figure");
    await call(live, "step", 20);
    expect((await snapshot(live)).runs).toEqual(expected.runs);
    await expect(live).toHaveAttribute("theme", "dark");
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
    expect(asked).toEqual([]);
  });

  test("what the address says wrongly is not taken", async ({ page }) => {
    await open(page, "figure.html", "?theme=pink&lang=<b>&seed=-1");
    const live = page.locator("live-figure");
    await expect(live).toHaveAttribute("status", "ready");
    for (const name of ["theme", "seed"]) expect(await live.getAttribute(name)).toBeNull();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
  });
});

test.describe("one file without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("shows the static picture", async ({ page }) => {
    await page.goto(figurePage);
    await expect(page.locator("figure.static-figure svg").first()).toBeVisible();
    await expect(page.getByText(worded)).toBeVisible();
  });
});
