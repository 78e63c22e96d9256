/** Takes README's picture of Fig. 04 from the built lesson: `npm run build`, then `node scripts/readme-picture.mjs`. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const port = 4391;
const picture = fileURLToPath(new URL("../lessons/deep-learning-basics/readme.png", import.meta.url));
const server = spawn(process.execPath, [fileURLToPath(new URL("serve.mjs", import.meta.url))], {
  env: { ...process.env, PORT: String(port) },
  stdio: ["ignore", "pipe", "inherit"],
});
await new Promise((resolve) => server.stdout.once("data", resolve));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1100 }, colorScheme: "light" });
  await page.goto(`http://127.0.0.1:${port}/deep-learning-basics/`);
  const figure = page.locator('live-figure[src*="/04-"]');
  await figure.scrollIntoViewIfNeeded();
  await page.waitForFunction(
    () => document.querySelector('live-figure[src*="/04-"]')?.getAttribute("status") === "ready",
  );
  await figure.evaluate((element) => element.step(800));
  // Two frames later the canvases show the step that the promise told of.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await figure.screenshot({ path: picture });
} finally {
  await browser.close();
  server.kill();
}
