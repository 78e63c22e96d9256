/** What Fig. 10 shows beside its curves: γ and β as they train, and one network in train mode and in eval mode. */
import AxeBuilder from "@axe-core/playwright";
import { call, expect, figure, lessonPath, reachStep, snapshot, test } from "./lesson.js";

test("γ and β begin at 1 and 0, and leave them as the network trains", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "10");
  await live.getByRole("radio", { name: "γ and β" }).click();
  const drawing = live.getByRole("img", { name: /γ and β of every unit/ });
  await expect(drawing).toHaveAccessibleName(/batch norm, γ from 1\.0 to 1\.0 .*; layer norm, γ from 1\.0 to 1\.0 /);
  await call(live, "step", 60);
  await reachStep(live, 60);
  await expect(drawing).toHaveAccessibleName(/at step 60: batch norm, γ from 0\.\d+ to 1\.\d+ /);
  // A view alone: nothing was trained anew.
  await live.getByRole("radio", { name: "gradients" }).click();
  await expect(drawing).toHaveCount(0);
  expect((await reachStep(live, 60)).step).toBe(60);
});

test("train mode beside eval mode: brighter images, batches of 2, and the figure as it was", async ({ page }) => {
  test.slow();
  await page.goto(lessonPath);
  const live = await figure(page, "10");
  await call(live, "step", 200);
  const before = await reachStep(live, 200);
  await live.getByRole("button", { name: "Train beside eval" }).click();
  const modes = live.getByRole("region", { name: "“batch norm” at step 200, in train mode and in eval mode" });
  await expect(
    modes.getByText(/360 unseen images, each pixel brighter by 0\.5\. Train mode, batches of 64/),
  ).toBeVisible({ timeout: 60_000 });
  await expect(modes.getByText(/off by up to [\d.]+ σ before \(layer 1\)/)).toBeVisible();
  await expect(modes.getByRole("img")).toHaveAccessibleName(/eval mode, before \d.*eval mode, after \d/);
  await modes.getByLabel("brighter by").fill("0");
  await modes.getByLabel("batches of").selectOption("2");
  await expect(modes.getByText(/brighter by 0\. Train mode, batches of 2: loss [12]\./)).toBeVisible({
    timeout: 60_000,
  });
  await expect(modes.getByText(/become \+1 and −1/)).toBeVisible();
  expect(await snapshot(live)).toEqual(before);
  // It follows the figure to where that comes to rest.
  await call(live, "step", 10);
  await reachStep(live, 210);
  await expect(live.getByRole("region", { name: "“batch norm” at step 210" })).toContainText("unseen images", {
    timeout: 60_000,
  });
  await live.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(live.getByRole("region", { name: "“batch norm” at step" })).toHaveCount(0);
});

test("the comparison passes axe and fits a phone, light and dark, beside γ and β", async ({ page }) => {
  test.slow(); // axe looks at every element of the figure
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(lessonPath);
  const live = await figure(page, "10");
  await live.getByRole("radio", { name: "γ and β" }).click();
  await live.getByRole("button", { name: "Train beside eval" }).click();
  await expect(live.getByText(/360 unseen images/)).toBeVisible({ timeout: 60_000 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include('live-figure[src*="/10-"]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" ")).join("; ")}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});
