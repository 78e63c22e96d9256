/** `npm run dev`: an edit of a text or a spec is in the page and the page is told, without a build and without a wait for training. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createReloadingServer } from "../../../scripts/dev/reload.mjs";
import { listen } from "../../../scripts/serve.mjs";
import { DevLessons } from "../../../web/site/build/dev_lessons.js";

const root = mkdtempSync(join(tmpdir(), "livefig-dev-"));
const [lessons, dist] = [join(root, "lessons"), join(root, "dist")];
const text = join(lessons, "demo/lesson.md");
const spec = join(lessons, "demo/figures/01-first.json");
const page = () => readFileSync(join(dist, "demo/index.html"), "utf8");
const edit = (file: string, from: string, to: string) => {
  const before = readFileSync(file, "utf8");
  expect(before).toContain(from);
  writeFileSync(file, before.replace(from, to));
};

/** Trains nothing: draws the spec's title, and only when it is let. */
const asked: string[] = [];
let release = () => {};
let gate = Promise.resolve();
const pictures = {
  async staticPictures(path: string, languages: readonly string[]) {
    const { title } = JSON.parse(readFileSync(path, "utf8")) as { title: string };
    asked.push(title);
    await gate;
    if (title === "Untrainable") throw new Error("it cannot be trained");
    return languages.map((language) => `<figure>${title} drawn, ${language}</figure>`);
  },
};
const complaints: string[] = [];
const names = { css: ["site.css"], site: "site.js", element: "e.js", modules: [], fonts: [] };
const dev = new DevLessons({ lessons, dist, names, pictures, complain: (mistake) => complaints.push(mistake) });

beforeAll(async () => {
  const skeleton = fileURLToPath(new URL("../../../scripts/lesson-skeleton", import.meta.url));
  cpSync(skeleton, join(lessons, "demo"), { recursive: true });
  edit(text, "{{title}}", "Demo");
  writeFileSync(text, readFileSync(text, "utf8").replaceAll(/\{\{(number|of)\}\}/g, "1"));
  mkdirSync(dist);
  await dev.start();
});
afterAll(() => rmSync(root, { recursive: true }));

it("makes all pages at first, with their pictures", () => {
  expect(asked.length).toBe(1);
  expect(page()).toContain(`<figure>${asked[0]} drawn, en</figure>`);
  expect(readFileSync(join(dist, "index.html"), "utf8")).toContain("Demo");
});

it("an edited text is rendered, and nothing is trained for it", async () => {
  asked.length = 0;
  writeFileSync(text, `${readFileSync(text, "utf8")}\nA sentence more.\n`);
  expect(await dev.update(["demo"])).toEqual(["demo/index.html"]);
  expect(page()).toContain("A sentence more.");
  expect(asked).toEqual([]);
});

it("an edited spec is there at once, its new picture when it is trained", async () => {
  gate = new Promise((resolve) => (release = resolve));
  const { title } = JSON.parse(readFileSync(spec, "utf8")) as { title: string };
  edit(spec, `"title": "${title}"`, '"title": "Another"');
  expect(await dev.update(["demo"])).toEqual(["demo/index.html", "demo/figures/01-first.json"]);
  expect(readFileSync(join(dist, "demo/figures/01-first.json"), "utf8")).toContain("Another");
  expect(page()).toContain(`${title} drawn`);
  release();
  await dev.settled();
  expect(page()).toContain("Another drawn");
});

it("a mistake is told with its place, and the page stays as it was", async () => {
  const before = page();
  edit(spec, '"version": 1', '"version": 2');
  await expect(dev.update(["demo"])).rejects.toThrow("lessons/demo/figures/01-first.json: version: must be 1");
  edit(spec, '"version": 2', '"version": 1');
  writeFileSync(text, `${readFileSync(text, "utf8")}\n:::taks\nx\n:::\n`);
  await expect(dev.update(["demo"])).rejects.toThrow(/^lessons\/demo\/lesson\.md:\d+: :::taks: known boxes are/);
  expect(page()).toBe(before);
  edit(text, "\n:::taks\nx\n:::\n", "");
  edit(spec, '"title": "Another"', '"title": "Untrainable"');
  await dev.update(["demo"]);
  await dev.settled();
  expect(complaints).toEqual(["it cannot be trained"]);
});

/** The stream that a page listens to whose text is this. */
async function streamOf(html: string, url: string): Promise<() => Promise<string>> {
  const src = new URL(/<script src="([^"]+)" defer>/.exec(html)![1]!, url);
  const script = await fetch(src);
  expect(script.headers.get("content-type")).toMatch("text/javascript");
  const events = /EventSource\("([^"]+)"/.exec(await script.text())![1]!;
  const stream = await fetch(new URL(events + src.search, url));
  expect(stream.headers.get("content-type")).toBe("text/event-stream");
  const reader = stream.body!.getReader();
  return async () => new TextDecoder().decode((await reader.read()).value);
}

it("open pages are told to load again, and of mistakes; each has the script that listens", async () => {
  const site = createReloadingServer(dist);
  const url = await listen(site.server, 0);
  try {
    const load = async () => (await fetch(`${url}demo/`)).text();
    const old = await load();
    const next = await streamOf(old, url);
    site.reload();
    site.complain("lesson.md:3: wrong");
    let heard = "";
    while (!heard.includes("mistake")) heard += await next();
    expect(heard).toMatch(/event: reload\n[\s\S]*event: mistake\ndata: "lesson\.md:3: wrong"\n\n/);
    // A page that was still loading when the edit came, and one that came after the mistake.
    expect(await (await streamOf(old, url))()).toMatch("event: reload");
    expect(await (await streamOf(await load(), url))()).toMatch('event: mistake\ndata: "lesson.md:3: wrong"');
  } finally {
    site.stop();
  }
});
