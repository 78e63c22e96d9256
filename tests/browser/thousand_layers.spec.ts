/** Fig. 03: presets of one press, a run that explodes, and a thousand layers that train. */
import { call, expect, figure, lessonPath, reachStep, run, snapshot, test } from "./lesson.js";

test.beforeEach(async ({ page }) => {
  await page.goto(lessonPath);
});

test("a press on a preset plays it, and it stays pressed while its values hold", async ({ page }) => {
  const live = await figure(page, "03");
  const preset = (name: string) => live.getByRole("button", { name });
  await expect(preset("vanishing")).toHaveAttribute("aria-pressed", "true");
  await preset("rescued by initialization").click();
  await reachStep(live, 20);
  await call(live, "pause");
  await expect(preset("rescued by initialization")).toHaveAttribute("aria-pressed", "true");
  await expect(preset("vanishing")).toHaveAttribute("aria-pressed", "false");
  await live.getByRole("slider", { name: "hidden layers" }).press("ArrowLeft");
  await expect(preset("rescued by initialization")).toHaveAttribute("aria-pressed", "false");
});

test("the exploding network stops, says where, and its map goes up to that step", async ({ page }) => {
  const live = await figure(page, "03");
  await live.getByRole("button", { name: "exploding" }).click();
  await expect(live).toHaveAttribute("status", "diverged");
  await expect(live.getByRole("status").filter({ hasText: "diverged" })).toBeVisible();
  await expect(live.getByRole("img", { name: /finite numbers no more/ })).toBeVisible();
});

test("a thousand residual layers learn, and their script is short", async ({ page }) => {
  const live = await figure(page, "03");
  await live.getByRole("button", { name: "rescued by residuals" }).click();
  await reachStep(live, 30);
  await call(live, "pause");
  const { runs } = await snapshot(live);
  expect(runs).toHaveLength(1);
  expect(run(await snapshot(live), /network/).trainLoss).toBeLessThan(0.6);
  const code = await live.evaluate((element) => (element as unknown as { code: string }).code);
  expect(code).toContain("for _ in range(1000)");
  expect(code.split("\n").length).toBeLessThan(80);
});
