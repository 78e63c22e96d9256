/** What Fig. 08 offers: Adam's first steps, drawn with the correction beside those without. */
import { expect, figure, lessonPath, test } from "./lesson.js";

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
