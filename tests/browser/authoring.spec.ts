/** What an author may write into a figure besides the numbers: hints, a goal, a locked control, its own words for a drawing. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { call, expect, lessonPath, snapshot, test } from "./lesson.js";

const dropout = JSON.parse(
  readFileSync(new URL("../../lessons/deep-learning-basics/figures/04-dropout.json", import.meta.url), "utf8"),
);
// The lesson's translations are of its own controls.
const { translations: _, ...english } = dropout;
const authored = {
  ...english,
  hints: ["Wait longer.", "Look at the upper curve."],
  goal: { label: "training loss below 1", run: "without", quantity: "trainLoss", below: 1 },
  controls: [
    { ...dropout.controls[0], lock: true },
    { type: "log", path: "optimizer.lr", label: "learning rate", min: 0.0001, max: 0.1 },
  ],
  views: [{ ...dropout.views[0], alt: "Four curves that fall." }, ...dropout.views.slice(1)],
};

/** The figure in an otherwise empty part of the lesson's page, from a spec that only this test has. */
async function place(page: Page) {
  await page.route("**/figures/authored.json", (route) => route.fulfill({ json: authored }));
  await page.goto(lessonPath);
  await page.evaluate(() => {
    const element = document.createElement("live-figure");
    element.id = "placed";
    element.setAttribute("src", "figures/authored.json");
    document.querySelector("main")?.prepend(element);
    scrollTo(0, 0);
  });
  const live = page.locator("#placed");
  await expect(live).toHaveAttribute("status", "ready");
  return live;
}

test("hints come one by one, by keyboard too", async ({ page }) => {
  const live = await place(page);
  const second = live.getByText("Hint 2 of 2");
  await expect(second).toBeHidden();
  await live.getByText("Hint 1 of 2").focus();
  await page.keyboard.press("Enter");
  await expect(live.getByText("Wait longer.")).toBeVisible();
  await second.click();
  await expect(live.getByText("Look at the upper curve.")).toBeVisible();
  // A key for the summary is not one for the figure.
  await second.press("Space");
  expect((await snapshot(live)).status).toBe("ready");
});

test("a locked control shows its value and cannot be moved; one of a path moves the program", async ({ page }) => {
  const live = await place(page);
  await expect(live.getByRole("slider", { name: "dropout p" })).toBeDisabled();
  await live.getByRole("slider", { name: "learning rate" }).press("ArrowRight");
  const rate = await live.evaluate(
    (element) => (element as unknown as { program: { optimizer: { lr: number } } }).program.optimizer.lr,
  );
  expect(rate).toBe(0.0011);
});

test("the author's words stand before the numbers of a drawing", async ({ page }) => {
  const live = await place(page);
  await expect(live.locator("canvas").first()).toHaveAttribute("aria-label", /^Four curves that fall\. \S/);
});

test("a goal is told once when it is reached, again after a new start, and to the page around", async ({ page }) => {
  const live = await place(page);
  await live.evaluate((element) => {
    const told: { step: number; goal: { met: boolean; step: number } }[] = [];
    (window as unknown as { told: unknown }).told = told;
    document.body.addEventListener("livefig:goal", (event) => told.push((event as CustomEvent).detail));
    void element;
  });
  const told = () => page.evaluate(() => (window as unknown as { told: { goal: object }[] }).told);
  await expect(live.getByText("Goal: training loss below 1")).toBeVisible();
  await call(live, "step", 400);
  await expect(live.getByText(/^Goal reached at step \d+: training loss below 1$/)).toBeVisible();
  expect((await told()).map(({ goal }) => goal)).toEqual([{ label: authored.goal.label, met: true, step: 75 }]);
  await call(live, "reset");
  await expect(live.getByText("Goal: training loss below 1")).toBeVisible();
  await call(live, "step", 300);
  expect((await told()).map(({ goal }) => (goal as { step: number }).step)).toEqual([75, 75]);
});

test("framed, it posts an xAPI statement to its parent", async ({ page }) => {
  await page.route("**/figures/authored.json", (route) => route.fulfill({ json: authored }));
  await page.goto(lessonPath);
  const statement = await page.evaluate(async () => {
    const frame = document.createElement("iframe");
    frame.src = "./";
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
    document.querySelector("main")?.prepend(frame);
    scrollTo(0, 0);
    await loaded;
    const posted = new Promise<unknown>((resolve) => {
      addEventListener("message", ({ data, source }) => {
        if (source === frame.contentWindow && data?.context?.platform === "livefig") resolve(data);
      });
    });
    const inner = frame.contentDocument!;
    const element = inner.createElement("live-figure") as HTMLElement & { step(n: number): Promise<void> };
    element.setAttribute("src", "figures/authored.json");
    inner.querySelector("main")?.prepend(element);
    await element.step(100);
    return posted;
  });
  expect(statement).toMatchObject({
    verb: { id: "http://adlnet.gov/expapi/verbs/passed" },
    object: { id: expect.stringMatching(/\/figures\/authored\.json$/) },
    result: { success: true, extensions: { "urn:livefig:seed": 3, "urn:livefig:step": 75 } },
  });
  expect(statement).not.toHaveProperty("actor");
});
