/** Whether this place can run the engine at all: WebAssembly with 128-bit SIMD. */
import { EngineError } from "./errors.js";

// (module (func (result v128) (i32x4.splat (i32.const 0))))
const simdModule = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 5, 1, 96, 0, 1, 123],
  ...[3, 2, 1, 0],
  ...[10, 8, 1, 6, 0, 65, 0, 253, 17, 11],
);

/** Throws no_wasm, in words for a reader. */
export function requireWebAssembly(): void {
  if (typeof WebAssembly !== "object" || typeof WebAssembly.validate !== "function")
    throw new EngineError(
      "no_wasm",
      "engine",
      "this browser does not run WebAssembly, which the training engine needs",
    );
}

/** Throws no_wasm or no_simd. `loadEngine` asks when compiling has failed, as asking takes a page 2 ms; the pool before it starts a worker. */
export function requireSupport(): void {
  requireWebAssembly();
  if (!WebAssembly.validate(simdModule))
    throw new EngineError(
      "no_simd",
      "engine",
      "this browser's WebAssembly has no SIMD, which the training engine needs",
    );
}
