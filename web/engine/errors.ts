/** The one error that everything here throws or rejects with: a code for programs, a place and a sentence for people. */
import type { EngineErrorData } from "./program.js";

/**
 * `message` reads `[where] what is wrong`; `data` holds the two apart.
 * Codes from the engine: invalid_value, unknown_name, unknown_field, missing_field, shape_mismatch, bad_data, bad_json,
 * bad_checkpoint, too_large, needs_new_run, disposed. From this side: load_failed, no_wasm, no_simd, wasm_blocked,
 * crashed, worker_lost, cancelled.
 */
export class EngineError extends Error {
  readonly code: string;
  readonly where: string;
  readonly data: EngineErrorData;

  constructor(code: string, where: string, message: string) {
    super(where ? `[${where}] ${message}` : message);
    this.name = "EngineError";
    this.code = code;
    this.where = where;
    this.data = { code, where, message };
  }

  static from(data: EngineErrorData): EngineError {
    return new EngineError(data.code, data.where, data.message);
  }
}

/** What was thrown, in words; Emscripten's abort() throws an empty string. */
export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown) || "aborted";

/** Any thrown value as plain data that survives `postMessage`. */
export function errorData(thrown: unknown, where = "engine"): EngineErrorData {
  if (thrown instanceof EngineError) return thrown.data;
  return { code: "crashed", where, message: reasonOf(thrown) };
}
