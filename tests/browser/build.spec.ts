/** Fig. 16: a network built by keyboard and by dragging, wrong at a layer while training goes on, and a goal that is remembered. */
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { call, expect, figure, lessonPath, reachStep, snapshot, test } from "./lesson.js";

interface Built extends HTMLElement {
  program: { model: { type: string; out_features?: number }[]; optimizer: Record<string, unknown> };
  code: string;
}
/** "Linear32 ReLU Linear10" */
const network = (live: Locator) =>
  live.evaluate((element) =>
    (element as Built).program.model.map(({ type, out_features }) => `${type}${out_features ?? ""}`).join(" "),
  );
const told = (live: Locator) => live.locator(".builder > [role=status]");
const titles = (live: Locator) =>
  live.evaluate((element) =>
    [...element.shadowRoot!.querySelectorAll(".view-title")].map(({ textContent }) => textContent),
  );
const choice = (live: Locator, name: string) => live.getByRole("combobox", { name, exact: true });
const number = (live: Locator, name: string) => live.getByRole("spinbutton", { name, exact: true });
const button = (live: Locator, name: string | RegExp) => live.getByRole("button", { name, exact: true });

async function open(page: Page, fragment = ""): Promise<Locator> {
  await page.goto(lessonPath + fragment);
  const live = await figure(page, "16");
  await expect(live.locator(".layers")).toBeVisible();
  return live;
}

test("a network is built by keyboard, and the code says the same", async ({ page }) => {
  // An address that names the figure follows it.
  const live = await open(page, "#livefig=16-build:1");
  await button(live, "Move layer 2, ReLU").focus();
  await page.keyboard.press("ArrowUp");
  await expect(told(live)).toHaveText("ReLU is now layer 1 of 3.");
  await expect.poll(() => network(live)).toBe("ReLU Linear32 Linear10");
  // The focus went with it.
  await page.keyboard.press("ArrowDown");
  await expect(told(live)).toHaveText("ReLU is now layer 2 of 3.");
  await choice(live, "New layer").selectOption("Dropout");
  await button(live, "Add layer").press("Enter");
  await expect.poll(() => network(live)).toBe("Linear32 ReLU Dropout Linear10");
  await live.locator(".layer-name").first().press("Enter");
  await number(live, "out_features").fill("16");
  await page.keyboard.press("Enter");
  await expect.poll(() => network(live)).toBe("Linear16 ReLU Dropout Linear10");
  await expect(live.locator(".total")).toHaveText("4 layers, 1,210 parameters");
  await button(live, "Remove layer 3, Dropout").press("Enter");
  await expect.poll(() => network(live)).toBe("Linear16 ReLU Linear10");
  expect(await live.evaluate((element) => (element as Built).code)).toContain("nn.Linear(64, 16)");
  await live.evaluate((element) => {
    const built = element as Built;
    built.code = built.code.replace("nn.ReLU()", "nn.Tanh()");
  });
  await expect(live.locator(".layer code")).toHaveText(["Linear(16)", "Tanh()", "Linear(10)"]);
  const inAddress = () => Buffer.from(/program=([\w-]+)/.exec(page.url())?.[1] ?? "", "base64url").toString();
  await expect.poll(inAddress).toContain("Tanh");
  await page.reload();
  await expect(live.locator(".layer code")).toHaveText(["Linear(16)", "Tanh()", "Linear(10)"]);
});

test("a layer is dragged, and undo takes it back", async ({ page }) => {
  const live = await open(page);
  const grip = async (name: string) => {
    const box = await button(live, name).boundingBox();
    return { x: box!.x + box!.width / 2, top: box!.y + 3, middle: box!.y + box!.height / 2 };
  };
  await button(live, "Move layer 2, ReLU").scrollIntoViewIfNeeded();
  const [from, to] = [await grip("Move layer 2, ReLU"), await grip("Move layer 1, Linear")];
  await page.mouse.move(from.x, from.middle);
  await page.mouse.down();
  await page.mouse.move(to.x, to.top, { steps: 4 });
  await expect(live.locator(".layer.drop-before")).toHaveAttribute("data-path", "0");
  await page.mouse.up();
  await expect.poll(() => network(live)).toBe("ReLU Linear32 Linear10");
  await button(live, "Undo").click();
  await expect.poll(() => network(live)).toBe("Linear32 ReLU Linear10");
});

test("a layer that does not fit says so where it stands, while the last network trains on", async ({ page }) => {
  const live = await open(page);
  await call(live, "play");
  await choice(live, "New layer").selectOption("Conv2d");
  await button(live, "Add layer").click();
  const wrong = live.locator(".layer.wrong");
  await expect(wrong).toHaveAttribute("data-path", "2");
  await expect(wrong.locator(".layer-problem")).toHaveText(
    "Conv2d expected images (channels, height, width), got (32,)",
  );
  expect(await network(live)).toBe("Linear32 ReLU Linear10");
  const { step } = await snapshot(live);
  await reachStep(live, step + 20);
  // What is typed meanwhile is not overwritten by the next frame.
  const { step: typed } = await snapshot(live);
  await number(live, "batch_size").fill("16");
  await reachStep(live, typed + 20);
  await expect(number(live, "batch_size")).toHaveValue("16");
  await button(live, "convolutions").click();
  await expect(wrong).toHaveCount(0);
  await expect.poll(() => network(live)).toBe("Conv2d ReLU MaxPool2d Conv2d ReLU MaxPool2d Flatten Linear10");
  await reachStep(live, 2);
  await expect.poll(() => titles(live)).toEqual(["Loss", "What each layer makes of an image", "Validation accuracy"]);
  await call(live, "pause");
});

test("a goal is met, told, and remembered on the next visit", async ({ page }) => {
  const live = await open(page);
  const met = live.evaluate(
    (element) =>
      new Promise<{ label: string; met: boolean }>((resolve) => {
        element.addEventListener("livefig:goal", (event) => resolve((event as CustomEvent).detail.goal), {
          once: true,
        });
      }),
  );
  await choice(live, "Data").selectOption("noisy_sine");
  await expect(choice(live, "Loss")).toHaveValue("MSELoss");
  await live.locator(".layer-name").first().click();
  await number(live, "out_features").fill("8");
  await page.keyboard.press("Enter");
  await number(live, "lr").fill("0.02");
  await page.keyboard.press("Enter");
  await expect.poll(() => live.evaluate((element) => (element as Built).program.optimizer.lr)).toBe(0.02);
  await expect.poll(() => titles(live)).toEqual(["Loss", "What it predicts"]);
  await call(live, "step", 2000);
  expect(await met).toMatchObject({ label: /noisy sine/, met: true });
  await expect(live.locator(".builder-goals .met")).toHaveText(/noisy sine.* reached at step \d+/);
  await call(live, "reset");
  await expect(live.locator(".builder-goals .met")).toHaveText(/reached before/);
  await page.goto(lessonPath);
  const again = await figure(page, "16");
  await expect(again.locator(".builder-goals .met")).toHaveText(/noisy sine.*reached before/);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

  test("a layer is dragged by touch, everything fits, and axe finds nothing", async ({ page }) => {
    test.slow(); // axe looks at every element of a long page
    const live = await open(page);
    await button(live, "Move layer 1, Linear").scrollIntoViewIfNeeded();
    const at = async (name: string) => (await button(live, name).boundingBox())!;
    const [from, to] = [await at("Move layer 2, ReLU"), await at("Move layer 1, Linear")];
    for (const { width, height } of [from, to, await at("Remove layer 1, Linear"), await at("Add layer")]) {
      expect(width).toBeGreaterThanOrEqual(44);
      expect(height).toBeGreaterThanOrEqual(44);
    }
    const touch = await page.context().newCDPSession(page);
    const send = (type: "touchStart" | "touchMove" | "touchEnd", y?: number) =>
      touch.send("Input.dispatchTouchEvent", { type, touchPoints: y === undefined ? [] : [{ x: from.x + 20, y }] });
    await send("touchStart", from.y + from.height / 2);
    await send("touchMove", from.y - 10);
    await send("touchMove", to.y + 4);
    await send("touchEnd");
    await expect.poll(() => network(live)).toBe("ReLU Linear32 Linear10");
    // Not a tap: so soon after the drag, two touches would be a double tap.
    await live.locator(".layer-name").nth(1).click();
    await number(live, "out_features").fill("0");
    await page.keyboard.press("Enter");
    await expect(live.locator(".layer-problem")).toHaveText("out_features: must be at least 1, got 0");
    await expect(number(live, "out_features")).toHaveAttribute("aria-invalid", "true");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const { violations } = await new AxeBuilder({ page }).include('live-figure[src*="/16-"]').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});
