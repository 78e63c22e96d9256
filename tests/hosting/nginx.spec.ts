/** dist/ under nginx with the documented configuration: types, caching, compression, policy, and a figure that trains. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { contentSecurityPolicy } from "../../scripts/serve.mjs";
import { call, reachStep } from "../browser/lesson.js";
import { startNginx } from "./nginx.mjs";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const files = readdirSync(dist, { recursive: true }).map(String);
let nginx: Awaited<ReturnType<typeof startNginx>>;

test.beforeAll(async () => {
  nginx = await startNginx(dist);
});
test.afterAll(() => nginx.stop());

const head = async (path: string, headers: Record<string, string> = {}) => fetch(nginx.url + path, { headers });

for (const [path, type] of [
  ["", "text/html; charset=utf-8"],
  ["livefig.wasm", "application/wasm"],
  ["livefig.js", "text/javascript; charset=utf-8"],
  ["digits.bin", "application/octet-stream"],
  ["figure.schema.json", "application/json; charset=utf-8"],
  ["icon.svg", "image/svg+xml"],
] as const) {
  test(`/${path} is ${type}, compressed, under the policy, and asked for again`, async () => {
    const { headers } = await head(path, { "accept-encoding": "gzip" });
    expect(headers.get("content-type")).toBe(type);
    expect(headers.get("content-security-policy")).toBe(contentSecurityPolicy);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-cache");
    if (path !== "icon.svg") expect(headers.get("content-encoding")).toBe("gzip");
    const again = await head(path, { "if-modified-since": headers.get("last-modified")! });
    expect(again.status).toBe(304);
  });
}

test("what carries a hash in its name is kept for good, and nothing else", async () => {
  const scripts = files.filter((name) => /\.(js|css|woff2)$/.test(name));
  const kept = [];
  for (const name of scripts) {
    const { headers } = await head(name);
    if (headers.get("cache-control")?.includes("immutable")) kept.push(name);
  }
  // Vite's names for what it may rename: in assets/, and chunks beside the entries.
  const hashed = scripts.filter((name) => /-(?=[\w-]*[A-Z0-9_])[\w-]{8}\.\w+$/.test(name));
  expect(kept).toEqual(hashed);
  expect(kept.length).toBeGreaterThan(5);
  expect(kept).not.toContain("livefig.js");
});

test("a page that is one file keeps its own policy", async () => {
  const page = files.find((name) => /\/figures\/[^/]+\/index\.html$/.test(name))!;
  const { headers, ok } = await head(page.replace(/index\.html$/, ""));
  expect(ok).toBe(true);
  expect(headers.get("content-security-policy")).toBeNull();
});

test("the lesson trains under it, and its console stays clean", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => /error|warning/.test(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`${nginx.url}deep-learning-basics/`);
  const live = page.locator('live-figure[src*="/04-"]');
  await live.scrollIntoViewIfNeeded();
  await expect(live).toHaveAttribute("status", "ready", { timeout: 15_000 });
  await call(live, "play");
  await reachStep(live, 20);
  expect(complaints).toEqual([]);
});

/** `_headers` as Netlify and Cloudflare Pages read it: every rule whose path fits, its star for anything; values of one name joined. */
function headersByRules(path: string): Record<string, string> {
  const found: Record<string, string> = {};
  let fits = false;
  for (const line of readFileSync(join(dist, "_headers"), "utf8").split("\n")) {
    if (line.startsWith("/")) fits = line.endsWith("*") ? path.startsWith(line.slice(0, -1)) : path === line;
    const [, name, value] = /^ {2}([\w-]+): (.+)$/.exec(line) ?? [];
    if (!fits || !name) continue;
    const key = name.toLowerCase();
    found[key] = found[key] ? `${found[key]}, ${value}` : value!;
  }
  return found;
}

test("hosts that read _headers say of every file what nginx says", async () => {
  for (const name of files.filter((each) => each !== "_headers" && statSync(join(dist, each)).isFile())) {
    const path = `/${name}`.replace(/(^|\/)index\.html$/, "$1");
    const { headers } = await head(path.slice(1));
    const said = headersByRules(path);
    for (const key of ["x-content-type-options", "access-control-allow-origin"])
      expect({ path, [key]: said[key] }).toEqual({ path, [key]: headers.get(key) });
    // Where they say nothing such hosts ask again, as "no-cache" does.
    expect({ path, kept: said["cache-control"] ?? "no-cache" }).toEqual({ path, kept: headers.get("cache-control") });
    // A policy is of use to pages and workers alone.
    if (/\.html$|-worker\.js$/.test(name))
      expect({ path, policy: said["content-security-policy"] ?? null }).toEqual({
        path,
        policy: headers.get("content-security-policy"),
      });
  }
  const rules = readFileSync(join(dist, "_headers"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("/"));
  expect(rules.length, "Cloudflare reads a hundred").toBeLessThanOrEqual(100);
});
