/**
 * Arrays by name as a safetensors file and back: eight bytes with the length of a JSON header, the header (type, shape
 * and place of every array), the numbers. The format is described at huggingface.co/docs/safetensors.
 */

import type { StateDict } from "../../engine/run.js";
import { Refusal } from "../refusal.js";

/** The types of number that are read; whatever they are, the engine takes float32. */
const readers: Readonly<Record<string, { bytes: number; read: (view: DataView, at: number) => number }>> = {
  F64: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  F32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  F16: { bytes: 2, read: (view, at) => half(view.getUint16(at, true)) },
  BF16: { bytes: 2, read: (view, at) => upperHalf(view.getUint16(at, true)) },
  I64: { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  I32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
};

/** Ours hold a few kilobytes; a header above this is no header. */
const longestHeader = 1 << 24;

/** PyTorch counts the batches of a batch norm in whole numbers. */
const isCount = (name: string): boolean => name.endsWith("num_batches_tracked");
const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** Float32 as the engine has it, counts as int64: what `torch.load` of the same network's `state_dict()` would give. */
export function toSafetensors(weights: StateDict): Uint8Array<ArrayBuffer> {
  const header: Record<string, Entry | Record<string, string>> = { __metadata__: { format: "pt" } };
  // Wide numbers first, so that every array lies at a multiple of its own width.
  const order = Object.keys(weights).sort((a, b) => Number(isCount(b)) - Number(isCount(a)));
  let end = 0;
  for (const name of order) {
    const { shape, data } = weights[name];
    const from = end;
    end += data.length * (isCount(name) ? 8 : 4);
    header[name] = { dtype: isCount(name) ? "I64" : "F32", shape, data_offsets: [from, end] };
  }
  const json = JSON.stringify(header);
  const head = new TextEncoder().encode(json.padEnd(8 * Math.ceil(json.length / 8)));
  const file = new Uint8Array(8 + head.length + end);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  let at = 8 + head.length;
  for (const name of order)
    for (const value of weights[name].data) {
      if (isCount(name)) view.setBigInt64(at, BigInt(Math.round(value)), true);
      else view.setFloat32(at, value, true);
      at += isCount(name) ? 8 : 4;
    }
  return file;
}

/** The arrays of a file, as float32. Errors: bad_data at "safetensors", or at the array that cannot be read. */
export function fromSafetensors(file: Uint8Array): StateDict {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = file.length < 8 ? 0 : Number(view.getBigUint64(0, true));
  if (length < 2 || length > longestHeader || 8 + length > file.length) throw bad("is not a safetensors file");
  const header = parsed(file.subarray(8, 8 + length));
  const arrays = Object.entries(header).filter(([name]) => name !== "__metadata__");
  if (arrays.length === 0) throw bad("holds no arrays");
  const numbers = new DataView(file.buffer, file.byteOffset + 8 + length, file.length - 8 - length);
  return Object.fromEntries(arrays.map(([name, entry]) => [name, arrayOf(name, entry, numbers)]));
}

function parsed(head: Uint8Array): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(head));
    if (typeof header === "object" && header !== null && !Array.isArray(header))
      return header as Record<string, unknown>;
  } catch {
    // No JSON, no text: said below.
  }
  throw bad("is not a safetensors file");
}

function arrayOf(name: string, entry: unknown, numbers: DataView): StateDict[string] {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<Entry>;
  const whole = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((value) => Number.isSafeInteger(value) && value >= 0);
  if (!whole(shape) || !whole(offsets) || offsets.length !== 2) throw bad("has no shape or no place", name);
  const reader = Object.hasOwn(readers, String(dtype)) ? readers[String(dtype)] : undefined;
  if (!reader) throw bad(`holds ${dtype}; ${Object.keys(readers).join(", ")} can be read`, name);
  const [from, to] = offsets;
  const count = product(shape);
  if (to > numbers.byteLength || to - from !== count * reader.bytes) throw bad("is cut off, or not of its shape", name);
  const data = new Float32Array(count);
  for (let i = 0; i < count; i++) data[i] = reader.read(numbers, from + i * reader.bytes);
  return { shape, data };
}

const bad = (message: string, where = "safetensors"): Refusal => new Refusal("bad_data", where, message);

/** bfloat16: the upper half of a float32. */
function upperHalf(bits: number): number {
  return new Float32Array(Uint32Array.of(bits << 16).buffer)[0];
}

/** float16: five bits of exponent, ten of fraction (IEEE 754). */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
