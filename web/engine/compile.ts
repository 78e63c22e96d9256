/** From livefig.wasm to a compiled module: while it arrives where the server says what it is, else from its bytes. */
import { kind } from "./border.js";
import { EngineError, reasonOf } from "./errors.js";
import { fetched, readBytes } from "./files.js";
import { requireSupport } from "./support.js";

/** What an engine is made of; a module is compiled once for all workers, and the browser may keep its code for the next visit. */
export type WasmSource = BufferSource | WebAssembly.Module;

/** The engine at a URL; throws what `refuse` does, with the URL in `where`. */
export async function readWasm(url: string): Promise<WasmSource> {
  if (url.startsWith("file:") || typeof WebAssembly.compileStreaming !== "function") return readBytes(url);
  const response = await fetched(url);
  // Nothing else is streamed.
  if (!response.headers.get("content-type")?.startsWith("application/wasm")) return readBytes(url, response);
  return WebAssembly.compileStreaming(response).catch((thrown) => refuse(thrown, url));
}

/** A caller's own module, or the promise of one; throws what `refuse` does, and load_failed when it is no module. */
export async function compiledByCaller(
  module: WebAssembly.Module | PromiseLike<WebAssembly.Module>,
): Promise<WebAssembly.Module> {
  const compiled = await Promise.resolve(module).catch((thrown) => refuse(thrown, "wasmModule"));
  if (compiled instanceof WebAssembly.Module) return compiled;
  throw new EngineError("load_failed", "wasmModule", `expected a WebAssembly.Module, got ${kind(compiled)}`);
}

export async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  return WebAssembly.compile(source).catch((thrown) => refuse(thrown, "livefig.wasm"));
}

/** Throws why it could not be compiled: no_simd, wasm_blocked or load_failed. */
function refuse(thrown: unknown, where: string): never {
  requireSupport();
  const message = reasonOf(thrown);
  // A policy without 'wasm-unsafe-eval' forbids compiling; browsers say so in the message only.
  if (/unsafe-eval|content security|blocked by csp/i.test(message))
    throw new EngineError("wasm_blocked", "engine", "the page's Content-Security-Policy lacks 'wasm-unsafe-eval'");
  throw new EngineError("load_failed", where, message);
}
