/** The npm package as a stranger gets it: packed, installed elsewhere without network, imported, type-checked, trained. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packAndInstall } from "./scratch.mjs";

let installed;
beforeAll(() => {
  installed = packAndInstall();
}, 60_000);
afterAll(() => installed?.remove());

/** Every target of `exports`, by what a consumer imports. */
const targets = () =>
  Object.entries(installed.manifest.exports).flatMap(([path, target]) =>
    (typeof target === "string" ? [target] : Object.values(target)).map((file) => [
      path.replace(/^\./, "livefig"),
      file,
    ]),
  );

describe("what is packed", () => {
  it("holds every file that exports names, and nothing of the site", () => {
    for (const [, file] of targets()) expect(installed.files).toContain(file.replace("./", ""));
    const others = installed.files.filter((file) => !file.startsWith("dist/")).sort();
    expect(others).toEqual(["LICENSE", "README.md", "package.json"]);
    expect(installed.files.filter((file) => /\.html$|site-|early/.test(file))).toEqual([]);
  });

  it("installs alone: no dependency, no script at installation", () => {
    const { dependencies, scripts } = installed.manifest;
    expect(dependencies).toBeUndefined();
    for (const name of ["preinstall", "install", "postinstall", "prepare"]) expect(scripts[name]).toBeUndefined();
  });

  it("has nothing that publint minds", async () => {
    const { messages, pkg } = await publint({
      pack: {
        tarball: installed.tarball.buffer.slice(
          installed.tarball.byteOffset,
          installed.tarball.byteOffset + installed.tarball.byteLength,
        ),
      },
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it("has types that are not wrong", async () => {
    // Files, not modules: nobody imports them for their types.
    const files = Object.keys(installed.manifest.exports).filter((path) =>
      /\.(wasm|bin|json|css)$|worker|frame/.test(path),
    );
    const checked = await checkPackage(createPackageFromTarballData(new Uint8Array(installed.tarball)), {
      excludeEntrypoints: files,
    });
    expect(checked.types).toMatchObject({ kind: "included" });
    // It is a package of modules: `require` of CommonJS and Node 10's resolution, which knows no exports, are not for it.
    const wrong = checked.problems.filter(
      ({ kind, resolutionKind }) =>
        resolutionKind !== "node10" && resolutionKind !== "node16-cjs" && kind !== "CJSResolvesToESM",
    );
    expect(wrong).toEqual([]);
  }, 60_000);
});

describe("in Node, where there is no window", () => {
  it("trains in three lines", () => {
    const printed = installed.run(
      "train.mjs",
      `import { loadEngine } from "livefig/engine";
const run = (await loadEngine()).createRun({ data: { name: "digits" }, model: [{ type: "Linear", out_features: 10 }], loss: { type: "CrossEntropyLoss" }, optimizer: { type: "Adam", lr: 0.01 }, batch_size: 64 });
console.log(JSON.stringify({ ...run.train(200), ...run.evaluate("validation") }));`,
    );
    const { step, status, accuracy } = JSON.parse(printed);
    expect({ step, status }).toEqual({ step: 200, status: "running" });
    expect(accuracy).toBeGreaterThan(0.9);
  });

  it("imports every module of exports and finds every file", () => {
    const modules = targets().filter(([path, file]) => file.endsWith(".js") && !/worker|frame/.test(path));
    const text = `
const found = {};
for (const path of ${JSON.stringify(modules.map(([path]) => path))}) found[path] = Object.keys(await import(path)).filter((name) => name.length > 2).sort();
const files = ${JSON.stringify(targets().map(([path]) => path))}.filter((path) => path !== "livefig/program").map((path) => import.meta.resolve(path));
console.log(JSON.stringify({ found, files, window: typeof window, element: typeof HTMLElement }));`;
    const { found, files, ...place } = JSON.parse(installed.run("imports.mjs", text));
    expect(place).toEqual({ window: "undefined", element: "undefined" });
    // Shorter names are what their own later parts take from them.
    expect(found).toEqual({
      livefig: ["LiveFigure", "configure"],
      "livefig/define": ["LiveFigure", "configure"],
      "livefig/react": ["LiveFigure", "configure"],
      "livefig/livefig.js": ["LiveFigure", "configure"],
      "livefig/engine": ["EngineError", "loadEngine"],
    });
    for (const url of files) expect(existsSync(new URL(url)), url).toBe(true);
  });

  it("registers by livefig/define alone, and once", () => {
    const text = `
const defined = [];
globalThis.customElements = { get: (name) => defined.find(([other]) => other === name)?.[1], define: (...one) => defined.push(one) };
const { LiveFigure } = await import("livefig");
const before = defined.length;
await import("livefig/define");
await import("livefig/react");
console.log(JSON.stringify([before, defined.length, defined[0][0], defined[0][1] === LiveFigure]));`;
    expect(JSON.parse(installed.run("define.mjs", text))).toEqual([0, 1, "live-figure", true]);
  });
});

describe("custom-elements.json", () => {
  it("tells what the element has", async () => {
    const read = async (name) =>
      JSON.parse(await readFile(join(installed.project, "node_modules/livefig/dist", name), "utf8"));
    const [{ declarations }] = (await read("custom-elements.json")).modules;
    const [element] = declarations;
    const { LiveFigure } = await import(join(installed.project, "node_modules/livefig/dist/element.js"));
    expect(element.attributes.map(({ name }) => name).sort()).toEqual(Object.keys(LiveFigure.properties).sort());
    const methods = element.members.filter(({ kind }) => kind === "method").map(({ name }) => name);
    expect(methods).toEqual(expect.arrayContaining(["play", "pause", "step", "reset"]));
    for (const name of methods) expect(LiveFigure.prototype[name]).toBeTypeOf("function");
    for (const one of [...element.attributes, ...element.members, ...element.events])
      expect(one.description, one.name).toBeTruthy();
    expect(element.events.map(({ name }) => name)).toEqual(expect.arrayContaining(["livefig:ready", "livefig:step"]));
  });
});

const consumer = `
import { type DataRow, LiveFigure, configure, type FigureSnapshot, type FigureSpec } from "livefig";
import "livefig/define";
import { EngineError, loadEngine } from "livefig/engine";
import type { Program } from "livefig/program";

configure({ wasmUrl: new URL("https://example.org/livefig.wasm"), workerUrl: "/livefig-worker.js" });
const program: Program = { model: [{ type: "Linear", out_features: 2 }], data: { name: "moons" }, loss: { type: "CrossEntropyLoss" }, optimizer: { type: "Adam", betas: [0.9, 0.99] } };
const engine = await loadEngine({ wasmBytes: new Uint8Array() });
const run = engine.createRun(program);
const losses: Float32Array = run.history().trainLoss;
try { run.train(1); } catch (error) { if (error instanceof EngineError) console.log(error.where); }
const figure: LiveFigure = document.createElement("live-figure");
figure.addEventListener("livefig:step", ({ detail }) => { const taken: FigureSnapshot = detail; console.log(taken.runs[0]?.loss, losses); });
figure.program = program;
const own: ArrayLike<number> | undefined = figure.data?.targets;
console.log(own);
const rows: DataRow[] = [{ x: 1, y: 2, side: "left" }, { x: 3, y: 4, side: "right" }];
figure.data = rows;
figure.data = "x,y,side\\n1,2,left";
figure.data = null;
await figure.step(3);
export const wrong: Partial<FigureSpec> = { title: "t", version: 1 };
`;

/** A React component with every attribute of the element. */
const react = `
import "livefig/react";
import type { LiveFigure } from "livefig";
import { useRef } from "react";
export function Lesson() {
  const figure = useRef<LiveFigure>(null);
  return <live-figure ref={figure} src="a.json" seed={7} theme="dark" lang="en" base="/files/" autoplay><p>still</p></live-figure>;
}
`;

describe("for a type checker", () => {
  const bundler = ["--module", "esnext", "--moduleResolution", "bundler"];
  it.each([
    ["a bundler", bundler],
    ["Node", ["--module", "nodenext", "--moduleResolution", "nodenext"]],
  ])(
    "the element, its events and the engine have types: %s",
    (_, options) => {
      const mistaken = consumer.replace("out_features: 2", "out_features: '2'").replace("step(3)", "step('3')");
      const complaints = installed.compile({ "consumer.ts": consumer, "mistaken.ts": mistaken }, options);
      expect(complaints.filter((line) => !line.startsWith("mistaken.ts"))).toEqual([]);
      expect(complaints.filter((line) => line.startsWith("mistaken.ts"))).toHaveLength(2);
    },
    120_000,
  );

  it.each([
    ["19", "@types/react"],
    ["18", "@types/react-18"],
  ])(
    "<live-figure> is known to JSX in React %s",
    (_, types) => {
      const mistaken = react.replace('theme="dark"', 'theme="black"');
      const options = [...bundler, "--jsx", "react-jsx", "--skipLibCheck"];
      const complaints = installed.compile({ "lesson.tsx": react, "mistaken.tsx": mistaken }, options, {
        "@types/react": types,
      });
      expect(complaints).toHaveLength(1);
      expect(complaints[0]).toMatch(/^mistaken\.tsx.*'"black"' is not assignable/);
    },
    120_000,
  );
});
