/** The documentation holds nothing that no test runs: quoted files are those of tests, code is run, commands exist. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { sites } from "../../embed/sites.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = join(root, "web/site/docs");
const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
const text = (page: string) => readFileSync(join(folder, page), "utf8");
const blocks = (page: string, language: string) =>
  [...text(page).matchAll(/^```(\w*)\n([\s\S]*?)\n```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , code]) => code);

/** Opened by tests/browser/headless.spec.ts. */
const openedPage = ["web/site/docs/headless.html", "web/site/docs/headless.js"];

const scratch = mkdtempSync(join(tmpdir(), "livefig-docs-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it("quotes only files of sites that are built and opened, and the configuration that tests/hosting serves", () => {
  const quoted = pages.flatMap((page) => [...text(page).matchAll(/^::snippet\{src=(\S+)\}$/gm)].map(([, src]) => src));
  expect(quoted.length).toBeGreaterThan(10);
  for (const src of quoted) {
    expect(existsSync(join(root, src)), src).toBe(true);
    const site = /^tests\/embed\/sites\/([^/]+)\//.exec(src)?.[1];
    if (site) expect(Object.keys(sites)).toContain(site);
    else expect(["web/site/docs/nginx.conf", ...openedPage]).toContain(src);
  }
});

it("has code in no language that is not run or looked at here", () => {
  for (const page of pages)
    for (const [, language] of text(page).matchAll(/^```(\w*)\n[\s\S]*?\n```$/gm))
      expect(["js", "sh"], page).toContain(language);
});

it("names only commands that there are", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const lines = pages.flatMap((page) => blocks(page, "sh")).flatMap((code) => code.split("\n"));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(scripts).toHaveProperty([/^npm run (\S+)$/.exec(line)?.[1] ?? line]);
});

describe("code runs as it stands", () => {
  const found = pages.flatMap((page) =>
    blocks(page, "js").map((code, index) => [`${page} ${index + 1}`, code] as const),
  );
  expect(found.length).toBeGreaterThan(2);
  it.each(found)(
    "%s",
    async (name, code) => {
      const file = join(scratch, `${name.replace(/\W/g, "-")}.mjs`);
      const engine = new URL("../../../dist/engine.js", import.meta.url).href;
      writeFileSync(file, code.replaceAll('"livefig/engine"', JSON.stringify(engine)));
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [file]);
      expect(stdout.trim()).not.toBe("");
      expect(stdout).not.toMatch(/NaN|undefined/);
      expect(stderr).toBe("");
    },
    60_000,
  );
});

describe("as it is built", () => {
  const built = (name: string) => readFileSync(join(root, "dist/docs", name, "index.html"), "utf8");

  it.each(["", ...pages.map((page) => page.replace(/\.md$/, ""))])("docs/%s leads only to what is there", (name) => {
    const html = built(name);
    expect(html).not.toMatch(/\sstyle=|::(snippet|include|element)/);
    for (const [, href] of html.replace(/<pre>[\s\S]*?<\/pre>/g, "").matchAll(/href="([^":#]+)(?:#[^"]*)?"/g)) {
      const target = join(root, "dist/docs", name, href);
      expect(existsSync(href.endsWith("/") ? join(target, "index.html") : target), href).toBe(true);
    }
  });

  it("the element's page names every attribute, method and event", () => {
    const html = built("element");
    for (const name of ["src", "seed", "autoplay", "theme", "lang", "base", "livefig:ready", "livefig:goal"])
      expect(html).toContain(`<code>${name}</code>`);
    for (const method of ["play(", "pause(", "step(n", "reset("]) expect(html).toContain(`<code>${method}`);
  });

  it("the quoted files stand in the page as they are", () => {
    const escaped = (src: string) =>
      readFileSync(join(root, src), "utf8").trimEnd().replaceAll("&", "&#x26;").replaceAll("<", "&#x3C;");
    expect(built("embed")).toContain(escaped("tests/embed/sites/react/src/Lesson.jsx"));
    expect(built("host")).toContain(escaped("web/site/docs/nginx.conf"));
  });
});
