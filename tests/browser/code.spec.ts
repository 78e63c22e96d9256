/** A figure's code: each run's script in an editor that the figure follows, and that follows the figure. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import type { Program } from "../../web/engine/program.js";
import { call, expect, figure, lessonPath, run, snapshot, test } from "./lesson.js";

const codeOf = (live: Locator) => live.evaluate((element) => (element as unknown as { code: string }).code);
const programOf = (live: Locator) => live.evaluate((element) => (element as unknown as { program: Program }).program);
const layersOf = async (live: Locator) => (await programOf(live)).model!.map(({ type }) => type);

const editorOf = (live: Locator) => live.getByRole("textbox", { name: "PyTorch code" });
const outputOf = (live: Locator) => live.getByRole("group", { name: "Output" });
const problemOf = (live: Locator) => live.locator("#code-problem");
const lineOf = (live: Locator, text: string) => live.locator(".cm-line", { hasText: text }).first();

async function openCode(live: Locator): Promise<void> {
  await live.getByRole("button", { name: "Code", exact: true }).click();
  await expect(editorOf(live)).toBeVisible();
}

/** Puts the cursor behind a line and types. */
async function typeBehind(page: Page, line: Locator, text: string): Promise<void> {
  await line.click();
  await page.keyboard.press("End");
  await page.keyboard.type(text);
}

/** Types another line in place of one. */
async function retype(page: Page, line: Locator, text: string): Promise<void> {
  await line.click();
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+Home");
  await page.keyboard.type(text);
}

test("Code opens the script of each run, and costs nothing before", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url().replace(/^.*\//, "")));
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  expect(asked.filter((name) => name.startsWith("code"))).toEqual([]);
  const button = live.getByRole("button", { name: "Code", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(editorOf(live)).toBeVisible();
  expect(asked.filter((name) => name.startsWith("code"))).toHaveLength(1);
  await expect(button).toHaveAttribute("aria-expanded", "true");
  expect(await codeOf(live)).toContain("nn.Dropout(p=0.5)");
  await expect(editorOf(live)).toContainText("nn.Dropout(p=0.5)");
  await live.getByLabel("run").selectOption("without");
  await expect(editorOf(live)).toContainText("nn.Dropout(p=0)");
  await live.getByLabel("run").selectOption("with dropout");
  await expect(editorOf(live)).toContainText("nn.Dropout(p=0.5)");
  await button.press("Enter");
  await expect(editorOf(live)).toBeHidden();
});

test("a layer more, another optimizer, a mistake and its mending: the figure follows", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  await call(live, "step", 20);
  const before = run(await snapshot(live), /with dropout/).loss;
  await openCode(live);
  await expect(outputOf(live)).toHaveText(`step 10  loss 2.2933\nstep 20  loss ${before.toFixed(4)}\n`);

  await typeBehind(page, lineOf(live, "nn.ReLU(),"), "\nnn.Tanh(),");
  await expect
    .poll(() => layersOf(live))
    .toEqual(["Linear", "ReLU", "Tanh", "Dropout", "Linear", "ReLU", "Dropout", "Linear"]);
  await call(live, "step", 20);
  const deeper = run(await snapshot(live), /with dropout/);
  expect(deeper.step).toBe(20);
  expect(deeper.loss).not.toBe(before);
  await expect(outputOf(live)).toContainText(`step 20  loss ${deeper.loss.toFixed(4)}`);
  // The other run has it too, and still no dropout.
  await live.getByLabel("run").selectOption("without");
  await expect(editorOf(live)).toContainText("nn.Tanh(),    nn.Dropout(p=0)");
  await live.getByLabel("run").selectOption("with dropout");

  await retype(page, lineOf(live, "torch.optim.Adam"), "optimizer = torch.optim.SGD(model.parameters(), lr=0.5)");
  await expect.poll(async () => (await programOf(live)).optimizer!.type).toBe("SGD");
  await call(live, "step", 20);
  expect(run(await snapshot(live), /with dropout/).loss).not.toBe(deeper.loss);

  await retype(page, lineOf(live, "nn.Tanh()"), "nn.Tanhh(),");
  await expect(problemOf(live)).toContainText(
    "Line 19: nn.Tanhh is not available in this lesson; did you mean nn.Tanh?",
  );
  await expect(live.locator(".cm-problem")).toHaveText("Tanhh");
  expect(await layersOf(live)).toContain("Tanh");
  await call(live, "step", 5);
  expect((await snapshot(live)).step).toBe(25);

  // A shape that does not fit is told at its layer, before anything runs.
  await retype(page, lineOf(live, "nn.Tanhh"), "nn.Linear(128, 50),");
  await expect(problemOf(live)).toContainText("128 values here, but 50 arrive");
  expect((await snapshot(live)).step).toBe(25);
  await retype(page, lineOf(live, "nn.Linear(128, 50)"), "nn.MaxPool2d(2),");
  await expect(problemOf(live)).toContainText("Line 19");
  await expect(live.locator(".cm-problem")).toHaveText("nn.MaxPool2d(2)");

  await retype(page, lineOf(live, "nn.MaxPool2d"), "nn.Sigmoid(),");
  await expect(problemOf(live)).toHaveText("");
  await expect.poll(() => layersOf(live)).toContain("Sigmoid");

  // Closing the panel loses nothing; one click gives back the figure's own code, and undo the learner's.
  await live.getByRole("button", { name: "Code", exact: true }).click();
  await openCode(live);
  await expect(editorOf(live)).toContainText("nn.Sigmoid(),");
  await live.getByRole("button", { name: "Reset code" }).click();
  await expect(editorOf(live)).not.toContainText("nn.Sigmoid(),");
  expect(await layersOf(live)).toEqual(["Linear", "ReLU", "Dropout", "Linear", "ReLU", "Dropout", "Linear"]);
  await editorOf(live).focus();
  await page.keyboard.press("Control+z");
  await expect.poll(() => layersOf(live)).toContain("Sigmoid");
});

test("a slider and its number move each other, and nothing else", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  await openCode(live);
  const slider = live.getByRole("slider", { name: "dropout p" });
  const own = (await codeOf(live)).replace("nn.ReLU(),", "nn.ReLU(),  # mine");
  await typeBehind(page, lineOf(live, "nn.ReLU(),"), "  # mine");
  await expect.poll(() => codeOf(live)).toBe(own);
  await call(live, "step", 10);
  await slider.press("ArrowRight");
  await expect.poll(() => codeOf(live)).toBe(own.replaceAll("p=0.5", "p=0.55"));
  // A control goes on from where it is and the terminal says so; code begins anew, so that its terminal is PyTorch's.
  await expect(live.getByText("A control was moved at step 10")).toBeVisible();
  expect((await snapshot(live)).step).toBe(10);
  await editorOf(live).focus();
  await page.keyboard.press("Control+z");
  await expect(slider).toHaveValue("0.5");
  expect(await codeOf(live)).toBe(own);
  await expect(live.getByText("A control was moved")).toBeHidden();
  expect((await snapshot(live)).step).toBe(0);

  const width = live.getByRole("slider", { name: "width" });
  await width.press("ArrowLeft");
  await expect(editorOf(live)).toContainText("nn.Linear(112, 112)");

  // One of two places is a case of its own; with the other, it is the slider's value again.
  await retype(page, lineOf(live, "nn.Dropout"), "nn.Dropout(p=0.33),");
  await expect.poll(async () => (await programOf(live)).model![2]!.p).toBe(0.5);
  await retype(page, live.locator(".cm-line", { hasText: "p=0.5)" }), "nn.Dropout(p=0.33),");
  await expect(live.getByText("0.33 is kept; this control cannot show it")).toBeVisible();
  expect(await codeOf(live)).toContain("nn.Dropout(p=0.33),");
  await slider.press("ArrowRight");
  await expect(live.getByText("0.33 is kept; this control cannot show it")).toBeHidden();
  expect(await codeOf(live)).toContain("nn.ReLU(),  # mine");
});

test("the keyboard comes into the editor and out again, and the figure's keys stay out", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await openCode(live);
  await editorOf(live).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("# s r \n");
  await page.keyboard.press("Tab");
  expect((await snapshot(live)).step).toBe(0);
  await expect(editorOf(live)).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(editorOf(live)).not.toBeFocused();
  await editorOf(live).focus();
  await page.keyboard.press("Control+Enter");
  await expect.poll(async () => (await snapshot(live)).step).toBeGreaterThan(0);
});

test("the code property takes a text, and says what is wrong with one", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  const code = await codeOf(live);
  const set = (text: string) =>
    live.evaluate((element, value) => {
      const told = new Promise<unknown>((resolve) => {
        element.addEventListener("livefig:change", () => resolve("change"), { once: true });
        element.addEventListener("livefig:error", (event) => resolve((event as CustomEvent).detail.error), {
          once: true,
        });
      });
      (element as unknown as { code: string }).code = value;
      return told;
    }, text);
  const own = code.replace("nn.ReLU(),", "nn.Tanh(),  # my own");
  expect(await set(own)).toBe("change");
  expect(await codeOf(live)).toBe(own);
  expect(await layersOf(live)).toEqual(["Linear", "Tanh", "Linear", "ReLU", "Linear"]);
  // What is asked of the figure next is asked of the new program.
  await live.evaluate((element) => {
    const figure = element as unknown as { code: string; step(n: number): Promise<void> };
    figure.code = figure.code.replace("nn.Tanh()", "nn.Sigmoid()");
    return figure.step(5);
  });
  expect((await snapshot(live)).step).toBe(5);
  expect(await layersOf(live)).toContain("Sigmoid");
  expect(await set(own)).toBe("change");
  expect(await set(own.replace("nn.Tanh()", "nn.LSTM(2)"))).toMatchObject({
    code: "bad_code",
    where: expect.stringMatching(/^line \d+$/),
  });
  expect(await layersOf(live)).toContain("Tanh");
  await openCode(live);
  await expect(problemOf(live)).toContainText("nn.LSTM is not available in this lesson");
});

test("what is typed over several lines replaces them, and undo brings them back; the console stays clean", async ({
  page,
}) => {
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await openCode(live);
  const code = await codeOf(live);
  await lineOf(live, "import torch").click();
  await page.keyboard.press("Home");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.type("ab");
  await expect(editorOf(live)).not.toContainText("import torch");
  await expect(problemOf(live)).toContainText("is not defined");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(editorOf(live)).toContainText("import torch");
  await expect.poll(() => codeOf(live)).toBe(code);
});

test("a script that takes long is read elsewhere: the page goes on", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await openCode(live);
  const code = await codeOf(live);
  const [from, layers] = [
    "    nn.ReLU(),\n",
    "*(layer for _ in range(1437) for layer in (nn.Linear(64, 64), nn.Tanh())),",
  ];
  expect(code).toContain(from);
  const endless = code
    .replace(from, `${from}    ${layers}\n`)
    .replace("criterion =", "while True:\n    x = 1\ncriterion =");
  const { took, longest, error } = await live.evaluate(async (element, text) => {
    const tasks = [0];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
    observer.observe({ type: "longtask" });
    const told = new Promise<string>((resolve) =>
      element.addEventListener("livefig:error", (event) => resolve((event as CustomEvent).detail.error.message)),
    );
    const start = performance.now();
    (element as unknown as { code: string }).code = text;
    const error = await told;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return {
      took: performance.now() - start - 100,
      longest: Math.max(...tasks, ...observer.takeRecords().map((one) => one.duration)),
      error,
    };
  }, endless);
  expect(error).toContain("does too much to be followed here");
  expect(longest).toBeLessThan(Math.max(50, took / 2));
  expect(asked.filter((url) => /\bdesk\b/.test(url))).toEqual([]);
  await expect(problemOf(live)).toContainText("does too much");
});

test("a reload keeps the program that was written", async ({ page }) => {
  await page.goto(`${lessonPath}#livefig=04-dropout:1`);
  const live = await figure(page, "04");
  await openCode(live);
  await live.getByLabel("run").selectOption("without");
  await typeBehind(page, lineOf(live, "nn.ReLU(),"), "\nnn.Tanh(),");
  await expect.poll(() => layersOf(live)).toContain("Tanh");
  await retype(page, lineOf(live, "nn.Dropout"), "nn.Dropout(p=0.2),");
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("run.1=");
  await page.reload();
  const again = await figure(page, "04");
  await expect.poll(() => layersOf(again)).toContain("Tanh");
  await openCode(again);
  await again.getByLabel("run").selectOption("without");
  await expect(editorOf(again)).toContainText("nn.Tanh(),    nn.Dropout(p=0.2)");
});

test("the script can be downloaded and copied as it is", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await openCode(live);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    live.getByRole("button", { name: "Download 06-l2.py" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("06-l2.py");
  const code = await codeOf(live);
  expect(readFileSync(await file.path(), "utf8")).toBe(code);
  await live.getByRole("button", { name: "Copy" }).click();
  await expect(live.getByText("Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
});

test("the open panel passes axe and fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(lessonPath);
    const live = await figure(page, "04");
    await openCode(live);
    await retype(page, lineOf(live, "nn.Dropout"), "nn.Dropout(p=2),");
    await expect(problemOf(live)).toContainText("Line");
    const { violations } = await new AxeBuilder({ page }).include('live-figure[src*="/04-"]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" ")).join("; ")}`)).toEqual([]);
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await wide()).toBeLessThanOrEqual(0);
    if (process.env.LIVEFIG_LOOK) {
      await editorOf(live).scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${process.env.LIVEFIG_LOOK}/code-${colorScheme}.png` });
    }
  }
});
