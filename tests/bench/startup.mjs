/** Download and cold start: from navigation to the first W1 step, in a fresh context each time, pages in turn. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { launchBare } from "./bare_chromium.mjs";
import { median, spread } from "./spread.mjs";

/** Page → its bundle's name; the order of a round. */
export const starts = {
  "by hand": "by_hand",
  "by hand, and livefig.wasm compiled": "floor",
  engine: "engine",
  "tfjs wasm": "tfjs",
  "jax-js": "jax",
};

/** A page that is in a hurry compiles the engine while its script is on its way (web/site/docs/headless.html). */
const early = '<script>livefigModule = WebAssembly.compileStreaming(fetch("/livefig.wasm"));</script>';
const heads = { floor: early, engine: early };

/** The HTML of each start page. */
function startPages() {
  const page = ([name, bundle]) => {
    const tag = `<script type="module" src="/start/${bundle}.js"></script>`;
    return [`/start/${bundle}.html`, `<!doctype html><title>${name}</title>${tag}${heads[bundle] ?? ""}`];
  };
  return Object.fromEntries(Object.entries(starts).map(page));
}

async function startServer(mounts) {
  const file = fileURLToPath(new URL("start_server.mjs", import.meta.url));
  const child = fork(file, [JSON.stringify({ mounts, pages: startPages() })]);
  const server = { files: [], reported: () => {}, close: () => child.kill() };
  server.origin = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the start pages' server ended with ${code}`)));
    child.on("message", ({ origin, file, report }) => {
      if (origin) resolve(origin);
      if (file) server.files.push(file);
      if (report) server.reported(report);
    });
  });
  return server;
}

/** Milliseconds on the page's own clock, which starts with the navigation. */
async function coldStart(browser, server, bundle, atRest) {
  const url = `${server.origin}/start/${bundle}.html`;
  let timer;
  const report = new Promise((resolve) => {
    server.reported = resolve;
    timer = setTimeout(() => resolve("it has not trained a step in 20 s"), 20_000);
  });
  const close = await browser.open(url, { atRest });
  const said = await report;
  clearTimeout(timer);
  await close();
  if (!(Number(said) > 0)) throw new Error(`${url}: ${said}`);
  return Number(said);
}

const timesOf = (list, other) => median(list.map((time, i) => time / other[i]));

/**
 * `cold`: opened as a link in a new tab, whose process starts with it; `rest`: in a tab that is there and idle.
 * `launch` says which Chromium, `mounts` what is served (serving.mjs).
 */
export async function measureStarts({ launch, mounts, rounds }) {
  const server = await startServer(mounts);
  let browser;
  const times = Object.fromEntries(Object.keys(starts).map((name) => [name, { cold: [], rest: [] }]));
  const results = {};
  try {
    browser = await launchBare(launch);
    for (let round = -1; round < rounds; round++) {
      for (const [name, bundle] of Object.entries(starts)) {
        server.files.length = 0;
        const cold = await coldStart(browser, server, bundle, false);
        const files = server.files.filter(({ path }) => path !== "/favicon.ico");
        const rest = await coldStart(browser, server, bundle, true);
        if (round < 0) {
          // The first visit counts the bytes, and wakes the browser.
          results[name] = {
            bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
            files: files.map(({ path }) => path),
          };
        } else {
          times[name].cold.push(cold);
          times[name].rest.push(rest);
        }
      }
    }
  } finally {
    await browser?.close();
    server.close();
  }
  for (const [name, { cold, rest }] of Object.entries(times)) {
    results[name].milliseconds = spread(cold);
    results[name].timesByHand = timesOf(cold, times["by hand"].cold);
    results[name].restMilliseconds = spread(rest);
    results[name].restTimesByHand = timesOf(rest, times["by hand"].rest);
  }
  return results;
}
