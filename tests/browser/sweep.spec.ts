/** What Figs. 02 and 04 offer. A sweep: one press trains every value in the background, gives way to a figure that plays, and is drawn. A hundred thinned networks, and each of them. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { call, expect, figure, lessonPath, reachStep, snapshot, test } from "./lesson.js";

async function axeFinds(page: Page, number: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(`live-figure[src*="/${number}-"]`).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" … ")}`);
}

test("every p is trained, drawn beside the present one, and known the second time", async ({ page }) => {
  test.slow();
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  await live.getByRole("slider", { name: "width" }).fill("16");
  await live.getByRole("button", { name: "Sweep dropout p" }).click();
  const sweep = live.getByRole("region", { name: "Final loss against p" });
  await expect(sweep.getByText("with dropout: lowest validation loss")).toHaveText(/at dropout p = 0\.$/, {
    timeout: 120_000,
  });
  await expect(sweep.getByRole("img", { name: /dropout p 0\.5: / })).toBeVisible();
  await expect(sweep).toContainText("now 0.5");
  // Another p only moves the mark; another width is another figure.
  await live.getByRole("slider", { name: /dropout p/i }).fill("0.2");
  await expect(sweep).toContainText("now 0.2");
  await live.getByRole("slider", { name: "width" }).fill("32");
  await expect(sweep).toHaveCount(0);
  await live.getByRole("slider", { name: "width" }).fill("16");
  await live.getByRole("button", { name: "Sweep dropout p" }).click();
  await expect(sweep.getByText("with dropout: lowest validation loss")).toBeVisible();
});

test("it waits while a figure plays, and stops when it is told to", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await live.getByRole("button", { name: "Sweep λ" }).click();
  const sweep = live.getByRole("region", { name: "Final loss against λ" });
  await expect(sweep.getByText(/of 12 trained/)).toBeVisible();
  await call(live, "play");
  await expect(sweep.getByText("waits while a figure trains")).toBeVisible();
  await call(live, "pause");
  await expect(sweep.getByText(/of 12 trained/)).toBeVisible();
  await sweep.getByRole("button", { name: "Stop" }).click();
  await expect(sweep.getByRole("progressbar")).toHaveCount(0);
  expect((await snapshot(live)).status).toBe("paused");
});

test("a hundred thinned networks are averaged, and forgotten when the network goes on", async ({ page }) => {
  test.slow();
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  await live.getByRole("slider", { name: "width" }).fill("16");
  await call(live, "step", 200);
  const before = await snapshot(live);
  await live.getByRole("button", { name: "Average thinned networks" }).click();
  const thinned = live.getByRole("region", { name: "Thinned networks at step 200, and their average" });
  await expect(thinned.getByText(/the average of 100, \d\.\d+ for all units at once/)).toBeVisible({ timeout: 90_000 });
  expect(await snapshot(live)).toEqual(before);
  // One mask held: the newest first, another by its button, and the same for another example.
  const masks = thinned.getByRole("group", { name: "One mask, held" });
  await expect(masks).toContainText("Mask 100 of 100");
  await expect(masks.getByRole("button", { name: "Next mask" })).toBeDisabled();
  await masks.getByRole("slider", { name: "mask" }).fill("7");
  await masks.getByRole("button", { name: "Next mask" }).press("Enter");
  const picture = masks.getByRole("img", { name: /^Mask 8 of 100/ });
  await expect(picture).toHaveAccessibleName(/hidden 1: \d+ of 16 units on and hidden 2: \d+ of 16 units on/);
  const units = async () => (await picture.locator("desc").textContent())!.split(". ")[0];
  const first = await units();
  const told = masks.getByRole("status");
  await expect(told).toHaveText(/mask 8 leaves says \d \(\d+%\), the average of masks 1 to 8 says/);
  const said = await told.textContent();
  await masks.getByRole("slider", { name: "example" }).press("ArrowRight");
  await expect(told).not.toHaveText(said!);
  expect(await units()).toBe(first);
  expect(await axeFinds(page, "04")).toEqual([]);
  await expect(masks).toContainText(/times 1\/\(1−p\) = 2 that is/);
  await call(live, "step", 1);
  await expect(thinned).toHaveCount(0);
});

test("where dropout hurts is one press away", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  await live.getByRole("button", { name: "too small a network" }).click();
  await expect(live.getByRole("slider", { name: "width" })).toHaveValue("16");
  await reachStep(live, 1100);
  await expect(live.locator(".readout")).toHaveText(/Validation loss 0\.93 with dropout, 0\.37 without/);
});

test("where it is live it begins by itself, after a run with a value of the reader's own, and stays away when removed", async ({
  page,
}) => {
  test.slow();
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  const sweep = live.getByRole("region", { name: "Final loss against λ" });
  await live.getByRole("slider", { name: "width" }).fill("4");
  await call(live, "step", 1000);
  await reachStep(live, 1000);
  expect((await snapshot(live)).status).toBe("finished");
  await expect(sweep).toHaveCount(0);
  await live.getByRole("slider", { name: "λ" }).fill("1000");
  await expect(sweep).toContainText("now 0.1", { timeout: 60_000 });
  await expect(sweep.getByText("decay 2λ, AdamW: lowest validation loss")).toBeVisible({ timeout: 120_000 });
  await sweep.getByRole("button", { name: "Remove the sweep" }).click();
  await live.getByRole("slider", { name: "λ" }).fill("500");
  await call(live, "step", 1);
  await expect(sweep).toHaveCount(0);
  // A press brings it back, and nothing is trained a second time.
  await live.getByRole("button", { name: "Sweep λ" }).click();
  await expect(sweep.getByText("decay 2λ, AdamW: lowest validation loss")).toBeVisible();
});

test("the images that excite each channel are shown layer by layer, and forgotten when the network goes on", async ({
  page,
}) => {
  test.slow();
  await page.goto(lessonPath);
  const live = await figure(page, "02");
  await call(live, "step", 46);
  const before = await snapshot(live);
  await live.getByRole("button", { name: "What excites each channel" }).click();
  const exciting = live.getByRole("region", { name: "The images that excite each channel most, at step 46" });
  await expect(exciting.getByRole("status")).toHaveText(/in conv 1, \d\.\d in conv 2 and \d\.\d in conv 3/, {
    timeout: 90_000,
  });
  expect(await snapshot(live)).toEqual(before);
  await expect(exciting.getByRole("img", { name: /^conv 3: the 5 images/ })).toBeVisible();
  await exciting.getByRole("combobox", { name: "layer" }).selectOption("conv 1");
  await expect(exciting).toContainText("A unit sees 3×3 pixels");
  expect(await axeFinds(page, "02")).toEqual([]);
  await expect(exciting.getByRole("img", { name: /^conv 1: the 5 images.*channel 7/ })).toBeVisible();
  await call(live, "step", 1);
  await expect(exciting).toHaveCount(0);
});

test("with equal parameters on the spirals the drawings are the plane's, and the counts are told", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "02");
  await expect(live.getByRole("img", { name: /Decision regions/ })).toHaveCount(0);
  await live.getByRole("button", { name: "equal parameters, spirals" }).click();
  await expect(live.locator(".readout")).toHaveText(
    /3 hidden layers \(626 parameters\), [\d.]+% with one hidden layer \(627 parameters\)/,
  );
  await reachStep(live, 690);
  // A view that was not shown at first: fetched now, measured, and drawn.
  await expect(live.locator("canvas[data-view]").nth(1)).toHaveAttribute("aria-label", /Decision regions.*step 690/);
  await live.getByRole("button", { name: "equal parameters", exact: true }).click();
  await expect(live.locator(".readout")).toHaveText(
    /3 conv layers \(8,?778 parameters\), [\d.]+% with one hidden layer \(8,?845 parameters\)/,
  );
});
