/** safetensors as they are written and read; that PyTorch takes them, tests/parity/weights proves. */
import { describe, expect, test } from "vitest";
import { misfits, withoutPrefix } from "../../../../web/code/export/fit.js";
import { fromSafetensors, toSafetensors } from "../../../../web/code/export/safetensors.js";
import type { StateDict } from "../../../../web/engine/run.js";

const weights: StateDict = {
  "0.weight": { shape: [1, 3], data: Float32Array.of(0.1, -2, 3e-40) },
  "1.running_var": { shape: [1], data: Float32Array.of(1) },
  "1.num_batches_tracked": { shape: [], data: Float32Array.of(7) },
};

/** A file with a header and these bytes behind it. */
function fileOf(header: unknown, numbers: Uint8Array = new Uint8Array(0)): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + numbers.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  file.set(numbers, 8 + text.length);
  return file;
}
const entry = (dtype: string, shape: number[], end: number) => ({ dtype, shape, data_offsets: [0, end] });

describe("safetensors", () => {
  test("come back as they went, to the bit", () => {
    expect(fromSafetensors(toSafetensors(weights))).toEqual(weights);
  });

  test("have PyTorch's types, an aligned header, and wide numbers at multiples of their width", () => {
    const file = toSafetensors(weights);
    const length = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
    expect(header).toEqual({
      __metadata__: { format: "pt" },
      "1.num_batches_tracked": { dtype: "I64", shape: [], data_offsets: [0, 8] },
      "0.weight": { dtype: "F32", shape: [1, 3], data_offsets: [8, 20] },
      "1.running_var": { dtype: "F32", shape: [1], data_offsets: [20, 24] },
    });
  });

  test.each([
    ["F64", Float64Array.of(0.5, -3)],
    ["I32", Int32Array.of(5, -3)],
    ["I64", BigInt64Array.of(5n, -3n)],
    ["F16", Uint16Array.of(0x3800, 0xc200)],
    ["BF16", Uint16Array.of(0x3f00, 0xc040)],
  ])("may hold %s", (dtype, numbers) => {
    const bytes = new Uint8Array(numbers.buffer);
    const read = fromSafetensors(fileOf({ a: entry(dtype, [2], bytes.length) }, bytes));
    expect([...read.a.data]).toEqual([dtype.startsWith("I") ? 5 : 0.5, -3]);
  });

  test("in half precision: subnormal, infinite, not a number", () => {
    const bytes = new Uint8Array(Uint16Array.of(0x0001, 0x8000, 0x7c00, 0xfc00, 0x7e00).buffer);
    const { data } = fromSafetensors(fileOf({ a: entry("F16", [5], 10) }, bytes)).a;
    expect([...data]).toEqual([2 ** -24, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]);
  });

  test.each<[string, Uint8Array, string]>([
    ["no file at all", new Uint8Array(3), "[safetensors] is not a safetensors file"],
    ["a letter", new TextEncoder().encode("Dear reader, these are no weights."), "is not a safetensors file"],
    ["a header that is no JSON", fileOf("{a: 1}   "), "is not a safetensors file"],
    ["a header that is a list", fileOf("[1, 2]"), "is not a safetensors file"],
    ["no arrays", fileOf({ __metadata__: {} }), "holds no arrays"],
    ["an array that is nothing", fileOf({ a: null }), "[a] has no shape or no place"],
    ["a shape of halves", fileOf({ a: entry("F32", [0.5], 2) }), "[a] has no shape or no place"],
    ["too few bytes", fileOf({ a: entry("F32", [2], 8) }, new Uint8Array(4)), "[a] is cut off"],
    ["another size", fileOf({ a: entry("F32", [2], 4) }, new Uint8Array(4)), "[a] is cut off, or not of its shape"],
    ["an unknown type", fileOf({ a: entry("U8", [1], 1) }, new Uint8Array(1)), "[a] holds U8; F64, F32"],
  ])("refuse %s", (_, file, message) => {
    expect(() => fromSafetensors(file)).toThrow(message);
  });
});

describe("what does not fit a model", () => {
  const array = (...shape: number[]) => ({ shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) });

  test("is named: other shapes, missing and unexpected arrays", () => {
    const expected = { "0.weight": array(2, 3), "0.bias": array(2) };
    expect(misfits(expected, expected)).toEqual([]);
    expect(misfits({ "0.weight": array(3, 2), "fc.bias": array(2) }, expected)).toEqual([
      { kind: "shape", name: "0.weight", shape: "(3, 2)", expected: "(2, 3)" },
      { kind: "missing", name: "0.bias" },
      { kind: "unexpected", name: "fc.bias" },
    ]);
  });

  test("a prefix that all names share, as DistributedDataParallel gives it, is left out", () => {
    const expected = { "0.weight": array(1) };
    expect(withoutPrefix({ "module.0.weight": array(1) }, expected)).toEqual(expected);
    const mixed = { "module.0.weight": array(1), "0.bias": array(1) };
    expect(withoutPrefix(mixed, expected)).toBe(mixed);
  });
});
