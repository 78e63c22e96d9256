/** `loadEngine`: the headless engine in Node, on a page's main thread or in a module worker; no window is touched. */
import { compiledByCaller, readWasm, type WasmSource } from "./compile.js";
import type { Engine } from "./engine.js";
import { type NamedFiles, readDigits, runtimeFiles } from "./files.js";
import { instantiate } from "./instantiate.js";
import { requireWebAssembly } from "./support.js";

export type { Engine } from "./engine.js";
export { EngineError } from "./errors.js";
export type { HistoryColumns, LayerInfo, NamedArray } from "./module.js";
export type * from "./program.js";
export type { Run, StateDict } from "./run.js";

/** Files lie beside this script unless they are named. */
export interface LoadOptions extends Pick<NamedFiles, "wasmUrl" | "digitsUrl"> {
  /** The bytes of livefig.wasm, in place of any URL. */
  wasmBytes?: BufferSource;
  /** livefig.wasm, compiled by the caller, in place of bytes and URL: a page may begin before any script has arrived. */
  wasmModule?: WebAssembly.Module | PromiseLike<WebAssembly.Module>;
  /** Data files by the name of their set; without it digits.bin is read. */
  datasets?: Readonly<Record<string, Uint8Array>>;
}

export async function loadEngine(options: LoadOptions = {}): Promise<Engine> {
  requireWebAssembly();
  const [wasm, datasets] = await Promise.all([
    engineOf(options),
    options.datasets ?? readDigits(runtimeFiles(undefined, options).digits),
  ]);
  return instantiate(wasm, datasets);
}

async function engineOf({ wasmBytes, wasmModule, ...named }: LoadOptions): Promise<WasmSource> {
  if (wasmModule !== undefined) return compiledByCaller(wasmModule);
  return wasmBytes ?? readWasm(runtimeFiles(undefined, named).wasm);
}
