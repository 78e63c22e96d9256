/** From livefig.wasm, its bytes or a module, to an engine: it serves a page, a classic worker and Node. */
/// <reference path="./glue.d.ts" />
import createModule from "../../build/wasm/livefig.mjs";
import { compile, type WasmSource } from "./compile.js";
import { Engine } from "./engine.js";
import { EngineError, reasonOf } from "./errors.js";
import type { WasmModule } from "./module.js";

/** Compiles and starts the engine, and provides its data files. */
export async function instantiate(
  wasm: WasmSource,
  datasets: Readonly<Record<string, Uint8Array>> = {},
): Promise<Engine> {
  const compiled = await compile(wasm);
  const { module, memory } = await start(compiled);
  const engine = new Engine(module, memory);
  for (const [name, bytes] of Object.entries(datasets)) engine.provide(name, bytes);
  return engine;
}

function start(compiled: WebAssembly.Module): Promise<{ module: WasmModule; memory: WebAssembly.Memory }> {
  return new Promise((resolve, reject) => {
    const failed = (thrown: unknown) => reject(new EngineError("load_failed", "livefig.wasm", reasonOf(thrown)));
    let memory: WebAssembly.Memory;
    createModule({
      instantiateWasm(imports, receive) {
        instanceOf(compiled, imports)
          .then((instance) => {
            // Its name is whatever the optimizer left of it.
            memory = Object.values(instance.exports).find(
              (value) => value instanceof WebAssembly.Memory,
            ) as typeof memory;
            receive(instance);
          })
          .catch(failed);
      },
    }).then((module) => resolve({ module: module as WasmModule, memory }), failed);
  });
}

/** At once where the browser allows that: a promise of its own would wait for a turn of a busy page. */
async function instanceOf(compiled: WebAssembly.Module, imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  try {
    return new WebAssembly.Instance(compiled, imports);
  } catch {
    // Chromium before 2023 refuses that on a page for modules of this size; what is wrong with it, this tells too.
    return WebAssembly.instantiate(compiled, imports);
  }
}
