/** From the bytes of livefig.wasm to an engine: no URL, no fetch, so it serves a page, a classic worker and Node. */
import { Engine } from "./engine.js";
import { EngineError } from "./errors.js";
import { requireSupport } from "./support.js";
import { startModule } from "./wire.js";

/** Compiles and starts the engine, and provides its data files. */
export async function instantiate(
  wasmBytes: BufferSource,
  datasets: Readonly<Record<string, Uint8Array>> = {},
): Promise<Engine> {
  requireSupport();
  const { module, memory } = await start(await compile(wasmBytes));
  const engine = new Engine(module, memory);
  for (const [name, bytes] of Object.entries(datasets)) engine.provide(name, bytes);
  return engine;
}

async function compile(wasmBytes: BufferSource): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(wasmBytes);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    // A policy without 'wasm-unsafe-eval' forbids compiling; browsers say so in the message only.
    if (/unsafe-eval|content security|blocked by csp/i.test(message))
      throw new EngineError("wasm_blocked", "engine", "the page's Content-Security-Policy lacks 'wasm-unsafe-eval'");
    throw new EngineError("load_failed", "livefig.wasm", message);
  }
}

async function start(compiled: WebAssembly.Module): ReturnType<typeof startModule> {
  try {
    return await startModule(compiled);
  } catch (thrown) {
    throw new EngineError("load_failed", "livefig.wasm", thrown instanceof Error ? thrown.message : String(thrown));
  }
}
