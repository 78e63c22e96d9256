/** A figure's code: every run's script in a panel, to read with the keyboard, to copy, to take along. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Locator } from "@playwright/test";
import { expect, figure, lessonPath, test } from "./lesson.js";

const codeOf = (live: Locator) => live.evaluate((element) => (element as unknown as { code: string }).code);

test("Code opens the script of each run, and costs nothing before", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url().replace(/^.*\//, "")));
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  expect(asked.filter((name) => name.startsWith("code"))).toEqual([]);
  const button = live.getByRole("button", { name: "Code", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  const text = live.getByRole("region", { name: "PyTorch code" }).locator("code");
  await expect(text).toHaveText(await codeOf(live));
  expect(asked.filter((name) => name.startsWith("code"))).toHaveLength(1);
  await expect(button).toHaveAttribute("aria-expanded", "true");
  expect(await text.textContent()).toContain("nn.Dropout(p=0.5)");
  await live.getByLabel("run").selectOption("without");
  await expect(text).toContainText("nn.Dropout(p=0)");
  await live.getByLabel("run").selectOption("with dropout");
  await live.getByRole("slider", { name: "dropout p" }).press("ArrowRight");
  await expect(text).toContainText("nn.Dropout(p=0.55)");
  await button.press("Enter");
  await expect(text).toBeHidden();
});

test("the script can be downloaded and copied as it is", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await live.getByRole("button", { name: "Code", exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    live.getByRole("button", { name: "Download 06-l2.py" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("06-l2.py");
  const code = await codeOf(live);
  expect(readFileSync(await file.path(), "utf8")).toBe(code);
  await live.getByRole("button", { name: "Copy" }).click();
  await expect(live.getByText("Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
});

test("the open panel passes axe and fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(lessonPath);
    const live = await figure(page, "04");
    await live.getByRole("button", { name: "Code", exact: true }).click();
    await expect(live.getByRole("region", { name: "PyTorch code" })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('live-figure[src*="/04-"]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" ")).join("; ")}`)).toEqual([]);
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await wide()).toBeLessThanOrEqual(0);
    if (process.env.LIVEFIG_LOOK) {
      await live.getByRole("region", { name: "PyTorch code" }).scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${process.env.LIVEFIG_LOOK}/code-${colorScheme}.png` });
    }
  }
});
