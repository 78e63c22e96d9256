/** `npm run bench`: the engine's rates in one Chromium, page start-up and download sizes, as Markdown and JSON. */
import { createReadStream, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, totalmem } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { learners } from "./workloads.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const rounds = Number(process.env.ROUNDS ?? 5);
const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** dist/ with the bench page beside it, so that the engine is loaded as any page would. */
function serve() {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    if (path === "/bench/") {
      response.setHeader("content-type", "text/html");
      response.end('<!doctype html><title>…</title><script type="module" src="in_page.mjs"></script>');
      return;
    }
    const file = path.startsWith("/bench/")
      ? join(here, path.slice(7))
      : join(dist, path.endsWith("/") ? `${path}index.html` : path);
    const stream = createReadStream(file);
    stream.on("open", () => response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream"));
    stream.on("open", () => stream.pipe(response));
    stream.on("error", () => response.writeHead(404).end());
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const round3 = (value) => Number(value.toPrecision(3));

function spread(values) {
  return { median: round3(median(values)), min: round3(Math.min(...values)), max: round3(Math.max(...values)) };
}

async function engineRates(browser, origin) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(`${origin}/bench/`);
  await page.waitForFunction(() => document.title === "ready");
  const names = await page.evaluate(() => window.bench.workloads);
  const rates = Object.fromEntries(names.map((name) => [name, []]));
  for (let i = 0; i < rounds; i++) {
    for (const name of names) rates[name].push((await page.evaluate((n) => window.bench.round(n), name)).rate);
  }
  const products = {};
  for (const n of [256, 512]) {
    const values = [];
    for (let i = 0; i < rounds; i++) values.push((await page.evaluate((size) => window.bench.matmul(size), n)).gflops);
    products[`matmul ${n}³`] = spread(values);
  }
  const learned = {};
  for (const name of Object.keys(learners)) learned[name] = await page.evaluate((n) => window.bench.learn(n), name);
  await page.close();
  return { rates: Object.fromEntries(names.map((name) => [name, spread(rates[name])])), products, learned };
}

/** Navigation to the first trained step of the lesson's first figure, cold cache each time. */
async function firstStep(browser, origin) {
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    await context.addInitScript(() => {
      document.addEventListener("livefig:ready", (event) => event.target.step(1));
      document.addEventListener("livefig:step", (event) => {
        if (event.detail.step > 0) window.firstStep ??= performance.now();
      });
    });
    const page = await context.newPage();
    // A new window loads pages of Chromium's own (the address bar is one): they are no part of the navigation.
    await page.waitForTimeout(700);
    // The figure trains when it is seen: the lesson is opened at the figure, as a deep link would.
    await page.goto(`${origin}/deep-learning-basics/#fig-02`);
    await page.waitForFunction(() => window.firstStep !== undefined, undefined, { timeout: 20_000 });
    times.push(await page.evaluate(() => window.firstStep));
    await context.close();
  }
  return spread(times);
}

/** The longest main-thread task while each figure trains for two seconds, after its first drawing. */
async function mainThread(browser, origin) {
  const longest = {};
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${origin}/deep-learning-basics/`);
  for (const name of await page.evaluate(() =>
    [...document.querySelectorAll("live-figure")].map((f) => f.getAttribute("src")),
  )) {
    const figure = page.locator(`live-figure[src="${name}"]`);
    await figure.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      (src) => document.querySelector(`live-figure[src="${src}"]`).getAttribute("status") === "ready",
      name,
    );
    longest[name] = await figure.evaluate(async (element) => {
      await element.step(1);
      const seen = [0];
      const observer = new PerformanceObserver((list) =>
        seen.push(...list.getEntries().map((entry) => entry.duration)),
      );
      observer.observe({ type: "longtask" });
      await element.play();
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await element.pause();
      observer.disconnect();
      return Math.max(...seen);
    });
  }
  await page.close();
  return longest;
}

function sizes() {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && [".wasm", ".js", ".bin", ".css"].includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return Object.fromEntries(
    files.map((file) => [file.slice(dist.length), gzipSync(readFileSync(file), { level: 9 }).length]),
  );
}

function markdown(report) {
  const lines = [
    `Measured ${report.date} in ${report.browser} on ${report.machine}; medians of ${rounds} rounds.`,
    "",
    "| workload (float32, Adam, one thread) | steps/s | min–max |",
    "|---|---:|---:|",
  ];
  for (const [name, { median, min, max }] of Object.entries(report.rates))
    lines.push(`| ${name} | ${median} | ${min}–${max} |`);
  for (const [name, { median, min, max }] of Object.entries(report.products)) {
    lines.push(`| ${name} | ${median} GFLOP/s | ${min}–${max} |`);
  }
  lines.push("", "| learns | goal | reached |", "|---|---|---|");
  for (const [name, { seconds, step, accuracy }] of Object.entries(report.learned)) {
    const goal = learners[name];
    lines.push(
      `| ${name} | ${goal.accuracy * 100}% within ${goal.seconds} s | ${(accuracy * 100).toFixed(1)}% after ${seconds.toFixed(2)} s, ${step} steps |`,
    );
  }
  lines.push(
    "",
    `Navigation to the first trained step of the lesson: ${report.firstStep.median} ms (${report.firstStep.min}–${report.firstStep.max}).`,
  );
  const tasks = Object.entries(report.longestTask).map(
    ([name, ms]) => `${name.replace(/^.*\/|\.json$/g, "")} ${ms ? `${Math.round(ms)} ms` : "none"}`,
  );
  lines.push("", `Main-thread tasks over 50 ms while a figure trains, the longest: ${tasks.join(", ")}.`);
  return lines.join("\n");
}

const server = await serve();
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const report = {
  date: new Date().toISOString().slice(0, 10),
  browser: `Chromium ${browser.version()}`,
  machine: `${cpus()[0].model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  ...(await engineRates(browser, origin)),
  firstStep: await firstStep(browser, origin),
  longestTask: await mainThread(browser, origin),
  gzippedBytes: sizes(),
};
await browser.close();
server.close();
console.log(markdown(report));
writeFileSync(join(here, "results.json"), `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(join(here, "results.md"), `${markdown(report)}\n`);
