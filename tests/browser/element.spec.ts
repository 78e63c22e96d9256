/** <live-figure> itself: attributes, properties, events, its own keys, and what it says to those who do not see it. */
import type { Locator, Page } from "@playwright/test";
import { call, expect, figure, lessonPath, reachStep, snapshot, test } from "./lesson.js";

/** Records the figure's events from now on; `names` gives them back in order. */
async function recordEvents(live: Locator): Promise<() => Promise<string[]>> {
  await live.evaluate((element) => {
    const seen: string[] = [];
    (element as unknown as { seen: string[] }).seen = seen;
    for (const name of ["ready", "step", "change", "error"]) {
      document.addEventListener(`livefig:${name}`, (event) => {
        if (event.composedPath()[0] === element) seen.push(`${name} ${(event as CustomEvent).detail.step}`);
      });
    }
  });
  return () => live.evaluate((element) => (element as unknown as { seen: string[] }).seen);
}

/** A figure of our own in an otherwise empty part of the page. */
async function placeFigure(page: Page, attributes: Record<string, string>, child = ""): Promise<Locator> {
  await page.goto(lessonPath);
  await page.evaluate(
    ([given, inner]) => {
      const element = document.createElement("live-figure");
      for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
      element.innerHTML = inner;
      element.id = "placed";
      document.querySelector("main")?.prepend(element);
      scrollTo(0, 0);
    },
    [attributes, child] as const,
  );
  return page.locator("#placed");
}

const dropout = "figures/04-dropout.json";

test("src, seed and autoplay: it is ready, plays, and its events carry the snapshot", async ({ page }) => {
  const live = await placeFigure(page, { src: dropout, seed: "11", autoplay: "" });
  await expect(live).toHaveAttribute("status", "running");
  const taken = await reachStep(live, 5);
  expect(taken).toMatchObject({ seed: 11, suspended: false });
  const names = await recordEvents(live);
  await call(live, "pause");
  await call(live, "step", 3);
  await expect.poll(names).toContain(`step ${(await snapshot(live)).step}`);
});

test("a play that comes before the figure is ready counts", async ({ page }) => {
  await page.goto(lessonPath);
  const step = await page.evaluate(async (src) => {
    const element = document.createElement("live-figure") as HTMLElement & { play(): Promise<void> };
    element.id = "placed";
    const played = element.play();
    element.setAttribute("src", src);
    document.querySelector("main")?.prepend(element);
    scrollTo(0, 0);
    await played;
    return element.getAttribute("status");
  }, dropout);
  expect(step).toBe("running");
  await reachStep(page.locator("#placed"), 3);
});

test("a spec that cannot be read leaves the picture and says why", async ({ page, complaints }) => {
  const live = await placeFigure(page, { src: "figures/none.json" }, "<p>the picture</p>");
  await expect(live).toHaveAttribute("status", "failed");
  await expect(live.getByText("the picture")).toBeVisible();
  await expect(live.getByText(/figures\/none\.json could not be read: 404/)).toBeVisible();
  // The browser itself notes the missing file.
  expect(complaints.filter((text) => !/404/.test(text))).toEqual([]);
  complaints.length = 0;
});

test("its own keys: space plays and pauses, s steps, r resets; a slider keeps its arrows", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  const slider = live.getByRole("slider", { name: /dropout p/i });
  await slider.focus();
  await page.keyboard.press("s");
  await expect.poll(async () => (await snapshot(live)).step).toBe(1);
  await page.keyboard.press("Space");
  await expect(live).toHaveAttribute("status", "running");
  await reachStep(live, 10);
  await page.keyboard.press("Space");
  await expect(live).toHaveAttribute("status", "paused");
  const value = await slider.inputValue();
  await page.keyboard.press("ArrowRight");
  expect(Number(await slider.inputValue())).toBeGreaterThan(Number(value));
  await page.keyboard.press("r");
  await expect.poll(async () => (await snapshot(live)).step).toBe(0);
});

test("a live value goes on, one that needs a new run starts over and plays on", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  const names = await recordEvents(live);
  await call(live, "step", 30);
  await live.getByRole("slider", { name: /dropout p/i }).press("ArrowLeft");
  await expect.poll(names).toContain("change 30");
  expect((await snapshot(live)).step).toBe(30);
  await call(live, "play");
  await reachStep(live, 40);
  const width = live.getByRole("slider", { name: /width/i });
  await width.press("ArrowLeft");
  await expect.poll(async () => (await names()).some((name) => name === "change 0")).toBe(true);
  await expect(live).toHaveAttribute("status", "running");
  await reachStep(live, 5);
});

test("a new seed gives other numbers, the old one the same again", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await call(live, "step", 10);
  const first = await snapshot(live);
  await live.getByRole("button", { name: "New seed" }).click();
  await expect.poll(async () => (await snapshot(live)).step).toBe(0);
  await call(live, "step", 10);
  expect((await snapshot(live)).runs[0].loss).not.toBe(first.runs[0].loss);
  await live.evaluate((element) =>
    element.setAttribute("seed", String((element as never as { snapshot: { seed: number } }).snapshot.seed - 1)),
  );
  await expect.poll(async () => (await snapshot(live)).step).toBe(0);
  await call(live, "step", 10);
  expect((await snapshot(live)).runs).toEqual(first.runs);
});

test("every drawing states its numbers, and no element carries a style attribute", async ({ page }) => {
  await page.goto(lessonPath);
  for (const number of ["04", "06", "10"]) {
    const live = await figure(page, number);
    await call(live, "step", 20);
    const drawings = live.getByRole("img");
    expect(await drawings.count()).toBeGreaterThan(1);
    for (const drawing of await drawings.all()) expect(await drawing.getAttribute("aria-label")).toMatch(/\d/);
    const styled = await live.evaluate((element) => element.shadowRoot!.querySelectorAll("[style]:not(canvas)").length);
    expect(styled).toBe(0);
  }
});

test("the readout is announced when the figure rests, not at every frame", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  await call(live, "step", 20);
  const readout = live.locator(".readout");
  await expect(readout).toHaveText(/^Validation loss \d\.\d\d with dropout, \d\.\d\d without/);
  await expect(live.locator('[role="status"].unseen')).toHaveText((await readout.textContent()) ?? "");
});

test("the theme attribute goes over the system's and repaints", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  const look = () =>
    live.evaluate((element) => {
      const canvas = element.shadowRoot!.querySelector("canvas")!;
      return {
        ink: getComputedStyle(element.shadowRoot!.querySelector("figure")!).color,
        picture: canvas.toDataURL().length,
        data: canvas.toDataURL(),
      };
    });
  const light = await look();
  await live.evaluate((element) => element.setAttribute("theme", "dark"));
  await expect.poll(async () => (await look()).data).not.toBe(light.data);
  expect((await look()).ink).not.toBe(light.ink);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
  test("every target is large enough for a finger", async ({ page }) => {
    await page.goto(lessonPath);
    const live = await figure(page, "04");
    const small = await live.evaluate((element) =>
      [...element.shadowRoot!.querySelectorAll("button, select, summary, input")]
        .map((target) => ({ name: target.outerHTML.slice(0, 60), box: target.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 24 || box.height < 24)
        .map(({ name }) => name),
    );
    expect(small).toEqual([]);
  });
});
