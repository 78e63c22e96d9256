/** Fig. 12, on a table: four models on rows from a file, and the ten seeds that it offers. */
import { call, expect, figure, lessonPath, snapshot, test } from "./lesson.js";

test("its rows come from a file, its code from scikit-learn, and ten seeds are one press away", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "12");
  await call(live, "step", 40);
  const { runs } = await snapshot(live);
  expect(runs.map(({ name }) => name)).toEqual(["CNN", "shuffled CNN", "MLP", "logistic"]);
  for (const { accuracy } of runs) expect(accuracy).toBeGreaterThan(0.85);
  await expect(live.locator(".readout")).toHaveText(/Right on 9\d\.\d% of the unseen tumours/);
  await live.getByRole("button", { name: "Run 10 seeds" }).click();
  await expect(live.getByRole("progressbar", { name: "Run 10 seeds" })).toBeVisible();
  await live.getByRole("button", { name: "Code", exact: true }).click();
  await expect(live.getByRole("textbox", { name: "PyTorch code" })).toContainText("load_breast_cancer()");
});
