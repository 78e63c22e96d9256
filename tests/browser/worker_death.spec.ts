/** A worker killed or hung from outside is replaced, and its figures go on from their last checkpoint. */
import { call, expect, figure, lessonPath, reachStep, snapshot, test } from "./lesson.js";

for (const [how, script] of [
  ["killed", "self.close()"],
  ["hung", "setTimeout(() => { for (;;); }, 0)"],
] as const) {
  test(`a worker ${how} from outside is survived`, async ({ page }) => {
    await page.goto(lessonPath);
    const live = await figure(page, "04");
    await call(live, "play");
    await reachStep(live, 30);
    await call(live, "pause");
    const reached = (await snapshot(live)).step;
    for (const worker of page.workers()) await worker.evaluate(script).catch(() => undefined);
    await call(live, "play");
    await expect(live.getByText(/worker stopped/i)).toBeVisible({ timeout: 15_000 });
    const after = await reachStep(live, reached + 10);
    expect(after.runs.every((row) => Number.isFinite(row.loss))).toBe(true);
    await call(live, "pause");

    // The interrupted run made the same numbers that an undisturbed one makes.
    const { step } = await snapshot(live);
    const disturbed = await snapshot(live);
    await call(live, "reset");
    await call(live, "step", step);
    expect((await snapshot(live)).runs.map((row) => row.loss)).toEqual(disturbed.runs.map((row) => row.loss));
  });
}
