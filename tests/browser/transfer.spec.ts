/** Fig. 14: two runs begin with borrowed layers, and do so again after a step back; the code says where they come from. */
import { call, expect, figure, lessonPath, snapshot, test } from "./lesson.js";

test("borrowed layers lead from the start, come again on the way back, and stand in the code", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "14");
  await call(live, "step", 40);
  const { runs } = await snapshot(live);
  const [scratch, frozen, tuned] = runs.map(({ accuracy }) => accuracy as number);
  expect(frozen).toBeGreaterThan(scratch!);
  expect(tuned).toBeGreaterThan(scratch!);
  await call(live, "reset");
  await call(live, "step", 40);
  expect((await snapshot(live)).runs).toEqual(runs);
  await live.getByRole("button", { name: "Code", exact: true }).click();
  await live.getByRole("combobox", { name: "run" }).selectOption("frozen");
  const code = live.getByRole("textbox", { name: "PyTorch code" });
  await expect(code).toContainText("First the network that is borrowed from");
  await expect(live.locator("#code-problem")).toHaveText("");
  await expect(live.locator(".terminal")).toContainText("step 40");
});
