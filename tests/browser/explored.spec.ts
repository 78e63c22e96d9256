/** Axe over all nine figures with Explore and every tool in it open: before the run in light, after it in dark. */
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { call, expect, figure, figureNumbers, lessonPath, test } from "./lesson.js";

const button = (live: Locator, name: string) => live.getByRole("button", { name, exact: true });

async function found(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include("live-figure").analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" … ")}`);
}

test("axe finds nothing in any figure whose tools are open, light or dark", async ({ page }) => {
  test.slow(); // axe looks at every element of nine figures
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(lessonPath);
  const figures: Locator[] = [];
  for (const number of figureNumbers) {
    const live = await figure(page, number);
    figures.push(live);
    await button(live, "Explore").click();
    await button(live, "Draw what you expect").click();
    await live.getByRole("slider", { name: "height" }).fill("40");
    await button(live, "Table").click();
    // Of curves: every row would be one more to look at.
    const choice = live.getByRole("combobox", { name: "Data behind" });
    await expect(choice.locator("option").first()).toBeAttached(); // allTextContents waits for nothing
    const titles = await choice.locator("option").allTextContents();
    await choice.selectOption({ index: titles.findIndex((title) => /loss|accuracy|height/i.test(title)) });
  }
  expect(await found(page)).toEqual([]);

  for (const live of figures) {
    await button(live, "Done").click();
    await call(live, "step", 12);
    await button(live, "Pin this run").click();
    await expect(live.getByRole("list", { name: "Pinned runs" })).toBeVisible();
    await live.getByRole("combobox", { name: "Step by" }).selectOption("operation");
    await button(live, "Step").click();
    await expect(live.getByText(/operation 1 of/)).toBeVisible();
    await button(live, "Save").click();
  }
  // Two with their code, one that diverges, one with its seeds under way.
  for (const live of figures.slice(0, 2)) {
    await button(live, "Code").click();
    await expect(live.getByRole("group", { name: "Output" })).toBeVisible();
  }
  await figures[3]!.evaluate((element) => {
    const live = element as HTMLElement & { program: object };
    live.program = { ...live.program, optimizer: { type: "SGD", lr: 1000 } };
  });
  await call(figures[3]!, "step", 20);
  await expect(figures[3]!.getByRole("button", { name: /^Use learning rate/ })).toBeVisible({ timeout: 20_000 });
  await button(figures[4]!, "Listen").click();
  await button(figures[5]!, "Run 10 seeds").click();
  await expect(figures[5]!.getByRole("progressbar", { name: "Run 10 seeds" })).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(figures[8]!).toHaveAttribute("scheme", "dark");
  expect(await found(page)).toEqual([]);
});
