/** Download and cold start: from navigation to the first W1 step, in a fresh context each time, pages in turn. */
import { median, spread } from "./spread.mjs";

/** Page → its bundle's name; the order of a round. */
export const starts = {
  "by hand": "by_hand",
  "by hand, and livefig.wasm compiled": "floor",
  engine: "engine",
  "tfjs wasm": "tfjs",
  "jax-js": "jax",
};

/** A new window loads pages of Chromium's own (the address bar is one): they are no part of the navigation. */
export const settleMilliseconds = 700;

/** A page that is in a hurry compiles the engine while its scripts are on their way (web/site/docs/headless.html). */
const early = '<script>livefigModule = WebAssembly.compileStreaming(fetch("/livefig.wasm"));</script>';
const heads = { floor: early, engine: `<link rel="modulepreload" href="/engine.js">${early}` };

/** The HTML of each start page. */
export function startPages() {
  const page = ([name, bundle]) => {
    const tag = `<script type="module" src="/start/${bundle}.js"></script>`;
    return [`/start/${bundle}.html`, `<!doctype html><title>${name}</title>${tag}${heads[bundle] ?? ""}`];
  };
  return Object.fromEntries(Object.entries(starts).map(page));
}

/**
 * `page`: milliseconds on the page's own clock, which starts with the navigation, in a tab that has come to rest.
 * `tab`: the same from the wish for a new tab, in which the browser is still busy with itself, as a reader meets it.
 */
async function coldStart(browser, url, settle) {
  const context = await browser.newContext();
  const wished = Date.now();
  const page = await context.newPage();
  if (settle) await page.waitForTimeout(settleMilliseconds);
  let broken = null;
  page.on("pageerror", (error) => {
    broken ??= error;
  });
  const said = page.waitForEvent("console", {
    predicate: (message) => message.text().startsWith("first step"),
    timeout: 20_000,
  });
  await page.goto(url, { waitUntil: "commit" });
  const [firstStep, firstStepAt] = await said.then(
    (message) => message.text().split(" ").slice(2).map(Number),
    (error) => {
      throw broken ?? error;
    },
  );
  await context.close();
  return { page: firstStep, tab: firstStepAt - wished };
}

const timesOf = (list, other) => median(list.map((time, i) => time / other[i]));

export async function measureStarts({ browser, server, rounds }) {
  const times = Object.fromEntries(Object.keys(starts).map((name) => [name, { page: [], tab: [] }]));
  const results = {};
  for (let round = -1; round < rounds; round++) {
    for (const [name, bundle] of Object.entries(starts)) {
      server.sent.length = 0;
      const url = `${server.origin}/start/${bundle}.html`;
      const { page } = await coldStart(browser, url, true);
      const { tab } = await coldStart(browser, url, false);
      if (round < 0) {
        // The first visit counts the bytes, and wakes the browser.
        const files = server.sent.filter(({ path }) => path !== "/favicon.ico");
        results[name] = {
          bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) / 2, // it was asked for twice
          files: [...new Set(files.map(({ path }) => path))],
        };
      } else {
        times[name].page.push(page);
        times[name].tab.push(tab);
      }
    }
  }
  for (const [name, list] of Object.entries(times)) {
    results[name].milliseconds = spread(list.page);
    results[name].timesByHand = timesOf(list.page, times["by hand"].page);
    results[name].tabMilliseconds = spread(list.tab);
    results[name].tabTimesByHand = timesOf(list.tab, times["by hand"].tab);
  }
  return results;
}
