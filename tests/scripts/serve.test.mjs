/** The static server: types, policy, redirects, and nothing from outside its folder. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { carriesItsPolicy, contentSecurityPolicy, createStaticServer, listen } from "../../scripts/serve.mjs";

let server;
let url;
const sent = [];

beforeAll(async () => {
  const outside = mkdtempSync(join(tmpdir(), "livefig-serve-"));
  const folder = join(outside, "dist");
  mkdirSync(join(folder, "lesson"), { recursive: true });
  writeFileSync(join(outside, "secret.txt"), "secret");
  writeFileSync(join(folder, "livefig.wasm"), "\0asm");
  writeFileSync(join(folder, "lesson/index.html"), "<!doctype html>");
  server = createStaticServer(folder, { onFile: (file) => sent.push(file.slice(folder.length)) });
  url = await listen(server, 0);
});

afterAll(() => server.close());

/** fetch() would tidy a path like /../ before sending it. */
function statusOf(path) {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    request({ host: "127.0.0.1", port, path }, (response) => resolve(response.resume().statusCode)).end();
  });
}

test("wasm has its type, and every answer the strict policy", async () => {
  const response = await fetch(`${url}livefig.wasm`);
  expect(response.headers.get("content-type")).toBe("application/wasm");
  expect(response.headers.get("content-security-policy")).toBe(contentSecurityPolicy);
  expect(response.headers.get("cross-origin-opener-policy")).toBeNull();
  expect(sent).toContain("/livefig.wasm");
});

test("a folder is its index.html, with the slash that relative links need", async () => {
  const response = await fetch(`${url}lesson?x=1`);
  expect(response.redirected).toBe(true);
  expect(new URL(response.url).pathname).toBe("/lesson/");
  expect(await response.text()).toBe("<!doctype html>");
});

test("nothing outside the folder, and no crash on a broken path", async () => {
  expect(await statusOf("/../secret.txt")).toBe(404);
  expect(await statusOf("/%2e%2e/secret.txt")).toBe(404);
  expect(await statusOf("/..%2fsecret.txt")).toBe(404);
  expect(await statusOf("/%zz")).toBe(404);
  expect(await statusOf("/missing")).toBe(404);
  expect((await fetch(`${url}livefig.wasm`, { method: "POST" })).status).toBe(405);
});

test("a taken port is a sentence, not a stack", async () => {
  const { port } = new URL(url);
  await expect(listen(createStaticServer("."), Number(port))).rejects.toThrow(/taken: try another one/);
});

test("pages that carry everything in themselves carry their own policy", () => {
  for (const path of ["/d/lesson/figures/04-dropout/index.html", "/d/lesson/lesson.html"])
    expect(carriesItsPolicy(path), path).toBe(true);
  for (const path of ["/d/index.html", "/d/lesson/index.html", "/d/figures/index.html", "/d/lesson/figures/04.json"])
    expect(carriesItsPolicy(path), path).toBe(false);
});
