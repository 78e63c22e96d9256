/** A reader who comes back without a network, and one who comes back after the site has changed. */
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { createStaticServer, listen } from "../../scripts/serve.mjs";
import { call, reachStep } from "../browser/lesson.js";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const lesson = "deep-learning-basics/";
let folder: string;
let server: Server;
let site: string;

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "livefig-site-"));
  cpSync(dist, folder, { recursive: true });
  server = createStaticServer(folder);
  site = await listen(server, 0);
});
test.afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function trains(page: Page): Promise<void> {
  const live = page.locator('live-figure[src*="/04-"]');
  await live.scrollIntoViewIfNeeded();
  await expect(live).toHaveAttribute("status", "ready", { timeout: 15_000 });
  await call(live, "play");
  await reachStep(live, 10);
}

/** The first visit, until all is kept. */
async function visit(page: Page): Promise<void> {
  await page.goto(site + lesson);
  await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state));
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state))
    .toBe("activated");
}

/** Another heading, and the list of files that goes with it; or, for a host in the middle of a change, the list alone. */
function changeSite({ whole }: { whole: boolean }): void {
  const page = join(folder, lesson, "index.html");
  const before = readFileSync(page, "utf8");
  const after = before.replace(/<h1>[^<]*<\/h1>/, "<h1>Another build</h1>");
  expect(after).not.toBe(before);
  const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);
  const worker = join(folder, "service-worker.js");
  const list = readFileSync(worker, "utf8");
  expect(list).toContain(hash(before));
  writeFileSync(worker, list.replace(hash(before), hash(after)));
  if (whole) writeFileSync(page, after);
}

const worker = (page: Page, state: "waiting" | "installing") =>
  page.evaluate(async (which) => Boolean((await navigator.serviceWorker.getRegistration())?.[which]), state);

test("after one visit the lesson opens and trains without a network", async ({ page, context }) => {
  await visit(page);
  await context.setOffline(true);
  await page.reload();
  await trains(page);
  // Every page of the site, by its folder's address.
  await page.goto(site);
  await expect(page.locator("h1")).toBeVisible();
});

test("a changed site is taken whole, when a page is opened and not before", async ({ page }) => {
  await visit(page);
  await page.reload();
  const old = await page.locator("h1").textContent();
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  changeSite({ whole: true });
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect.poll(() => worker(page, "waiting")).toBe(true);
  // The reader goes on with the build that the page began with.
  expect(await page.evaluate(() => (window as never as { neverReloaded: boolean }).neverReloaded)).toBe(true);
  expect(await page.locator("h1").textContent()).toBe(old);
  await trains(page);

  await page.reload();
  await expect(page.locator("h1")).toHaveText("Another build");
  await trains(page);
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(1);
});

test("a host in the middle of a change leaves the reader the old site", async ({ page, context }) => {
  await visit(page);
  await page.reload();
  const old = await page.locator("h1").textContent();
  changeSite({ whole: false });
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update().catch(() => {}));
  await expect.poll(() => worker(page, "installing")).toBe(false);
  expect(await worker(page, "waiting")).toBe(false);
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator("h1")).toHaveText(old!);
  await trains(page);
});

test("a figure on another page leaves nothing behind", async ({ page }) => {
  writeFileSync(
    join(folder, "plain.html"),
    `<!doctype html><title>Plain</title><script type="module" src="livefig.js"></script>
<live-figure src="${lesson}figures/04-dropout.json"></live-figure>`,
  );
  await page.goto(`${site}plain.html`);
  await trains(page);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
