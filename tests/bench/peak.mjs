/**
 * What one core can do in 128-bit lanes, measured beside the workloads: multiply+add, division with square root (what
 * Adam needs once per parameter), and a sweep that reads and writes memory. The wasm is assembled here, byte by byte,
 * so that no compiler's idea of a loop is measured.
 */

const unsigned = (n) => {
  const bytes = [];
  for (; n > 127; n >>>= 7) bytes.push((n & 127) | 128);
  return [...bytes, n];
};
const signed = (n) => {
  const bytes = [];
  for (; n > 63 || n < -64; n >>= 7) bytes.push((n & 127) | 128);
  return [...bytes, n & 127];
};
const vector = (items) => [...unsigned(items.length), ...items.flat()];
const section = (id, content) => [id, ...unsigned(content.length), ...content];

const i32 = 0x7f;
const v128 = 0x7b;
const get = (local) => [0x20, ...unsigned(local)];
const set = (local) => [0x21, ...unsigned(local)];
const constant = (n) => [0x41, ...signed(n)];
const simd = (code) => [0xfd, ...unsigned(code)];
const load = (offset) => [...simd(0), 4, ...unsigned(offset)];
const store = (offset) => [...simd(11), 4, ...unsigned(offset)];
const splat = (value) => [0x43, ...new Uint8Array(Float32Array.of(value).buffer), ...simd(19)];
const [root, add, multiply, divide] = [0xe3, 0xe4, 0xe6, 0xe7].map(simd);

/** Independent sums that stay in registers, with two constants and a temporary: enough to hide the latency. */
const chains = 12;
const unrolled = 4;

/** `repeats` times the body; local 0 counts down by `step`. */
const loop = (body, step = 1) => [
  ...[0x03, 0x40],
  ...body,
  ...[...get(0), ...constant(-step), 0x6a, 0x22, 0, 0x0d, 0, 0x0b],
];

/** Locals: 0 the counter, 1 and 2 constants, then the chains. Each chain goes through `operation`; all are stored. */
function chainLoop(operation) {
  const locals = Array.from({ length: chains }, (_, i) => 3 + i);
  const body = Array.from({ length: unrolled }, () => locals.flatMap((x) => [...operation(x), ...set(x)])).flat();
  return [
    ...[...splat(0.999), ...set(1), ...splat(0.001), ...set(2)],
    ...locals.flatMap((x, i) => [...splat(1 + i / 16), ...set(x)]),
    ...loop(body),
    ...locals.flatMap((x, i) => [...constant(0), ...get(x), ...store(16 * i)]),
  ];
}

const multiplyAdd = chainLoop((x) => [...get(x), ...get(1), ...multiply, ...get(2), ...add]);
const divideRoot = chainLoop((x) => [...get(1), ...get(x), ...root, ...get(2), ...add, ...divide]);
// From the end of the memory's first `bytes` down to 0, 64 bytes at a time, each number read, scaled and written back.
const sweep = [
  ...[...splat(0.999), ...set(1)],
  ...loop(
    [-64, -48, -32, -16].flatMap((at) => {
      const offset = 64 + at;
      const address = [...get(0), ...constant(-64), 0x6a];
      return [...address, ...address, ...load(offset), ...get(1), ...multiply, ...store(offset)];
    }),
    64,
  ),
];

const code = (body, locals) => {
  const content = [...vector([[...unsigned(locals), v128]]), ...body, 0x0b];
  return [...unsigned(content.length), ...content];
};
const name = (text) => vector([...text].map((letter) => [letter.charCodeAt(0)]));
export const sweepBytes = 2 ** 26;

export function peakModule() {
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, 1, i32, 0]])),
    ...section(3, vector([[0], [0], [0]])),
    ...section(5, vector([[0, ...unsigned(sweepBytes / 65536)]])),
    ...section(
      7,
      vector([
        [...name("multiplyAdd"), 0, 0],
        [...name("divideRoot"), 0, 1],
        [...name("sweep"), 0, 2],
        [...name("memory"), 2, 0],
      ]),
    ),
    ...section(10, vector([code(multiplyAdd, chains + 2), code(divideRoot, chains + 2), code(sweep, 2)])),
  ]);
}

/** Numbers computed per iteration of a chain loop. */
const perIteration = chains * unrolled * 4;

/** Rate of `work(n)` in calls' units per second. Short calls first: wasm is optimized between calls, never inside one. */
function rate(work, iterations, unitsPerIteration, calls = 20) {
  for (let i = 0; i < 200; i++) work(Math.ceil(iterations / 100));
  const begin = performance.now();
  for (let i = 0; i < calls; i++) work(iterations);
  return (iterations * calls * unitsPerIteration) / ((performance.now() - begin) / 1000);
}

export async function loadPeak() {
  const { instance } = await WebAssembly.instantiate(peakModule());
  const { multiplyAdd, divideRoot, sweep, memory } = instance.exports;
  return {
    memory,
    exports: instance.exports,
    /** FLOP/s: a multiplication and an addition are two. */
    flops: () => rate(multiplyAdd, 20_000, 2 * perIteration),
    /** Numbers per second through one division and one square root. */
    divisions: () => rate(divideRoot, 4_000, perIteration),
    /** Bytes read plus written per second in a working set of `bytes`. */
    bandwidth(bytes) {
      const size = Math.min(sweepBytes, Math.max(4096, Math.ceil(bytes / 64) * 64));
      const calls = Math.ceil(2 ** 26 / size);
      for (let i = 0; i < 200; i++) sweep(4096);
      sweep(size);
      const begin = performance.now();
      for (let i = 0; i < calls; i++) sweep(size);
      return (2 * size * calls) / ((performance.now() - begin) / 1000);
    },
  };
}
