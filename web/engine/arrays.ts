/** Arrays as callers hold them (typed, plain, nested) into the typed arrays that the engine takes, or a clear refusal. */
import { kind, reading } from "./border.js";
import { EngineError } from "./errors.js";

type NumberView = ArrayLike<number> & ArrayBufferView;

const typedArray = Object.getPrototypeOf(Float32Array.prototype);
/** What wasm asks an array that it reads or fills, and trusts. */
const asked = ["buffer", "byteOffset", "byteLength", "constructor"];

/** Its answers are JavaScript's own: neither a subclass nor a caller has given it others. */
function isPlain(array: object): boolean {
  const kind = Object.getPrototypeOf(array);
  return Object.getPrototypeOf(kind) === typedArray && !asked.some((key) => Object.hasOwn(array, key));
}

/** The array itself, or a plain copy of what it really holds. */
const plain = <T extends object>(array: T, Kind: new (from: T) => T): T => (isPlain(array) ? array : new Kind(array));

/** Float32Array as it is; other typed arrays, plain and nested lists of numbers converted. */
export function floats(value: unknown, where: string): Float32Array {
  return reading(where, () => {
    if (value instanceof Float32Array) return plain(value, Float32Array);
    return Float32Array.from(numbers(value, where));
  });
}

/** Uint8Array as it is; nothing else holds bytes. */
export function bytes(value: unknown, where: string, code = "bad_data"): Uint8Array {
  return reading(where, () => {
    if (value instanceof Uint8Array) return plain(value, Uint8Array);
    throw new EngineError(code, where, `expected a Uint8Array, got ${kind(value)}`);
  });
}

/** An array to write into: a Float32Array itself, since a converted one would be the caller's no more. */
export function writableFloats(value: unknown, where: string): Float32Array {
  return reading(where, () => {
    if (!(value instanceof Float32Array))
      throw new EngineError("bad_data", where, `expected a Float32Array, got ${kind(value)}`);
    if (isPlain(value)) return value;
    throw new EngineError("bad_data", where, "must be a plain Float32Array, with no properties of its own");
  });
}

/** A shape, as a plain list; the engine judges its numbers. */
export function sizes(value: unknown, where: string): number[] {
  return reading(where, () => Array.from(numbers(value, where)));
}

/** Class indices: Int32Array as it is; anything else must hold whole numbers. */
export function classes(value: unknown, where: string): Int32Array {
  return reading(where, () => {
    if (value instanceof Int32Array) return plain(value, Int32Array);
    return wholeNumbers(value, where);
  });
}

function wholeNumbers(value: unknown, where: string): Int32Array {
  const list = numbers(value, where);
  for (let i = 0; i < list.length; i++) {
    if ((list[i] | 0) !== list[i])
      throw new EngineError("bad_data", where, `expected class indices, got ${list[i]} at ${i}`);
  }
  return Int32Array.from(list);
}

function numbers(value: unknown, where: string): ArrayLike<number> {
  if (isNumberView(value)) return value;
  if (!Array.isArray(value))
    throw new EngineError("bad_data", where, `expected an array of numbers, got ${kind(value)}`);
  const flat: unknown[] = value.some(Array.isArray) ? value.flat(Infinity) : value;
  for (let i = 0; i < flat.length; i++) {
    if (typeof flat[i] !== "number")
      throw new EngineError("bad_data", where, `expected a number at ${i}, got ${kind(flat[i])}`);
  }
  return flat as number[];
}

function isNumberView(value: unknown): value is NumberView {
  return (
    ArrayBuffer.isView(value) &&
    !(value instanceof DataView) &&
    !(value instanceof BigInt64Array) &&
    !(value instanceof BigUint64Array)
  );
}
