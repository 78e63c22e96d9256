/** The one way into wasm: a call's answer, or an EngineError; afterwards the next call works unless the engine trapped. */
import { EngineError } from "./errors.js";
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
      const message = thrown instanceof Error ? thrown.message : String(thrown);
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

/** wasm traps and the glue's abort() are WebAssembly.RuntimeErrors; a stack overflow leaves wasm through a RangeError. */
function isTrap(thrown: unknown): boolean {
  return thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError;
}

export function requireNumber(value: unknown, where: string): number {
  if (typeof value !== "number") throw new EngineError("invalid_value", where, `expected a number, got ${kind(value)}`);
  return value;
}

export function requireText(value: unknown, where: string): string {
  if (typeof value !== "string") throw new EngineError("invalid_value", where, `expected a string, got ${kind(value)}`);
  return value;
}

export function kind(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (ArrayBuffer.isView(value)) return value.constructor.name;
  return typeof value === "object" ? "an object" : typeof value === "undefined" ? "nothing" : `a ${typeof value}`;
}
