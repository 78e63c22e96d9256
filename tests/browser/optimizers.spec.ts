/** What Fig. 08 offers: Adam's first steps with the correction beside those without, and a slice of a network's loss. */
import AxeBuilder from "@axe-core/playwright";
import { call, expect, figure, lessonPath, snapshot, test } from "./lesson.js";

test("Adam's first steps with and without bias correction, anew whenever a β is moved", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "08");
  await live.getByRole("button", { name: "First steps" }).click();
  const found = live.getByRole("region", { name: /Adam's first 20 steps/ });
  await expect(found).toContainText(/Step 1: 1\.00 α with the correction, 3\.16 α without/);
  const beta2 = live.getByRole("slider", { name: "β₂" });
  await beta2.focus();
  for (let i = 0; i < 9; i++) await page.keyboard.press("ArrowLeft");
  await expect(found).toContainText(/β₂ = 0\.99;/);
  await expect(found).toContainText(/1\.00 α with the correction, 1\.00 α without/);
  await found.getByRole("button", { name: "Remove" }).click();
  await expect(found).toHaveCount(0);
});

test("a slice of the digits' loss with the four paths on it, measured in the background, stopped and taken up again", async ({
  page,
}) => {
  test.slow();
  await page.goto(lessonPath);
  const live = await figure(page, "08");
  await live.getByRole("button", { name: "Slice the loss" }).click();
  await expect(live.getByText("descend the digits first")).toBeVisible();
  await live.getByLabel("descend").selectOption({ label: "digits" });
  await call(live, "step", 40);
  await live.getByRole("button", { name: "Slice the loss" }).click();
  const found = live.getByRole("region", { name: /around Adam's weights at step 40/ });
  await expect(found.getByText(/of 625 points measured/)).toBeVisible();
  await found.getByRole("button", { name: "Stop" }).click();
  await expect(found.getByRole("button", { name: "Stop" })).toHaveCount(0);
  const around = found.getByRole("combobox", { name: "around the weights of" });
  await around.selectOption({ label: "momentum" });
  const other = live.getByRole("region", { name: /around momentum's weights at step 40/ });
  const done = { timeout: 60_000 };
  await expect(other.getByText(/Two of 6570 directions: .* \d+% of momentum's/)).toBeVisible(done);
  // The middle is the trained network: its loss is the one that the figure has.
  const { runs } = await snapshot(live);
  const loss = runs.find(({ name }) => name === "momentum")!.trainLoss;
  await expect(other).toContainText(`, ${loss.toPrecision(3)} at momentum's weights`);
  await other.getByRole("combobox", { name: "plane" }).selectOption({ label: "random, filter-normalized" });
  await expect(other.getByText(/Two random directions of 6570/)).toBeVisible(done);
  await other.getByRole("button", { name: "Remove" }).click();
  await expect(other).toHaveCount(0);
});

test("all three pass axe and fit a phone, light and dark", async ({ page }) => {
  test.slow(); // axe looks at every element of the figure
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(lessonPath);
  const live = await figure(page, "08");
  await live.getByLabel("descend").selectOption({ label: "digits" });
  await call(live, "step", 20);
  const inside = live.locator("canvas").last();
  await inside.focus();
  await page.keyboard.press("ArrowRight");
  await expect(inside).toHaveAttribute("aria-label", /Why weight 1 of Adam moved at step 20/);
  await live.getByRole("button", { name: "First steps" }).click();
  await expect(live.getByText(/Step 1: 1\.00 α with the correction/)).toBeVisible();
  await live.getByRole("button", { name: "Slice the loss" }).click();
  await expect(live.getByText(/Two of 6570 directions/)).toBeVisible({ timeout: 60_000 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include('live-figure[src*="/08-"]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" ")).join("; ")}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});
