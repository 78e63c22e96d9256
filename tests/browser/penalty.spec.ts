/** What Fig. 06 shows of the penalty: over two weights, the circle that touches a line of equal loss follows λ. */
import { expect, figure, lessonPath, reachStep, test } from "./lesson.js";

test("the point of contact follows λ, and nothing is trained anew for the drawing", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await live.getByRole("radio", { name: "two weights" }).click();
  const drawing = live.getByRole("img", { name: /loss over two weights/ });
  await expect(drawing).toHaveAccessibleName(/is lowest, 0\.36, at \(1\.5, −3\.1\), 3\.4 from the origin\. With λ = 0/);
  await live.getByRole("slider", { name: "λ" }).fill("1000");
  await expect(drawing).toHaveAccessibleName(
    /With λ = 0\.1 the sum of loss 0\.50 .* at \(0\.54, −0\.60\), .*0\.81 from/,
  );
  expect((await reachStep(live, 0)).step).toBe(0);
});
