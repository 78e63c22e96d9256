/** The marks of the lessons' sentences: a press, and the reader's own browser tries the sentence over ten seeds. */
import { expect, test } from "./lesson.js";

const path = "one-hidden-layer/";

test("a sentence is tried in the page, and what came out is kept", async ({ page }) => {
  await page.goto(path);
  const mark = page.locator('.claim-mark[data-claim="xor-never"]');
  await expect(mark).toHaveAttribute("aria-expanded", "false");
  await mark.press("Enter");
  const evidence = page.getByRole("group", { name: "Tried in your browser" });
  await expect(evidence).toContainText("highest validation accuracy of “neuron” below 0.75");
  await expect(evidence.getByRole("status")).toHaveText("It holds in 10 of 10 seeds.", { timeout: 60_000 });
  await expect(evidence.locator("tbody tr")).toHaveCount(10);
  const numbers = await evidence.locator("tbody td:nth-child(2)").allTextContents();
  for (const number of numbers) expect(Number(number)).toBeLessThan(0.75);

  await evidence.getByRole("button", { name: "Close" }).click();
  await expect(evidence).toHaveCount(0);
  await expect(mark).toBeFocused();
  await mark.click();
  await expect(evidence.getByRole("status")).toHaveText("It holds in 10 of 10 seeds.", { timeout: 2000 });
});

test("it can be stopped", async ({ page }) => {
  await page.goto("deep-learning-basics/");
  await page.locator('.claim-mark[data-claim="two-layers"]').click();
  const evidence = page.getByRole("group", { name: "Tried in your browser" });
  await evidence.getByRole("button", { name: "Stop" }).click();
  await expect(evidence.getByRole("status")).toHaveText(/^Stopped after \d of 10 seeds\.$/);
  await evidence.getByRole("button", { name: "Try again" }).click();
  await expect(evidence.getByRole("status")).toContainText("Training seed 0");
});
