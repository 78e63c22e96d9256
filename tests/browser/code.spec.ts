/** A figure follows its code, and the code its figure: by typing, by a control, by the property, over a reload. */
import {
  codeOf,
  editorOf,
  layersOf,
  lineOf,
  openCode,
  outputOf,
  problemOf,
  programOf,
  retype,
  typeBehind,
} from "./editor.js";
import { call, expect, figure, lessonPath, run, snapshot, test } from "./lesson.js";

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
