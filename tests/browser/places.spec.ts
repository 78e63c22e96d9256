/** Where a figure trains when a page allows it less: a blob worker, the main thread, or nothing but its static picture. */
import { expect, type Page, type Route, test } from "@playwright/test";
import { call, figure, lessonPath, reachStep, snapshot } from "./lesson.js";

const worker = "**/livefig-worker.js";

/** The numbers that Fig. 08 makes by step 20, wherever it trains. */
async function trained(page: Page) {
  const live = await figure(page, "08");
  await call(live, "step", 20);
  return (await snapshot(live)).runs.map(({ loss }) => loss);
}

async function undisturbed(page: Page) {
  await page.goto(lessonPath);
  return trained(page);
}

for (const [why, hinder] of [
  ["its script cannot be loaded", (page: Page) => page.route(worker, (route) => route.abort())],
  ["the policy forbids every worker", (page: Page) => page.route(`**/${lessonPath}`, forbidWorkers)],
] as const) {
  test(`the main thread trains the same numbers where ${why}`, async ({ page }) => {
    const expected = await undisturbed(page);
    await hinder(page);
    await page.goto(lessonPath);
    expect(await trained(page)).toEqual(expected);
    expect(page.workers()).toHaveLength(0);
    const live = await figure(page, "08");
    await call(live, "play");
    await reachStep(live, 40);
  });
}

async function forbidWorkers(route: Route): Promise<void> {
  const response = await route.fetch();
  const policy = response.headers()["content-security-policy"].replace(/worker-src[^;]*/, "worker-src 'none'");
  await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
}

test("from another origin the worker is a blob", async ({ page, baseURL }) => {
  const expected = await undisturbed(page);
  const elsewhere = "http://files.example";
  // The other origin: the same files, with the word that lets modules and fetches cross.
  await page.route(`${elsewhere}/**`, async (route) => {
    const response = await route.fetch({
      url: route
        .request()
        .url()
        .replace(elsewhere, baseURL?.replace(/\/$/, "") ?? ""),
    });
    await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
  });
  await page.route(`**/${lessonPath}`, async (route) => {
    const response = await route.fetch();
    const { "content-security-policy": _, ...headers } = response.headers();
    const body = (await response.text())
      .replaceAll("<live-figure ", `<live-figure base="${elsewhere}/" `)
      // It starts a worker of the page's own before any figure is there.
      .replace(/<script[^>]*early\.js[^>]*><\/script>/, "");
    await route.fulfill({ response, headers, body });
  });
  await page.goto(lessonPath);
  expect(await trained(page)).toEqual(expected);
  expect(page.workers().length).toBeGreaterThan(0);
  for (const one of page.workers()) expect(one.url()).toMatch(/^blob:/);
});

for (const [missing, script, words] of [
  ["WebAssembly", "delete globalThis.WebAssembly", /WebAssembly/],
  ["SIMD", "WebAssembly.validate = () => false", /SIMD/],
] as const) {
  test(`without ${missing} the static picture stays, with the reason`, async ({ page }) => {
    await page.addInitScript(script);
    await page.goto(lessonPath);
    const live = page.locator('live-figure[src*="/04-"]');
    await live.scrollIntoViewIfNeeded();
    await expect(live).toHaveAttribute("status", "failed");
    await expect(live.getByText(words).first()).toBeVisible();
    await expect(live.locator("svg").first()).toBeVisible();
  });
}
