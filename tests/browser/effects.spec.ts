/** Each figure shows its effect after three seconds of play at normal speed, and its controls change what happens. */
import type { Locator } from "@playwright/test";
import { call, expect, figure, lessonPath, reachStep, run, type Snapshot, snapshot, test } from "./lesson.js";

/** The steps that three seconds at the spec's speed give; waited for as steps, so a slow machine only takes longer. */
async function threeSeconds(live: Locator): Promise<Snapshot> {
  const steps = await live.evaluate(async (element) => {
    const spec = await (await fetch((element as HTMLElement & { src: string }).getAttribute("src") as string)).json();
    const playback = spec.playback.cases
      ? (Object.values(spec.playback.cases)[0] as typeof spec.playback)
      : spec.playback;
    return Math.min(playback.speed * 3, playback.steps) as number;
  });
  await call(live, "play");
  await reachStep(live, steps / 2);
  await call(live, "pause");
  // The rest is counted, so that what is compared does not depend on when the pause arrived.
  const rest = steps - (await snapshot(live)).step;
  if (rest > 0) await call(live, "step", rest);
  return snapshot(live);
}

/** The lowest validation loss that a run has reached so far, as its curve has it. */
function lowest(live: Locator, name: string): Promise<number> {
  return live.evaluate((element, runName) => {
    const rows = (element as unknown as { snapshot: { runs: { name: string; lowestValidationLoss: number }[] } })
      .snapshot.runs;
    return rows.find((row) => row.name === runName)?.lowestValidationLoss ?? Number.NaN;
  }, name);
}

test.beforeEach(async ({ page }) => {
  await page.goto(lessonPath);
});

test("Fig. 02: the deep network leaves the linear one behind", async ({ page }) => {
  const shown = await threeSeconds(await figure(page, "02"));
  const deep = run(shown, /deep/).accuracy ?? 0;
  const linear = run(shown, /linear/).accuracy ?? 1;
  expect(deep).toBeGreaterThan(linear + 0.2);
});

test("Fig. 04: without dropout the validation curve has turned up, with it it has not", async ({ page }) => {
  const live = await figure(page, "04");
  const shown = await threeSeconds(live);
  const without = run(shown, /without/);
  const dropout = run(shown, /with dropout/);
  expect(dropout.validationLoss).toBeLessThan(without.validationLoss);
  expect(without.validationLoss).toBeGreaterThan(1.02 * (await lowest(live, without.name)));
  // A noisy curve may end a little above its minimum; what counts: it still lies below all that the other one reached.
  expect(dropout.validationLoss).toBeLessThan(await lowest(live, without.name));
  expect(dropout.validationLoss).toBeLessThan(1.15 * (await lowest(live, dropout.name)));
});

test("Fig. 06: a penalty lowers the validation loss", async ({ page }) => {
  const live = await figure(page, "06");
  const free = (await threeSeconds(live)).runs[0].validationLoss;
  const lambda = live.getByRole("slider", { name: /λ/ });
  await lambda.focus();
  for (let i = 0; i < 60 && Number(await lambda.getAttribute("aria-valuenow")) < 0.005; i++)
    await page.keyboard.press("ArrowRight");
  await call(live, "reset");
  const charged = (await threeSeconds(live)).runs[0].validationLoss;
  expect(charged).toBeLessThan(0.7 * free);
});

test("Fig. 08: the optimizers descend, and the digits can be chosen instead", async ({ page }) => {
  const live = await figure(page, "08");
  await call(live, "step", 1);
  const start = await snapshot(live);
  const shown = await threeSeconds(live);
  const adam = run(shown, /adam/i);
  expect(adam.loss).toBeLessThan(run(start, /adam/i).loss);
  expect(new Set(shown.runs.map((row) => row.loss)).size).toBe(shown.runs.length);
});

test("Fig. 08: why a weight moved is told term by term, by mouse and by keyboard", async ({ page }) => {
  const live = await figure(page, "08");
  await call(live, "step", 3);
  const inside = live.locator("canvas").last();
  await inside.click({ position: { x: 60, y: 70 } });
  await expect(inside).toHaveAttribute(
    "aria-label",
    /Why x of Adam moved at step 3: gradient g .*corrected m .*moved Δw 0\.\d+/,
  );
  await page.keyboard.press("ArrowRight");
  await expect(inside).toHaveAttribute("aria-label", /Why y of Adam moved at step 3/);
  await live.getByLabel("look inside").selectOption({ label: "RMSprop" });
  await expect(inside).toHaveAttribute("aria-label", /Why y of RMSprop moved at step 3: gradient g .*usual size r/);
  await inside.click({ position: { x: 60, y: 8 } });
  await expect(inside).toHaveAttribute("aria-label", /Moments of RMSprop at step 3/);
});

test("Fig. 10: with batch norm it learns, without it stays at chance", async ({ page }) => {
  const shown = await threeSeconds(await figure(page, "10"));
  expect(run(shown, /batch norm/i).accuracy).toBeGreaterThan(0.85);
  expect(run(shown, /plain/i).accuracy).toBeLessThan(0.25);
});

test("a control changes the program: dropout p goes live, width starts over", async ({ page }) => {
  const live = await figure(page, "04");
  await call(live, "step", 30);
  const before = run(await snapshot(live), /with dropout/).step;
  const p = live.getByRole("slider", { name: /dropout p/i });
  await p.focus();
  await page.keyboard.press("ArrowLeft");
  await call(live, "step", 1);
  expect((await snapshot(live)).step).toBe(before + 1);
  const width = live.getByRole("slider", { name: /width/i });
  await width.focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(async () => (await snapshot(live)).step).toBeLessThan(before);
});
