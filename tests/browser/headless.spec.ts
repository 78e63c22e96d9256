/** The documentation's page that trains without a figure, as a reader copies it: beside the runtime's files. */
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";

const quoted = (name: string) => readFileSync(new URL(`../../web/site/docs/${name}`, import.meta.url), "utf8");

test("the quoted page compiles the engine while its scripts arrive, once, and trains", async ({ page }) => {
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").at(-1)!));
  page.on("console", (message) => complaints.push(message.text()));
  for (const [name, contentType] of [
    ["headless.html", "text/html"],
    ["headless.js", "text/javascript"],
  ])
    await page.route(`**/${name}`, (route) => route.fulfill({ contentType, body: quoted(name) }));
  await page.goto("headless.html");
  await expect(page.locator("output")).toHaveText(/^Loss after 100 steps: 0\.\d{3}$/);
  expect(asked.filter((name) => name !== "favicon.ico").sort()).toEqual([
    "engine.js",
    "headless.html",
    "headless.js",
    "livefig.wasm",
  ]);
  expect(complaints).toEqual([]);
});
