/** Every kind of value that JavaScript can hand over in place of the right one. */

// biome-ignore lint/suspicious/noExplicitAny: wrong types are what it is about
export type Anything = any;

export function thrower(): never {
  throw new Error("a getter of the caller's threw");
}

export function cyclic(): Anything {
  const one: Anything = { name: "digits" };
  one.self = one;
  return one;
}

function revoked(): Anything {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** A typed array whose buffer has been moved elsewhere. */
export function detached<T extends ArrayBufferView>(array: T): T {
  structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
  return array;
}

/** A view that lies beyond the end of its buffer, which has shrunk since. */
export function beyondEnd(): Float32Array {
  const buffer = new (ArrayBuffer as Anything)(64, { maxByteLength: 64 });
  const view = new Float32Array(buffer, 32, 8);
  buffer.resize(16);
  return view;
}

function lying(array: Float32Array | Uint8Array): Anything {
  return Object.defineProperty(array, "byteLength", { value: 1024 });
}

/** What it is, and a fresh one each time. */
export const wrongValues: Readonly<Record<string, () => Anything>> = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  "a text": () => "abc",
  "an empty text": () => "",
  "half a surrogate pair": () => "\ud800",
  NaN: () => Number.NaN,
  Infinity: () => Number.POSITIVE_INFINITY,
  "-Infinity": () => Number.NEGATIVE_INFINITY,
  "-1": () => -1,
  "1.5": () => 1.5,
  "2^53": () => 2 ** 53,
  "1e300": () => 1e300,
  "a BigInt": () => 5n,
  "a Symbol": () => Symbol("s"),
  "a function": () => () => 1,
  "{}": () => ({}),
  "a cycle": cyclic,
  "a getter that throws": () => Object.defineProperty({}, "name", { get: thrower, enumerable: true }),
  "a proxy that throws": () => new Proxy({}, { get: thrower, ownKeys: thrower, has: thrower }),
  "a revoked proxy": revoked,
  "a toJSON that throws": () => ({ toJSON: thrower }),
  "a toJSON of nothing": () => ({ toJSON: () => undefined }),
  "an object without a prototype": () => Object.create(null),
  "a prototype as a field": () => JSON.parse('{"__proto__": {"lr": 1}, "constructor": {"name": "Float32Array"}}'),
  "a number that converts by throwing": () => ({ valueOf: thrower, toString: thrower }),
  "[]": () => [],
  "a list of texts": () => ["a", "b"],
  "a list with holes": () => new Array(3),
  "a list with a getter that throws": () => Object.defineProperty([1, 2], 0, { get: thrower }),
  "a list in itself": () => {
    const list: Anything[] = [];
    list.push(list);
    return list;
  },
  "a Map": () => new Map([["seed", 1]]),
  "a Date": () => new Date(Number.NaN),
  "a DataView": () => new DataView(new ArrayBuffer(8)),
  "an ArrayBuffer": () => new ArrayBuffer(8),
  "64-bit integers": () => new BigInt64Array(2),
  "a detached array": () => detached(new Float32Array(8)),
  "detached bytes": () => detached(new Uint8Array(8)),
  "a view beyond the end": beyondEnd,
  "an array that only says so": () => ({ constructor: Float32Array, length: 1e9, 0: 1 }),
  "floats that lie about their length": () => lying(new Float32Array(3)),
  "bytes that lie about their length": () => lying(new Uint8Array(12)),
  "shared floats": () => new Float32Array(new SharedArrayBuffer(12)),
  "shared bytes": () => new Uint8Array(new SharedArrayBuffer(12)),
};
