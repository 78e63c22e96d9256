/** What every figure can do: play, pause, step, reset to the same numbers, obey the keyboard, rest off screen. */
import { call, expect, figure, figureNumbers, lessonPath, reachStep, snapshot, test } from "./lesson.js";

test.beforeEach(async ({ page }) => {
  await page.goto(lessonPath);
});

for (const number of figureNumbers) {
  test(`Fig. ${number} plays, and after a reset makes the same numbers again`, async ({ page }) => {
    const live = await figure(page, number);
    await call(live, "pause");
    await call(live, "reset");
    await call(live, "step", 25);
    const first = await snapshot(live);
    expect(first.step).toBe(25);
    for (const row of first.runs) expect(Number.isFinite(row.loss), row.name).toBe(true);
    await call(live, "play");
    await reachStep(live, 26);
    await call(live, "pause");
    await call(live, "reset");
    expect((await snapshot(live)).step).toBe(0);
    await call(live, "step", 25);
    expect((await snapshot(live)).runs).toEqual(first.runs);
  });
}

test("a figure is worked by keyboard alone", async ({ page }) => {
  const live = await figure(page, "04");
  await live.getByRole("button", { name: /play/i }).focus();
  await page.keyboard.press("Enter");
  await reachStep(live, 5);
  await page.keyboard.press("Enter");
  await expect(live).toHaveAttribute("status", "paused");
  const dropout = live.getByRole("slider", { name: /dropout p/i });
  await dropout.focus();
  const before = await dropout.inputValue();
  await page.keyboard.press("ArrowRight");
  expect(await dropout.inputValue()).not.toBe(before);
});

test("a figure off screen keeps its status and trains nothing", async ({ page }) => {
  const live = await figure(page, "02");
  await call(live, "play");
  await reachStep(live, 2);
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await expect.poll(async () => (await snapshot(live)).suspended).toBe(true);
  const resting = await snapshot(live);
  expect(resting.status).toBe("running");
  // Another figure's progress is the clock: while it makes fifty steps this one must make none.
  const other = await figure(page, "10");
  await call(other, "step", 50);
  expect((await snapshot(live)).step).toBe(resting.step);
  await live.scrollIntoViewIfNeeded();
  await reachStep(live, resting.step + 1);
});

test("a hidden tab trains nothing, and goes on when it is seen again", async ({ page }) => {
  const live = await figure(page, "04");
  await call(live, "play");
  await reachStep(live, 5);
  const show = (hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { value, configurable: true });
      Object.defineProperty(document, "visibilityState", { value: value ? "hidden" : "visible", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await show(true);
  await expect.poll(async () => (await snapshot(live)).suspended).toBe(true);
  const frames = (count: number) =>
    page.evaluate(async (n) => {
      for (let frame = 0; frame < n; frame++) await new Promise(requestAnimationFrame);
    }, count);
  // What was on its way may still arrive; after that the step stands, while the page goes on drawing.
  await frames(20);
  const { step } = await snapshot(live);
  await frames(60);
  expect((await snapshot(live)).step).toBe(step);
  await show(false);
  await reachStep(live, step + 1);
});

test("two figures train in workers, and leave the main thread free", async ({ page }) => {
  const live = await figure(page, "04");
  const other = await figure(page, "06");
  await page.evaluate(() => {
    const seen: number[] = [];
    (window as unknown as { longTasks: number[] }).longTasks = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.push(entry.duration);
    }).observe({ type: "longtask" });
  });
  await call(live, "play");
  await call(other, "play");
  await reachStep(other, 60);
  expect(page.workers().length).toBeGreaterThan(0);
  // The engine is nowhere on the main thread: what takes long there would be drawing. `npm run bench` reports its
  // durations; here only a freeze that no loaded machine explains fails.
  const tasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
  expect(Math.max(0, ...tasks)).toBeLessThan(500);
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  expect(loaded.some((name) => /main_thread/.test(name))).toBe(false);
});

test("a bad program is refused with its field, and the figure keeps its last good state", async ({ page }) => {
  const live = await figure(page, "04");
  await call(live, "step", 10);
  const before = await snapshot(live);
  const heard = await live.evaluate(
    (element) =>
      new Promise<string>((resolve) => {
        element.addEventListener("livefig:error", (event) => resolve(JSON.stringify((event as CustomEvent).detail)), {
          once: true,
        });
        const node = element as unknown as { program: { model: { type: string; p?: number }[] } };
        const model = node.program.model.map((layer) => (layer.type === "Dropout" ? { ...layer, p: 1.5 } : layer));
        node.program = { ...node.program, model };
      }),
  );
  expect(heard).toContain("p");
  expect((await snapshot(live)).runs.map((row) => row.loss)).toEqual(before.runs.map((row) => row.loss));
  await call(live, "step", 1);
  expect((await snapshot(live)).step).toBe(11);
});
