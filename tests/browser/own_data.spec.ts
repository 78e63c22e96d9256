/** A reader's own rows: a file chosen or dropped, points drawn and typed, arrays from the page's script. None leave the page. */
import type { Locator, Page } from "@playwright/test";
import { call, expect, figure, reachStep, snapshot, test } from "./lesson.js";

const path = "one-hidden-layer/";

interface Own extends HTMLElement {
  data: unknown;
}
const give = (live: Locator, data: unknown) =>
  live.evaluate((element, value) => {
    const changed = new Promise<string>((resolve) => {
      element.addEventListener("livefig:change", () => resolve("changed"), { once: true });
      element.addEventListener("livefig:error", (event) => resolve((event as CustomEvent).detail.error.message), {
        once: true,
      });
    });
    (element as Own).data = value;
    return changed;
  }, data);
const rowsOf = (live: Locator) =>
  live.evaluate((element) => {
    const data = (element as Own).data as { inputs: Float32Array; shape: number[]; validation?: unknown } | null;
    return data && { rows: data.inputs.length / data.shape.reduce((a, b) => a * b, 1), shape: data.shape };
  });

/** Clouds left and right: anything can tell them apart. */
const clouds = Array.from({ length: 60 }, (_, row) => [(row % 2 ? 2 : -2) + (row % 7) / 10, (row % 11) / 5, row % 2]);
const csv = `left,up,side\n${clouds.map(([x, y, side]) => `${x},${y},${side ? "right" : "left"}`).join("\n")}\n`;

/** Nothing of the page's may ask for anything once the panel's code is there. */
function watch(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  return asked;
}

test("an array, rows and CSV text from the page's script; null gives the figure's own back", async ({ page }) => {
  await page.goto(path);
  const live = await figure(page, "01");
  expect(await rowsOf(live)).toBeNull();
  const arrays = {
    inputs: clouds.flatMap((cloud) => cloud.slice(0, 2)),
    targets: clouds.map(([, , side]) => side),
    shape: [2],
  };
  expect(await give(live, arrays)).toBe("changed");
  const asked = watch(page);
  expect(await rowsOf(live)).toEqual({ rows: 60, shape: [2] });
  expect(await give(live, clouds)).toBe("changed");
  expect(await rowsOf(live)).toEqual({ rows: 48, shape: [2] });
  await call(live, "step", 100);
  expect((await snapshot(live)).runs[0]!.accuracy).toBe(1);
  expect(await give(live, csv)).toBe("changed");
  expect(asked).toEqual([]);
  expect(await give(live, null)).toBe("changed");
  expect(await rowsOf(live)).toBeNull();
});

test("what is wrong is told by row and column, and changes nothing", async ({ page }) => {
  await page.goto(path);
  const live = await figure(page, "01");
  await call(live, "step", 5);
  expect(await give(live, csv.replace("-2,0,left", "-2,oh,left"))).toBe(
    "row 2, column “up”: must be a number, not “oh”",
  );
  await expect(live.locator(".note")).toHaveText("Refused: data: row 2, column “up”: must be a number, not “oh”");
  expect(await give(live, { inputs: [1, 2, Number.NaN, 4], targets: [0, 1], shape: [2] })).toBe(
    "row 2, column 1 of the inputs: must be a finite number, not NaN",
  );
  expect(await give(live, 7)).toBe("must be CSV text, a list of rows, or { inputs, targets, shape }");
  expect((await snapshot(live)).step).toBe(5);
  expect(await rowsOf(live)).toBeNull();
  await live.evaluate((element) => element.setAttribute("lang", "zh"));
  expect(await give(live, "a,b\n1,\n")).toBe("第 2 行“b”列：是空的");
});

test("a file, chosen and dropped; its columns; nothing asked for, and no link holds it", async ({ page }) => {
  await page.goto(path);
  const live = await figure(page, "02");
  await live.getByRole("button", { name: "Your data" }).click();
  const panel = live.getByRole("region", { name: "The data of this figure" });
  await expect(panel).toContainText("the data that its author chose");
  const asked = watch(page);
  const file = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await panel.getByLabel("CSV file").setInputFiles(file("clouds.csv", csv));
  await expect(panel).toContainText("clouds.csv: 48 rows to learn from, 12 to validate, 2 inputs, 2 classes.");
  await call(live, "step", 50);
  expect((await snapshot(live)).runs[0]!.accuracy).toBe(1);

  await panel.getByLabel("column to learn").selectOption("up");
  await expect(live.locator(".note")).toContainText("Refused: clouds.csv: column “up” has 11 classes");
  await expect(panel).toContainText("2 classes");

  // A text column is left out; two of the others fit the plane.
  const wide = `id,a,b,c,kind\n${clouds.map(([x, y, side], row) => `r${row},${x},${y},${row},${side}`).join("\n")}\n`;
  await live.evaluate((element, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "wide.csv", { type: "text/csv" }));
    for (const type of ["dragover", "drop"])
      element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, wide);
  await expect(panel).toContainText("wide.csv: 48 rows to learn from, 12 to validate, 2 inputs, 2 classes.");
  await expect(panel).toContainText("Left out, since they hold no numbers: id.");
  await panel.getByRole("combobox", { name: "y", exact: true }).selectOption("c");
  await call(live, "step", 1);

  await live.getByRole("button", { name: "Share" }).click();
  await expect(live.locator(".shared")).toContainText("Your own data are not in it");
  expect(asked).toEqual([]);
  await panel.getByRole("button", { name: "Back to the figure's own data" }).click();
  await expect(panel).toContainText("the data that its author chose");
  expect(await rowsOf(live)).toBeNull();
});

test("points are drawn: pressed, dragged, and typed; the last removed; an empty plane", async ({ page }) => {
  await page.goto(path);
  const live = await figure(page, "01");
  await call(live, "step", 1);
  await live.getByRole("button", { name: "Your data" }).click();
  const panel = live.getByRole("region", { name: "The data of this figure" });
  await panel.getByRole("button", { name: "Draw points" }).click();
  await panel.getByRole("button", { name: "Begin with an empty plane" }).click();
  const asked = watch(page);
  const canvas = live.locator("canvas").first();
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.click(...at(0.4, 0.5));
  await expect(panel).toContainText("1 points drawn by hand");
  await panel.getByLabel("Points of").selectOption("class 2");
  await page.mouse.move(...at(0.55, 0.4));
  await page.mouse.down();
  await page.mouse.move(...at(0.55, 0.7), { steps: 20 });
  await page.mouse.up();
  await expect.poll(async () => (await rowsOf(live))?.rows).toBeGreaterThan(4);
  const drawn = (await rowsOf(live))!.rows;

  // By keyboard alone.
  await panel.getByLabel("x", { exact: true }).focus();
  await page.keyboard.type("-1.5");
  await page.keyboard.press("Tab");
  await page.keyboard.type("0,25");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await rowsOf(live))?.rows).toBe(drawn + 1);
  await expect(panel).toContainText(`Point ${drawn + 1} added at −1.50, 0.250.`);
  const last = await live.evaluate((element) => {
    const { inputs, targets } = (element as Own).data as { inputs: Float32Array; targets: Int32Array };
    return [...inputs.slice(-2), targets.at(-1)];
  });
  expect(last).toEqual([-1.5, 0.25, 1]);
  await panel.getByRole("button", { name: "Remove the last point" }).click();
  await expect.poll(async () => (await rowsOf(live))?.rows).toBe(drawn);
  await call(live, "play");
  await reachStep(live, 50);
  expect(asked).toEqual([]);
});

test("points of a curve are drawn where they are pressed", async ({ page }) => {
  await page.goto(path);
  const live = await figure(page, "03");
  await live.getByRole("button", { name: "Your data" }).click();
  const panel = live.getByRole("region", { name: "The data of this figure" });
  await panel.getByRole("button", { name: "Draw points" }).click();
  await expect(panel.getByLabel("Points of")).toHaveCount(0);
  const canvas = live.locator("canvas").first();
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  // Beside the twenty that were there.
  await expect.poll(() => rowsOf(live)).toEqual({ rows: 21, shape: [1] });
  await call(live, "step", 10);
  expect((await snapshot(live)).status).toBe("paused");
});

test("a CSV file that the spec names is read from beside the spec, or from the page itself", async ({ page }) => {
  const spec = {
    ...{ version: 1, number: "1", name: "a", title: "A", task: "T", caption: "C", variables: { rows: 30 } },
    program: {
      data: { src: "../data/clouds.csv", standardize: true, train: { var: "rows" } },
      model: [{ type: "Linear", out_features: 2 }],
      loss: { type: "CrossEntropyLoss" },
      optimizer: { type: "SGD", lr: 0.5 },
      batch_size: 10,
    },
    runs: [{ name: "plain" }],
    controls: [{ type: "range", variable: "rows", label: "rows", min: 10, max: 50, step: 10 }],
    views: [{ type: "boundary", title: "Answers" }],
    ...{ playback: { steps: 100, speed: 50, evaluateEvery: 10 }, readout: "", picture: { step: 10 } },
  };
  const text = JSON.stringify(spec);
  const body = `<!doctype html><link rel="icon" href="../icon.svg"><script type="module" src="../livefig.js"></script>
    <live-figure id="named" src="figures/a.json"></live-figure>
    <live-figure id="carried" src="figures/b.json"><script type="application/json">${text}</script><script type="text/csv"
      data-src="../data/clouds.csv">${csv}</script></live-figure>
    <live-figure id="wrong" src="figures/c.json"></live-figure>`;
  await page.route("**/scratch/", (route) => route.fulfill({ body, contentType: "text/html" }));
  await page.route("**/scratch/figures/a.json", (route) => route.fulfill({ body: text }));
  await page.route("**/scratch/figures/c.json", (route) =>
    route.fulfill({ body: text.replace("clouds.csv", "bad.csv") }),
  );
  await page.route("**/scratch/data/clouds.csv", (route) => route.fulfill({ body: csv }));
  await page.route("**/scratch/data/bad.csv", (route) => route.fulfill({ body: csv.replace("-2,0,", "-2,?,") }));
  const asked = watch(page);
  await page.goto("scratch/");
  for (const id of ["named", "carried"]) {
    const live = page.locator(`#${id}`);
    await live.scrollIntoViewIfNeeded();
    await expect(live).toHaveAttribute("status", "ready");
    await call(live, "step", 40);
    expect((await snapshot(live)).runs[0]!.accuracy).toBe(1);
    expect(await rowsOf(live)).toBeNull();
    await live.getByRole("slider", { name: "rows" }).fill("50");
    await expect.poll(async () => (await snapshot(live)).step).toBe(0);
  }
  expect(asked.filter((url) => url.endsWith("clouds.csv")).length).toBe(1);
  const wrong = page.locator("#wrong");
  await wrong.scrollIntoViewIfNeeded();
  await expect(wrong).toHaveAttribute("status", "failed");
  await expect(wrong.locator(".reason")).toContainText(
    "../data/bad.csv: row 2, column “up”: must be a number, not “?”",
  );
});
