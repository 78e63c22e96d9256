/** What a reader takes along from a figure, and trained weights on their way back into it. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Download, Locator, Page } from "@playwright/test";
import { expect, figure, lessonPath, snapshot, test } from "./lesson.js";

async function opened(page: Page, number: string): Promise<Locator> {
  await page.goto(lessonPath);
  const live = await figure(page, number);
  await live.getByRole("button", { name: "Code", exact: true }).click();
  await expect(live.getByRole("heading", { name: "Take it further" })).toBeVisible();
  return live;
}

async function taken(page: Page, live: Locator, name: string): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent("download"), live.getByRole("button", { name }).click()]);
  return file;
}

const step = (live: Locator, count: number) =>
  live.evaluate((element, n) => (element as unknown as { step(n: number): Promise<void> }).step(n), count);
const reset = (live: Locator) => live.evaluate((element) => (element as unknown as { reset(): Promise<void> }).reset());
const said = (live: Locator) => live.locator(".take .said");

test("weights leave a figure as a file and go on in it where they come back", async ({ page }) => {
  const live = await opened(page, "04");
  await step(live, 100);
  const before = (await snapshot(live)).runs[0];
  const file = await taken(page, live, "Weights (.safetensors)");
  expect(file.suggestedFilename()).toMatch(/^04-dropout-.+\.safetensors$/);
  await expect(said(live)).toContainText("step 100");
  const bytes = readFileSync(await file.path());
  const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString());
  expect(header["0.weight"]).toMatchObject({ dtype: "F32" });

  await reset(live);
  const fresh = (await snapshot(live)).runs[0];
  expect(fresh.validationLoss).toBeGreaterThan(before.validationLoss);
  const trained = { name: "trained.safetensors", mimeType: "application/octet-stream", buffer: bytes };
  await live.locator('.take input[type="file"]').setInputFiles(trained);
  await expect(said(live)).toContainText("trained.safetensors loaded");
  // Step 0 with the weights of step 100: the same loss, to the bit.
  expect((await snapshot(live)).runs[0]).toMatchObject({ step: 0, validationLoss: before.validationLoss });
  await step(live, 5);
  expect((await snapshot(live)).runs[0].step).toBe(5);

  // Dropped on the figure, a file that is none is told and changes nothing.
  await live.evaluate((element) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["no weights"], "letter.safetensors"));
    element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(said(live)).toContainText("is not a safetensors file");
  // Weights of another network: every array that does not fit is named.
  header["0.weight"].shape.reverse();
  const text = JSON.stringify(header).padEnd(Number(bytes.readBigUInt64LE(0)));
  const other = Buffer.concat([bytes.subarray(0, 8), Buffer.from(text), bytes.subarray(8 + text.length)]);
  await live.locator('.take input[type="file"]').setInputFiles({ ...trained, buffer: other });
  await expect(said(live)).toContainText("0.weight has shape (64, ");
  expect((await snapshot(live)).runs[0].step).toBe(5);
});

test("notebook, model and history are files of their kind", async ({ page }) => {
  const live = await opened(page, "06");
  await step(live, 20);
  const notebook = JSON.parse(readFileSync(await (await taken(page, live, "Notebook")).path(), "utf8"));
  expect(notebook).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
  expect(notebook.cells[0].source[0]).toContain("# Fig. 06");
  const history = readFileSync(await (await taken(page, live, "History")).path(), "utf8").split("\r\n");
  expect(history[0]).toMatch(/^run,step,epoch,lr,loss,penalty,train_loss,validation_loss/);
  // Step 0, evaluated, and every step after it, each a row; the file ends with a line's end.
  expect(history).toHaveLength(1 + 21 + 1);
  const model = readFileSync(await (await taken(page, live, "Trained model")).path());
  expect(model.includes("Gemm")).toBe(true);
});

test("the other forms stand in tabs of their own, by pointer and by keyboard", async ({ page }) => {
  const live = await opened(page, "04");
  await live.getByRole("tab", { name: "PyTorch" }).press("ArrowRight");
  const torchrun = live.getByRole("region", { name: "PyTorch code for several processes" });
  await expect(torchrun).toContainText("DistributedDataParallel(model)");
  await expect(live.getByRole("tab", { name: "torchrun" })).toBeFocused();
  await live.getByRole("tab", { name: "Keras" }).click();
  const keras = live.getByRole("region", { name: "Keras code" });
  await expect(keras).toContainText("layers.Dropout(0.5)");
  await expect(live.getByText("Keras draws other random numbers, so")).toBeVisible();
  await live.getByRole("slider", { name: "dropout p" }).press("ArrowRight");
  await expect(keras).toContainText("layers.Dropout(0.55)");
});

test("a test surface has no other forms, and its descent can be taken along", async ({ page }) => {
  const live = await opened(page, "08");
  await expect(live.getByRole("tab")).toHaveCount(0);
  await expect(live.getByRole("button", { name: "Weights (" })).toHaveCount(0);
  await step(live, 10);
  const history = readFileSync(await (await taken(page, live, "History")).path(), "utf8");
  expect(history.split("\r\n")[0]).toBe("run,step,epoch,lr,loss,penalty,x,y");
});

test("all of it passes axe and fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const live = await opened(page, "04");
    for (const name of ["torchrun", "Keras"]) {
      await live.getByRole("tab", { name }).click();
      const { violations } = await new AxeBuilder({ page }).include('live-figure[src*="/04-"]').analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" ")).join("; ")}`)).toEqual(
        [],
      );
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(await wide()).toBeLessThanOrEqual(0);
      if (process.env.LIVEFIG_LOOK) {
        await live.getByRole("tab", { name }).scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${process.env.LIVEFIG_LOOK}/${name}-${colorScheme}.png` });
        await live.getByRole("heading", { name: "Take it further" }).scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${process.env.LIVEFIG_LOOK}/take-${colorScheme}.png` });
      }
    }
  }
});
