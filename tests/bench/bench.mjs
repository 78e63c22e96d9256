/**
 * `npm run bench`: the engine beside what else trains in a browser, and PyTorch, as Markdown and JSON.
 * `npm run bench -- W5 matmul` measures the parts whose names contain a word; only a full run writes results.* and
 * README's paragraph about speed.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { floorOf, stepCost } from "./cost.mjs";
import { headline, writeHeadline } from "./headline.mjs";
import { learners } from "./learners.mjs";
import { measureFirstStep, measureSmoothness } from "./lesson.mjs";
import { describeMachine, load } from "./machine.mjs";
import { bundlePages } from "./peers/install.mjs";
import { startPytorch } from "./peers/pytorch.mjs";
import { markdown } from "./report.mjs";
import { measureProduct, measureStress, measureWorkload } from "./rounds.mjs";
import { serve } from "./serving.mjs";
import { measureStarts, starts } from "./startup.mjs";
import { stresses } from "./stress.mjs";
import { workloads } from "./workloads.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const project = join(here, "../..");
const dist = join(project, "dist");
const built = join(project, "build/bench");
const rounds = Number(process.env.ROUNDS ?? 5);
const startRounds = Math.max(rounds, Number(process.env.STARTS ?? 9));
const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = (...names) => words.length === 0 || words.some((word) => names.join(" ").toLowerCase().includes(word));
const begin = Date.now();
const say = (text) => console.error(`[${Math.round((Date.now() - begin) / 1000)} s] ${text}`);

const startEntries = Object.values(starts).map((bundle) => [bundle, join(here, `start/${bundle}.mjs`)]);
await bundlePages({ bench: join(here, "in_page.mjs") }, join(built, "peers"));
await bundlePages(Object.fromEntries(startEntries), join(built, "start"));
const mounts = { "/peers/": join(built, "peers"), "/start/": join(built, "start"), "/": dist };
const server = await serve(mounts, {
  "/bench.html": '<!doctype html><title>…</title><script type="module" src="/peers/bench.js"></script>',
});
const launch = {
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
const browser = await chromium.launch(launch);
const pytorch = await startPytorch();
if (!pytorch) say("no PyTorch here: its columns stay empty");

/** A page of its own for each part, so that no peer's leftovers slow the next. */
async function withPage(work) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(`${server.origin}/bench.html`);
  await page.waitForFunction(() => document.title === "ready", undefined, { timeout: 60_000 });
  try {
    return await work(page);
  } finally {
    await page.close();
  }
}

/** How near a measured rate comes to the floor of its arithmetic, with the peaks of this very machine. */
async function boundOf(page, program, rate) {
  const cost = stepCost(program);
  const peaks = await page.evaluate((bytes) => window.bench.best(bytes), cost.bytes);
  const floor = floorOf(cost, peaks);
  const share = floor.seconds * rate;
  return {
    ...cost,
    peaks,
    gflops: (cost.flops * rate) / 1e9,
    // Where the arithmetic explains less than a third of the time, calls and loops over short rows do.
    bound: share < 1 / 3 ? `fixed cost (${floor.bound} under it)` : floor.bound,
    floorMicroseconds: 1e6 * floor.seconds,
    microseconds: 1e6 / rate,
    share,
  };
}

const report = {
  date: new Date().toISOString().slice(0, 10),
  browser: `Chromium ${browser.version()}`,
  pytorch: pytorch?.version,
  machine: describeMachine(),
  rounds,
  load: { before: load() },
  ...{ rates: {}, bounds: {}, products: {}, stresses: {}, learned: {} },
};
const failures = [];

/** One part of the bench; the others go on when it fails, and the failure is told at the end. */
async function part(name, work) {
  say(name);
  try {
    await work();
  } catch (error) {
    failures.push(name);
    say(`${name} failed: ${error.stack}`);
  }
}

for (const [name, workload] of Object.entries(workloads)) {
  if (!chosen(name)) continue;
  await part(name, async () => {
    report.rates[name] = await measureWorkload({ withPage, pytorch, name, workload, rounds, say });
    const { median } = report.rates[name].engine.rate;
    report.bounds[name] = await withPage((page) => boundOf(page, workload.program(), median));
  });
}
for (const n of [256, 512]) {
  const name = `matmul ${n}³`;
  if (!chosen(name)) continue;
  await part(name, async () => {
    report.products[name] = await withPage((page) => measureProduct({ page, n, rounds }));
  });
}
for (const name of Object.keys(stresses)) {
  if (!chosen("subnormals", name)) continue;
  await part(name, async () => {
    report.stresses[name] = await withPage((page) => measureStress({ page, name, rounds: 3 * rounds }));
  });
}
for (const name of Object.keys(learners)) {
  if (!chosen("learns", name)) continue;
  await part(name, async () => {
    report.learned[name] = await withPage((page) => page.evaluate((n) => window.bench.learn(n), name));
  });
}
if (chosen("start", "download")) {
  await part("download and cold start", async () => {
    report.starts = await measureStarts({ launch, mounts, rounds: startRounds });
  });
}
if (chosen("lesson")) {
  await part("the lesson's page", async () => {
    const firstStep = await measureFirstStep({ browser, server, rounds });
    report.lesson = { firstStep, figures: await measureSmoothness({ browser, server }) };
  });
}
await browser.close();
server.close();
pytorch?.stop();
report.load.after = load();
console.log(markdown(report));
if (failures.length > 0) {
  console.log(`FAILED: ${failures.join("; ")}; results.md and results.json are left as they are`);
  process.exitCode = 1;
} else if (words.length === 0) {
  writeFileSync(join(here, "results.json"), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(here, "results.md"), markdown(report));
  writeHeadline(join(project, "README.md"), headline(report));
} else say("a selection: results.md and results.json are left as they are");
say("done");
