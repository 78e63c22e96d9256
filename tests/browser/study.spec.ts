/** What every figure offers beyond playing: each ability once, as a reader would use it. */
import type { Locator } from "@playwright/test";
import { call, expect, figure, lessonPath, snapshot, test } from "./lesson.js";

const explore = (live: Locator) => live.getByRole("button", { name: "Explore" }).click();

test.beforeEach(async ({ page }) => {
  await page.goto(lessonPath);
});

test("the time line goes back and forward by keyboard, with the same numbers, and a change branches there", async ({
  page,
}) => {
  const live = await figure(page, "04");
  await call(live, "step", 40);
  const at40 = await snapshot(live);
  await call(live, "step", 60);
  const line = live.getByRole("slider", { name: "Time line" });
  await line.focus();
  await line.fill("40");
  await expect.poll(async () => (await snapshot(live)).step).toBe(40);
  await expect.poll(async () => (await snapshot(live)).runs).toEqual(at40.runs);
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await snapshot(live)).step).toBe(41);
  const dropout = live.getByRole("slider", { name: /dropout p/i });
  await dropout.fill("0.2");
  await call(live, "step", 5);
  expect(await snapshot(live)).toMatchObject({ step: 46, status: "paused" });
});

test("a pinned run stays under the next, says what differs, and goes with the link", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const live = await figure(page, "04");
  await call(live, "step", 50);
  await explore(live);
  await live.getByRole("button", { name: "Pin this run" }).click();
  const pins = live.getByRole("list", { name: "Pinned runs" });
  await expect(pins).toContainText("the same settings");
  await live.getByRole("slider", { name: /dropout p/i }).fill("0.9");
  await expect(pins).toContainText("only dropout p: 0.5 → 0.9");
  await live.getByRole("button", { name: "Share" }).click();
  await expect(live.getByText("Link copied")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto("about:blank");
  await page.goto(link);
  const there = await figure(page, "04");
  await expect(there.getByRole("list", { name: "Pinned runs" })).toContainText(/only dropout p: 0.5 → 0.9.*pinned/s);
  await there.getByRole("button", { name: "Remove pin ①" }).click();
  await expect(there.getByRole("list", { name: "Pinned runs" })).toHaveCount(0);
});

test("ten seeds are trained while nothing else is, and are told apart from noise", async ({ page }) => {
  const live = await figure(page, "08");
  await live.evaluate((element) => {
    const figure = element as HTMLElement & { program: unknown };
    figure.program = {
      data: { name: "moons", train: 40 },
      model: [{ type: "Linear", out_features: 4 }, { type: "ReLU" }, { type: "Linear", out_features: 2 }],
      loss: { type: "CrossEntropyLoss" },
      optimizer: { type: "SGD", lr: 0.02 },
      batch_size: 20,
    };
  });
  await expect
    .poll(async () => (await snapshot(live)).runs.every(({ validationLoss }) => validationLoss > 0))
    .toBe(true);
  await explore(live);
  await live.getByRole("button", { name: "Run 10 seeds" }).click();
  await expect(live.getByText(/lower (validation|training) loss than .* in \d+ of 10 seeds/).first()).toBeVisible({
    timeout: 40_000,
  });
  await live.getByRole("button", { name: "Remove the band" }).click();
  await expect(live.getByText(/of 10 seeds/)).toHaveCount(0);
});

test("a run that diverges shows what grew, and a change that was tried and helps", async ({ page }) => {
  const live = await figure(page, "04");
  await live.evaluate((element) => {
    const figure = element as HTMLElement & { program: object };
    const model = [32, 32, 10].map((width) => ({ type: "Linear", out_features: width }));
    figure.program = { ...figure.program, model, optimizer: { type: "SGD", lr: 3 } };
  });
  await call(live, "step", 60);
  expect((await snapshot(live)).status).toBe("diverged");
  const grown = live.getByRole("group", { name: /What grew before step \d+/ });
  await expect(grown).toBeVisible({ timeout: 20_000 });
  await expect(grown.getByRole("img", { name: /What grew/ })).toBeVisible({ timeout: 20_000 });
  await expect(grown).toContainText(/Tried in the background: with learning rate [\d.]+/, { timeout: 20_000 });
  await grown.getByRole("button", { name: /Use learning rate/ }).click();
  await expect(grown).toHaveCount(0);
  await call(live, "step", 60);
  expect((await snapshot(live)).status).toBe("paused");
});

test("what is expected is drawn by hand before the run, stays under it, and its shape is commented", async ({
  page,
}) => {
  const live = await figure(page, "10");
  await explore(live);
  await live.getByRole("button", { name: "Draw what you expect" }).click();
  const canvas = live.locator("canvas.drawing");
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.12, 0.3));
  await page.mouse.down();
  await page.mouse.move(...at(0.4, 0.6));
  await page.mouse.move(...at(0.7, 0.8));
  await page.mouse.up();
  // The rest by keyboard, place by place.
  await live.getByRole("slider", { name: "place" }).fill("32");
  await live.getByRole("slider", { name: "height" }).fill("15");
  await live.getByRole("button", { name: "Done" }).click();
  const { playback } = await live.evaluate(async (element) => {
    const response = await fetch((element as HTMLElement & { src: string }).src);
    return response.json();
  });
  await call(live, "step", Math.ceil(playback.steps / 4));
  await expect(live.getByText(/^You expected: .* falls.* So far it/)).toBeVisible();
  await expect(live.getByRole("button", { name: "Draw what you expect" })).toBeDisabled();
});

test("one step is taken operation by operation, and an epoch at once", async ({ page }) => {
  const live = await figure(page, "04");
  await explore(live);
  const grain = live.getByRole("combobox", { name: "Step by" });
  await grain.selectOption("operation");
  const step = live.getByRole("button", { name: "Step", exact: true });
  await step.click();
  await expect(live.getByText(/operation 1 of \d+.*forward 0 Linear/)).toBeVisible();
  expect((await snapshot(live)).step).toBe(0);
  // Seven layers forward, the loss, three backward, then the first update makes the step.
  for (let press = 0; press < 11; press++) await live.getByRole("button", { name: "Next operation" }).click();
  await expect(live.getByText(/operation 12 of 14.*update 0 Linear/)).toBeVisible();
  await expect.poll(async () => (await snapshot(live)).step).toBe(1);
  await grain.selectOption("epoch");
  await step.click();
  await expect.poll(async () => (await snapshot(live)).step).toBe(10);
  expect((await snapshot(live)).epoch).toBe(1);
});

test("a step on a surface is its height, its gradient and its move; no press is lost", async ({ page }) => {
  const live = await figure(page, "08");
  await explore(live);
  await live.getByRole("combobox", { name: "Step by" }).selectOption("operation");
  await live.getByRole("button", { name: "Step", exact: true }).click();
  await expect(live.getByText(/operation 1 of 3: height 15.00 at \(−5.00, 2.50\)/)).toBeVisible();
  const next = live.getByRole("button", { name: "Next operation" });
  // Faster than a step is made: the third is the first of the next step.
  await next.evaluate((button: HTMLElement) => {
    for (let press = 0; press < 3; press++) button.click();
  });
  await expect(live.getByText(/Step 2 of .SGD., operation 1 of 3: height 13.06/)).toBeVisible();
  expect((await snapshot(live)).step).toBe(1);
});

test("drawings, history and program can be taken away, and read as a table", async ({ page }) => {
  const live = await figure(page, "04");
  await call(live, "step", 30);
  await explore(live);
  await live.getByRole("button", { name: "Table", exact: true }).click();
  await expect(live.getByRole("columnheader", { name: "with dropout, validation loss" })).toBeVisible();
  await expect(live.getByRole("rowheader", { name: "25" })).toBeVisible();
  await live.getByRole("button", { name: "Save", exact: true }).click();
  const taken = async (name: string) => {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      live.getByRole("button", { name, exact: true }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    return { name: file.suggestedFilename(), bytes: Buffer.concat(chunks) };
  };
  const png = await taken("Loss, training and validation as PNG");
  expect(png.name).toBe("04-dropout-curves.png");
  expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
  const svg = (await taken("Loss, training and validation as SVG")).bytes.toString();
  expect(svg).toMatch(/^<svg/);
  expect(svg).not.toContain("var(");
  const csv = (await taken("History as CSV")).bytes.toString().split("\r\n");
  expect(csv[0]).toContain('"with dropout, validation loss"');
  expect(csv.length).toBeGreaterThan(30);
  const program = JSON.parse((await taken("Program as JSON")).bytes.toString());
  expect(program.without.model[2]).toEqual({ type: "Dropout", p: 0 });
});
