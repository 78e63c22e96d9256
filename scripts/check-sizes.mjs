// Size budgets, in gzipped bytes: the engine, all that the lesson page loads until a figure has trained, all that another
// page loads for one figure, and what opening a figure's code adds to either.

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { createStaticServer, listen } from "./serve.mjs";
import { runCommand } from "./setup/setup.mjs";
import { projectFolder } from "./setup/toolchain.mjs";

const dist = join(projectFolder, "dist");
const lesson = "deep-learning-basics/";
const budgets = { engine: 100_000, page: 400_000, embedded: 250_000, code: 180_000 };

const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** What a page asks for that trains without figures and digits: our script with Emscripten's glue inside, and the wasm. */
const headless = ["engine.js", "livefig.wasm"].map((name) => join(dist, name));

/**
 * Every file that a page asked for until its first figure had made a step, and those that it asked for when the figure's
 * code was opened then; `html` is the page's own text, if any.
 */
async function filesAsked(path, html) {
  const { chromium } = await import("@playwright/test");
  const files = new Set();
  const server = createStaticServer(dist, { onFile: (file) => files.add(file) });
  const url = await listen(server, 0);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  try {
    const page = await browser.newPage({ serviceWorkers: "block" });
    if (html) await page.route(url + path, (route) => route.fulfill({ body: html, contentType: "text/html" }));
    await page.goto(url + path);
    await page.evaluate(() => customElements.whenDefined("live-figure"));
    await page.evaluate(() => document.querySelector("live-figure").step(1));
    await page.waitForFunction(() => document.querySelector("live-figure").snapshot?.step >= 1);
    const untilFirstStep = [...files];
    await page.getByRole("button", { name: "Code", exact: true }).first().click();
    await page.getByRole("textbox", { name: "PyTorch code" }).waitFor();
    return { untilFirstStep, forCode: [...files].filter((file) => !untilFirstStep.includes(file)) };
  } finally {
    await browser.close();
    server.close();
  }
}

/** The figure with the most to load: it needs the digits. */
const embedding = `<!doctype html><link rel="icon" href="data:,"><script type="module" src="livefig.js"></script>
<live-figure src="${lesson}figures/04-dropout.json"></live-figure>`;

function report(title, files, budget) {
  const sizes = files.map((file) => [relative(projectFolder, file), gzipped(file)]).sort((a, b) => b[1] - a[1]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  const fits = total <= budget;
  console.log(`${fits ? "ok" : "FAILED"}  ${title}: ${kilobytes(total)} of at most ${kilobytes(budget)}, gzipped`);
  for (const [name, size] of sizes) console.log(`      ${kilobytes(size).padStart(9)}  ${name}`);
  return fits;
}

export async function checkSizes() {
  const page = await filesAsked(lesson);
  const embedded = await filesAsked("embedding.html", embedding);
  const results = [
    report("the engine without figures: wasm, glue and script", headless, budgets.engine),
    report("the lesson until a figure has trained", page.untilFirstStep, budgets.page),
    report("one figure in another page", embedded.untilFirstStep, budgets.embedded),
    report("a figure's code, once opened", page.forCode, budgets.code),
    report("the same in another page", embedded.forCode, budgets.code),
  ];
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    const { failed } = await checkSizes();
    if (failed > 0) process.exitCode = 1;
  });
}
