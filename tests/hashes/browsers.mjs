/** Three browsers, each opened on page.html, which trains the programs there and shows what came of them. */
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import puppeteer from "puppeteer-core";
import { createStaticServer, listen } from "../../scripts/serve.mjs";
import { readInWebKit } from "./webkit.mjs";

const path = (place) => fileURLToPath(new URL(place, import.meta.url));
// Ten seconds when nothing else runs, but a shared machine may be twenty times slower.
const timeout = 200_000;

async function readInChromium(url) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => document.title === "done", undefined, { timeout });
    return await page.textContent("body");
  } finally {
    await browser.close();
  }
}

async function readInFirefox(url) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX_PATH ?? "/usr/bin/firefox-esr",
    headless: true,
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => document.title === "done", { timeout });
    return await page.evaluate(() => document.body.textContent);
  } finally {
    await browser.close();
  }
}

/** Name → opens a URL and resolves with the page's text, once its title is "done". */
const read = { Chromium: readInChromium, Firefox: readInFirefox, WebKitGTK: (url) => readInWebKit(url, timeout) };
export const browsers = Object.keys(read);
/** What only its own user agent says. */
export const agents = { Chromium: /Chrome\//, Firefox: /Firefox\//, WebKitGTK: /^(?!.*Chrome).*AppleWebKit\// };

/** What the browser of that name answers: `{ agent, page: answers, worker: answers }`. */
export async function answersOf(name) {
  // dist/ beside this folder, under the strict policy that every page of ours lives under.
  const folder = mkdtempSync(join(tmpdir(), "livefig-hashes-"));
  symlinkSync(path("../../dist"), join(folder, "dist"));
  symlinkSync(path("."), join(folder, "hashes"));
  const server = createStaticServer(folder);
  try {
    const origin = await listen(server, 0);
    const answers = JSON.parse(await read[name](`${origin}hashes/page.html`));
    if (answers.failed) throw new Error(`${name}: ${answers.failed}`);
    return answers;
  } finally {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  }
}
