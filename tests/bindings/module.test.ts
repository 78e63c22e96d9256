/** The module below web/engine: how it starts, and runs by handles, which outlive them and are no one else's. */
/// <reference path="../../web/engine/glue.d.ts" />
import { readFileSync } from "node:fs";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import createModule from "../../build/wasm/livefig.mjs";
import { instantiate } from "../../web/engine/instantiate.js";
import { loadEngine } from "../../web/engine/load.js";
import type { WasmModule } from "../../web/engine/module.js";
import { surface } from "./engine.js";

const bytes = readFileSync(new URL("../../build/wasm/livefig.wasm", import.meta.url));
const gone = { error: { code: "disposed", where: "run", message: "this run has been disposed" } };
let module: WasmModule;

beforeAll(async () => {
  module = (await createModule({
    instantiateWasm(imports, receive) {
      WebAssembly.instantiate(bytes, imports).then(({ instance }) => receive(instance));
    },
  })) as WasmModule;
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function createRun(): number {
  const handle = module.createRun(JSON.stringify(surface()), null);
  if (typeof handle !== "number") throw new Error(handle.error.message);
  return handle;
}

test("every type in the table crosses the border, and Embind's others are left out", () => {
  // Embind sets argCount when it has found all types of a call; until then a stand-in throws.
  const calls = Object.values(module).filter((value) => typeof value === "function");
  expect(calls.filter((call) => "argCount" in call).length).toBeGreaterThan(20);
  expect(calls.filter((call) => "numArguments" in call)).toEqual([]);
  const glue = readFileSync(new URL("../../build/wasm/livefig.mjs", import.meta.url), "utf8");
  expect(glue).toContain("embind_register_std_string");
  expect(glue).not.toContain("embind_register_integer");
});

test("an engine is made of a module that the page has compiled, or still compiles; anything else is refused", async () => {
  const load = (wasmModule: unknown) => loadEngine({ wasmModule: wasmModule as WebAssembly.Module, datasets: {} });
  const compiled = await WebAssembly.compile(bytes);
  for (const given of [compiled, Promise.resolve(compiled)]) {
    const engine = await load(given);
    expect(engine.createRun(surface()).train(1).step).toBe(1);
  }
  for (const [given, message] of [
    [() => WebAssembly.compile(new Uint8Array(8)), /magic|expected/],
    [() => Promise.reject(new Error("404")), /^404$/],
    [() => bytes, /expected a WebAssembly.Module, got (an? )?(Buffer|Uint8Array)/],
    [() => null, /expected a WebAssembly.Module, got null/],
  ] as const)
    await expect(load(given())).rejects.toMatchObject({
      code: "load_failed",
      where: "wasmModule",
      data: { message: expect.stringMatching(message) },
    });
});

test("a browser without WebAssembly, or without its SIMD, is told as that", async () => {
  const load = () => loadEngine({ wasmBytes: new Uint8Array(8), datasets: {} });
  vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  await expect(load()).rejects.toMatchObject({ code: "no_simd", where: "engine" });
  vi.stubGlobal("WebAssembly", undefined);
  await expect(load()).rejects.toMatchObject({ code: "no_wasm", where: "engine" });
  const elsewhere = loadEngine({ wasmUrl: "http://localhost:9/livefig.wasm", datasets: {} });
  await expect(elsewhere).rejects.toMatchObject({ code: "no_wasm", where: "engine" });
});

test("where a page may not make an instance at once, it is waited for", async () => {
  vi.spyOn(WebAssembly, "Instance").mockImplementation(function refused() {
    throw new RangeError("WebAssembly.Instance is disallowed on the main thread");
  });
  const engine = await loadEngine({ wasmBytes: bytes, datasets: {} });
  expect(engine.createRun(surface()).train(1).step).toBe(1);
});

test("every call of a disposed run says that it is gone, and a second dispose does nothing", () => {
  const [run, other] = [createRun(), createRun()];
  module.dispose(run);
  module.dispose(run);
  const empty = new Float32Array();
  const calls: { [call in keyof WasmModule]?: () => unknown } = {
    program: () => module.program(run),
    train: () => module.train(run, 1),
    status: () => module.status(run),
    evaluate: () => module.evaluate(run, "train"),
    predict: () => module.predict(run, empty, 0),
    probe: () => module.probe(run, "weights", "{}"),
    history: () => module.history(run, -1),
    layers: () => module.layers(run),
    parameters: () => module.parameters(run),
    setParameters: () => module.setParameters(run, []),
    stateDict: () => module.stateDict(run),
    loadStateDict: () => module.loadStateDict(run, []),
    update: () => module.update(run, "{}"),
    checkpoint: () => module.checkpoint(run),
    restore: () => module.restore(run, new Uint8Array()),
    penalty: () => module.penalty(run),
    bytes: () => module.bytes(run),
  };
  for (const [name, call] of Object.entries(calls)) expect({ name, answer: call() }).toEqual({ name, answer: gone });
  expect(module.train(other, 3)).toMatchObject({ step: 3 });
  module.dispose(other);
});

test("a handle is never given twice", () => {
  const given = new Set<number>();
  for (let i = 0; i < 20; i++) {
    const run = createRun();
    expect(given.has(run)).toBe(false);
    given.add(run);
    module.dispose(run);
  }
});

test.each([-1, 1e6, 2 ** 32, Number.NaN, Number.POSITIVE_INFINITY])("%d is no run's handle", (handle) => {
  expect(module.train(handle, 1)).toEqual(gone);
  module.dispose(handle);
});

test("a wasm that compiles but is not ours is refused, and nobody waits for it", async () => {
  const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
  await expect(instantiate(empty)).rejects.toMatchObject({ code: "load_failed", where: "livefig.wasm" });
});
