/** Download and cold start: from navigation to the first W1 step, in a fresh context each time, pages in turn. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { median, spread } from "./spread.mjs";

/** Page → its bundle's name; the order of a round. */
export const starts = {
  "by hand": "by_hand",
  engine: "engine",
  "tfjs wasm": "tfjs",
  "jax-js": "jax",
};
const inlineBytes = 10_000;

/** A new window loads pages of Chromium's own (the address bar is one): they are no part of the navigation. */
export const settleMilliseconds = 700;

/** Scripts that the engine's entry imports at once: a careful page names them, so that they load side by side. */
function enginePreloads(dist) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file) || !existsSync(join(dist, file))) return;
    seen.add(file);
    const text = readFileSync(join(dist, file), "utf8");
    for (const [, next] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) visit(next);
  };
  visit("engine.js");
  const scripts = [...seen].map((file) => `<link rel="modulepreload" href="/${file}">`);
  return `<link rel="preload" href="/livefig.wasm" as="fetch" crossorigin>${scripts.join("")}`;
}

/** The HTML of each start page. A small script stands in the page itself, a large one is a file. */
export function startPages(bundles, dist) {
  const page = ([name, bundle]) => {
    const script = readFileSync(join(bundles, `${bundle}.js`), "utf8");
    const alone = script.length < inlineBytes && !/from\s*["']\.\//.test(script);
    const tag = alone
      ? `<script type="module">${script}</script>`
      : `<script type="module" src="/start/${bundle}.js"></script>`;
    const head = name === "engine" ? enginePreloads(dist) : "";
    return [`/start/${bundle}.html`, `<!doctype html><title>${name}</title>${head}${tag}`];
  };
  return Object.fromEntries(Object.entries(starts).map(page));
}

/** Milliseconds on the page's own clock, which starts with the navigation. */
async function coldStart(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.waitForTimeout(settleMilliseconds);
  let broken = null;
  page.on("pageerror", (error) => {
    broken ??= error;
  });
  await page.goto(url);
  await page
    .waitForFunction(() => window.firstStep !== undefined, undefined, { timeout: 20_000 })
    .catch((error) => {
      throw broken ?? error;
    });
  const time = await page.evaluate(() => window.firstStep);
  await context.close();
  return time;
}

export async function measureStarts({ browser, server, rounds }) {
  const times = Object.fromEntries(Object.keys(starts).map((name) => [name, []]));
  const results = {};
  for (let round = -1; round < rounds; round++) {
    for (const [name, bundle] of Object.entries(starts)) {
      server.sent.length = 0;
      const time = await coldStart(browser, `${server.origin}/start/${bundle}.html`);
      if (round < 0) {
        // The first visit counts the bytes, and wakes the browser.
        const files = server.sent.filter(({ path }) => path !== "/favicon.ico");
        results[name] = {
          bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
          files: files.map(({ path }) => path),
        };
      } else times[name].push(time);
    }
  }
  for (const [name, list] of Object.entries(times)) {
    results[name].milliseconds = spread(list);
    results[name].timesByHand = median(list.map((time, i) => time / times["by hand"][i]));
  }
  return results;
}
