/** What Fig. 10 shows beside its curves: γ and β as they train. */
import { call, expect, figure, lessonPath, reachStep, test } from "./lesson.js";

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
