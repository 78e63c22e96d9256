/** dist/ as a strict static host would serve it: complete, relative, without anything inline, and light. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { checkSpecFile } from "../../../web/site/pictures/spec_file.js";
import { viewTypes } from "../../../web/views/registry.js";

const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));
const lesson = "deep-learning-basics/index.html";
const read = (name: string) => readFileSync(join(dist, name), "utf8");
const zipped = (name: string) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;

/** Files that the attributes of a page or the url() of a style sheet name. */
function named(name: string): string[] {
  const pattern = name.endsWith(".css")
    ? /url\(["']?([^"')]+)["']?\)/g
    : /<(?:link|script)[^>]*\s(?:href|src)="([^"]+)"/g;
  return [...read(name).matchAll(pattern)].map(([, url]) => url);
}

beforeAll(() => {
  if (!existsSync(join(dist, "index.html"))) throw new Error("dist/ is missing: npm run build");
});

describe.each(["index.html", lesson])("%s", (page) => {
  it("names only files that are there, by relative addresses", () => {
    for (const url of named(page)) {
      expect(url).not.toMatch(/^(\/|[a-z]+:)/);
      expect(existsSync(join(dist, dirname(page), url)), url).toBe(true);
    }
  });

  it("lives under the strict policy: nothing inline, no data: address", () => {
    const html = read(page);
    expect(html).not.toMatch(/\sstyle=/);
    expect(html).not.toMatch(/\son[a-z]+="/);
    expect(html).not.toMatch(/(?:src|href)="(?:data|javascript):/);
    for (const [, attributes, text] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      // A figure's spec is data: no policy asks about it.
      if (attributes.includes('type="application/json"')) continue;
      expect(attributes).toContain("src=");
      expect(text).toBe("");
    }
  });

  it("gives every element an id of its own", () => {
    const ids = [...read(page).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("leads only to places that exist", () => {
    const html = read(page);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${target}"`);
  });
});

it("style sheets name only files that are there", () => {
  const sheets = readdirSync(join(dist, "assets")).filter((name) => name.endsWith(".css"));
  expect(sheets.length).toBeGreaterThan(0);
  for (const name of sheets) {
    for (const url of named(`assets/${name}`)) {
      expect(existsSync(join(dist, "assets", url)), url).toBe(true);
    }
  }
});

it("has the files of the contract under names that do not change", () => {
  for (const name of [
    "livefig.js",
    "element.js",
    "define.js",
    "react.js",
    "engine.js",
    "livefig-frame.js",
    "livefig-fonts.css",
    "livefig.wasm",
    "livefig-worker.js",
    "digits.bin",
    "figure.schema.json",
    "custom-elements.json",
    "element.d.ts",
    "engine.d.ts",
    "program.d.ts",
  ])
    expect(existsSync(join(dist, name)), name).toBe(true);
  // A module in disguise would not start as a classic script.
  expect(read("livefig-worker.js")).not.toMatch(/^\s*(import|export)\s/m);
  expect(read("livefig-worker.js")).not.toContain("import.meta");
});

it("every figure of the lesson has its spec beside the page and a picture of every view in it", () => {
  const figures = [...read(lesson).matchAll(/<live-figure id="[^"]+" src="([^"]+)">([\s\S]*?)<\/live-figure>/g)];
  const written = readFileSync(new URL("../../../lessons/deep-learning-basics/lesson.md", import.meta.url), "utf8");
  expect(figures).toHaveLength(written.match(/^::figure/gm)!.length);
  for (const [, src, inside] of figures) {
    const spec = join(dist, dirname(lesson), src);
    expect(checkSpecFile(spec, src, { views: viewTypes }).mistakes).toEqual([]);
    expect(inside.match(/<svg /g)?.length).toBeGreaterThanOrEqual(2);
    expect(inside).toMatch(/<figcaption>[\s\S]{40,}<\/figcaption>/);
    expect(inside).not.toContain("NaN");
  }
});

it("engine.js works in Node as it was built", async () => {
  const { loadEngine } = (await import(
    /* @vite-ignore */ join(dist, "engine.js")
  )) as typeof import("../../../web/engine/load.js");
  const engine = await loadEngine();
  const run = engine.createRun({
    data: { name: "digits" },
    model: [{ type: "Linear", out_features: 10 }],
    loss: { type: "CrossEntropyLoss" },
    optimizer: { type: "SGD", lr: 0.1 },
  });
  expect(run.train(3).step).toBe(3);
  run.dispose();
});

describe("weight, gzipped", () => {
  it("all that a reader's browser loads before the first figure trains: at most 400 KB", () => {
    const files = new Set([
      lesson,
      "livefig-worker.js",
      "livefig.wasm",
      "digits.bin",
      "deep-learning-basics/figures/02-depth.json",
    ]);
    for (const url of named(lesson)) files.add(normalize(join(dirname(lesson), url)));
    for (const name of [...files])
      for (const url of name.endsWith(".css") ? named(name) : []) files.add(normalize(join("assets", url)));
    const needed = [...files].filter((name) => statSync(join(dist, name)).isFile());
    const bytes = needed.map((name) => (name.endsWith(".woff2") ? statSync(join(dist, name)).size : zipped(name)));
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400 * 1024);
  });
});
