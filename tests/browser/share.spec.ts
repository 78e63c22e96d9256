/** Sharing: a link or an attribute brings the figure back by training to the same step; a broken one says so and harms nothing. */
import type { Page } from "@playwright/test";
import { call, expect, figure, figureAt, lessonPath, reachStep, snapshot, test } from "./lesson.js";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const link = (state: string, name = "04-dropout") => `${lessonPath}#livefig=${name}:${state}`;
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test("a shared link brings seed, values, step and losses back", async ({ page, browser }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  await live.evaluate((element) => element.setAttribute("seed", "12"));
  await live.getByRole("slider", { name: /dropout p/i }).fill("0.3");
  await call(live, "step", 60);
  const before = await snapshot(live);
  await live.getByRole("button", { name: "Share" }).click();
  await expect(live.getByText("Link copied")).toBeVisible();
  const shared = await clipboard(page);
  expect(shared).toContain("#livefig=04-dropout:1;seed=12;var.p=0.3;step=60");

  // Another reader, who has never been here.
  const other = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await other.goto(shared);
  const there = figureAt(other, "04");
  await reachStep(there, 60);
  await expect(there).toHaveAttribute("status", "paused");
  await expect(there).toBeInViewport();
  const after = await snapshot(there);
  expect(after).toMatchObject({ step: 60, seed: 12, variables: { p: 0.3 } });
  expect(after.runs).toEqual(before.runs);
  await other.context().close();
});

test("the state attribute does the same without a link, and anew when it changes", async ({ page }) => {
  await page.goto(lessonPath);
  await page.evaluate(() => {
    const element = document.createElement("live-figure");
    element.id = "placed";
    element.setAttribute("src", "figures/06-l2.json");
    element.setAttribute("state", "1;var.lambda=0.01;step=30");
    document.querySelector("main")?.prepend(element);
    scrollTo(0, 0);
  });
  const live = page.locator("#placed");
  await reachStep(live, 30);
  expect(await snapshot(live)).toMatchObject({ step: 30, variables: { lambda: 0.01 } });
  await live.evaluate((element) => element.setAttribute("state", "1;seed=3;step=10"));
  await expect.poll(async () => (await snapshot(live)).step).toBe(10);
  expect(await snapshot(live)).toMatchObject({ seed: 3, variables: { lambda: 0 } });
});

for (const [name, state, said] of [
  ["a broken one", "%%%", "it cannot be read"],
  ["one of another version", "9;pin=1", "its version is not known here"],
  ["a value beyond its control", "1;var.p=7", "“p” cannot be 7"],
  ["a step beyond the end", "1;step=999999", "from 0 to 1100"],
  ["a variable that is none", "1;var.__proto__=1", "no variable “__proto__”"],
  ["a program that cannot run", `1;program=${btoa('{"model":[{"type":"Exec"}]}')};step=5`, "data: is required"],
] as const) {
  test(`a hostile link, ${name}: the figure as it comes and a message`, async ({ page }) => {
    await page.goto(link(state));
    const live = figureAt(page, "04");
    await expect(live.locator(".note")).toContainText("The state in this link was not used", { timeout: 15_000 });
    await expect(live.locator(".note")).toContainText(said);
    expect(await snapshot(live)).toMatchObject({ step: 0, seed: 3, variables: { p: 0.5, width: 128 } });
    await call(live, "step", 2);
    expect((await snapshot(live)).step).toBe(2);
  });
}

test("a fragment that is no link at all leaves the page alone", async ({ page }) => {
  await page.goto(`${lessonPath}#livefig=%E0%A4:1;seed=4`);
  await figure(page, "02");
  await page.goto(`${lessonPath}#%E0%A4`);
  expect(await snapshot(await figure(page, "02"))).toMatchObject({ step: 0, seed: 7 });
});

test("another link in the same page is followed, and a pause ends the way there", async ({ page }) => {
  await page.goto(lessonPath);
  await figure(page, "02");
  await page.evaluate(() => {
    location.hash = "#livefig=06-l2:1;var.noise=0.1;step=20";
  });
  const live = figureAt(page, "06");
  await expect(live).toBeInViewport({ timeout: 15_000 });
  await reachStep(live, 20);
  expect(await snapshot(live)).toMatchObject({ step: 20, variables: { noise: 0.1 } });

  await page.evaluate(() => {
    location.hash = "#livefig=06-l2:1;var.noise=0.2;step=1000";
  });
  await expect(live.locator(".note")).toContainText("training to step 1000");
  await call(live, "pause");
  await expect(live.locator(".note")).toHaveCount(0);
  const { step } = await snapshot(live);
  expect(step).toBeLessThan(1000);
});

test("a reload keeps what was done since, where the address names the figure", async ({ page }) => {
  await page.goto(link("1;step=5", "06-l2"));
  const live = figureAt(page, "06");
  await reachStep(live, 5);
  await live.getByRole("slider", { name: "noise" }).fill("0.5");
  await call(live, "step", 7);
  await expect(page).toHaveURL(/#livefig=06-l2:1;var\.noise=0\.5;step=7$/);
  const before = await snapshot(live);
  await page.reload();
  await reachStep(live, 7);
  expect((await snapshot(live)).runs).toEqual(before.runs);
});

test("where the clipboard is closed, the link stands selected in a field", async ({ page }) => {
  await page.goto(lessonPath);
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  const live = await figure(page, "06");
  await live.getByRole("button", { name: "Share" }).click();
  const field = live.getByRole("textbox", { name: "Link to this state" });
  await expect(field).toBeFocused();
  const selected = await field.evaluate((input: HTMLInputElement) => input.selectionEnd! - input.selectionStart!);
  expect(selected).toBe((await field.inputValue()).length);
  expect(await field.inputValue()).toMatch(/#livefig=06-l2:1$/);
});
