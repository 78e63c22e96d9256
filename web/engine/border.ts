/** The one way into wasm: a call's answer, or an EngineError; afterwards the next call works unless the engine trapped. */
import { EngineError, reasonOf } from "./errors.js";
import { type Failure, isFailure } from "./module.js";

export class Border {
  #trapped: string | null = null;

  /** True once wasm itself has trapped: its memory may be half-written, so no call goes in any more. */
  get trapped(): boolean {
    return this.#trapped !== null;
  }

  /** Runs one call of the module; `where` names it in an error. */
  call<T>(where: string, inside: () => T | Failure): T {
    if (this.#trapped !== null)
      throw new EngineError("crashed", where, `the engine has stopped (${this.#trapped}); load a new one`);
    let answer: T | Failure;
    try {
      answer = inside();
    } catch (thrown) {
      const message = reasonOf(thrown);
      if (isTrap(thrown)) {
        this.#trapped = message;
        throw new EngineError("crashed", where, message);
      }
      // Embind refused an argument's type (BindingError, TypeError) before anything entered wasm.
      throw new EngineError("invalid_value", where, message);
    }
    if (isFailure(answer)) throw EngineError.from(answer.error);
    return answer;
  }
}

/** A trap is a WebAssembly.RuntimeError; a stack overflow leaves wasm through a RangeError, the glue's abort() as a string. */
function isTrap(thrown: unknown): boolean {
  return thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError || typeof thrown === "string";
}

/** Looks at a caller's value: what its getters and proxies throw, or a revoked one does, is an EngineError too. */
export function reading<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof EngineError) throw thrown;
    const message = thrown instanceof Error ? thrown.message : "it threw something when it was read";
    throw new EngineError("invalid_value", where, `cannot be read: ${message}`);
  }
}

export function requireNumber(value: unknown, where: string): number {
  if (typeof value !== "number" || Number.isNaN(value))
    throw new EngineError("invalid_value", where, `expected a number, got ${kind(value)}`);
  return value;
}

export function requireText(value: unknown, where: string): string {
  if (typeof value !== "string" || value === "")
    throw new EngineError("invalid_value", where, `expected a name, got ${value === "" ? "nothing" : kind(value)}`);
  return value;
}

/** "a list", "an object", "a symbol"…: for messages. */
export function kind(value: unknown): string {
  if (value === null) return "null";
  if (Number.isNaN(value)) return "NaN";
  if (isList(value)) return "a list";
  if (ArrayBuffer.isView(value)) return value.constructor.name;
  return typeof value === "object" ? "an object" : typeof value === "undefined" ? "nothing" : `a ${typeof value}`;
}

/** Array.isArray throws on a proxy that has been revoked. */
function isList(value: unknown): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}
