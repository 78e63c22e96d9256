/** The wasm's exports and web/engine/wire.ts have the same calls: none missing, none that nobody makes. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ModuleRun } from "../../web/engine/module.js";
import { startModule } from "../../web/engine/wire.js";

const compiled = new WebAssembly.Module(readFileSync(new URL("../../build/wasm/livefig.wasm", import.meta.url)));

test("every call is exported, and every export is called", async () => {
  const { module } = await startModule(compiled);
  const program = { surface: { name: "bowl", start: [1, 1] }, optimizer: { type: "SGD", lr: 0.1 } };
  const run = module.createRun(JSON.stringify(program), null) as ModuleRun;
  const calls = [...Object.keys(module), ...Object.keys(run)].map((name) => (name === "delete" ? "dispose" : name));
  run.delete();
  const exported = WebAssembly.Module.exports(compiled)
    .filter(({ kind, name }) => kind === "function" && !/^_|^emscripten_/.test(name))
    .map(({ name }) => name);
  expect(exported.sort()).toEqual([...calls, "begin", "give"].sort());
});

test("the module asks for what answers are built of, and for nothing of a browser's or Node's", () => {
  const asked = WebAssembly.Module.imports(compiled).map(({ module, name }) => `${module}.${name}`);
  expect(asked.filter((name) => !name.startsWith("livefig."))).toEqual(["env.emscripten_notify_memory_growth"]);
});
