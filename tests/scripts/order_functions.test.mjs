/** The order in which the build lays a module's functions: a permutation, like beside like, and still the same module. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { functionBodies, orderByLikeness, reorderText } from "../../scripts/order-functions.mjs";

const bytes = (text) => new TextEncoder().encode(text);
const two = { apple: bytes("the apple falls from its tree"), code: bytes("01100 11010 00111 10101") };

describe("orderByLikeness", () => {
  it("lays like beside like", () => {
    expect(orderByLikeness([two.apple, two.code, two.apple.slice(2), two.code.slice(3)])).toEqual([0, 2, 1, 3]);
  });

  it("leaves the first where they are", () => {
    const bodies = [two.apple, two.code, two.code, two.apple, new Uint8Array(), bytes("ab")];
    const order = orderByLikeness(bodies, 2);
    expect(order.slice(0, 2)).toEqual([0, 1]);
    expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(orderByLikeness(bodies, 2)).toEqual(order);
  });
});

describe("a module", () => {
  // (func (export "a") (result i32) i32.const 7) (func nop)
  const small = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [1, 8, 2, 0x60, 0, 1, 0x7f, 0x60, 0, 0],
    [3, 3, 2, 0, 1],
    [7, 5, 1, 1, 0x61, 0, 0],
    [10, 9, 2, 4, 0, 0x41, 7, 0x0b, 2, 0, 0x0b],
  ].flat();

  it("tells its functions' bodies", () => {
    expect(functionBodies(new Uint8Array(small)).map((body) => [...body])).toEqual([
      [0, 0x41, 7, 0x0b],
      [0, 0x0b],
    ]);
    expect(functionBodies(readFileSync("build/wasm/livefig.wasm")).length).toBeGreaterThan(300);
  });

  it("keeps all but the places of its functions", () => {
    const text =
      '(module\n (type $0 (func))\n (func $0\n  (call $1)\n )\n (func $1\n  (nop)\n )\n (export "a" (func $0))\n)\n';
    expect(reorderText(text, [1, 0])).toBe(
      '(module\n (type $0 (func))\n (func $1\n  (nop)\n )\n (func $0\n  (call $1)\n )\n (export "a" (func $0))\n)\n',
    );
    expect(() => reorderText(text, [0])).toThrow("2 functions in the text, 1 ordered");
  });
});
