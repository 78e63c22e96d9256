/** The bench's own arithmetic: FLOPs of a step, peaks, medians, agreement. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadEngine } from "../../web/engine/load.js";
import { compareLosses } from "./agreement.mjs";
import { epochOrders, jobOf } from "./batches.mjs";
import { adamFlops, floorOf, stepCost } from "./cost.mjs";
import { headline, writeHeadline } from "./headline.mjs";
import { peakModule } from "./peak.mjs";
import { create } from "./peers/by_hand.mjs";
import { bestPeer, verdict } from "./report.mjs";
import { median, spread } from "./spread.mjs";
import { workloads } from "./workloads.mjs";

const conv = { type: "Conv2d", out_channels: 8, kernel_size: 3, padding: 1 };

test("the FLOPs of a small network, counted by hand", () => {
  const model = [{ type: "Linear", out_features: 5 }, { type: "ReLU" }, { type: "Linear", out_features: 2 }];
  const cost = stepCost({ model, data: { shape: [3] }, batch_size: 4 });
  expect(cost.parameters).toBe(3 * 5 + 5 + 5 * 2 + 2);
  // Forward and weight gradient of both, input gradient of the second alone; biases and their sums; the activation twice.
  const products = 2 * (2 * 15 + 3 * 10);
  expect(cost.flops).toBe(4 * (products + 2 * (5 + 2) + 2 * 5) + adamFlops * 32);
  expect(cost.bytes).toBe(4 * (5 * 4 * (3 + 5 + 5 + 2) + 10 * 32));
});

test("a convolution counts its taps, and what stands behind it the shape that it gives", () => {
  const model = [
    conv,
    { type: "MaxPool2d", kernel_size: 2 },
    { type: "Flatten" },
    { type: "Linear", out_features: 10 },
  ];
  const cost = stepCost({ model, data: { shape: [1, 28, 28] }, batch_size: 1 });
  expect(cost.parameters).toBe(8 * 9 + 8 + 8 * 14 * 14 * 10 + 10);
  const madds = 2 * 8 * 28 * 28 * 9 + 3 * 8 * 14 * 14 * 10;
  const others = 2 * 8 * 28 * 28 + (8 * 28 * 28 + 8 * 14 * 14) + 2 * 10;
  expect(cost.flops).toBe(2 * madds + others + adamFlops * cost.parameters);
});

test("a residual block is its layers with a scale and an addition each way", () => {
  const block = [{ type: "Linear", out_features: 16 }, { type: "ReLU" }];
  const of = (model) => stepCost({ model, data: { shape: [16] }, batch_size: 64 });
  const [inside, whole] = [of(block), of([{ type: "Residual", scale: 0.1, block }])];
  expect(whole.parameters).toBe(inside.parameters);
  expect(whole.flops - inside.flops).toBe(64 * 4 * 16);
});

test("the parameters counted are those that the engine has", async () => {
  const engine = await loadEngine();
  for (const [name, { program }] of Object.entries(workloads)) {
    const run = engine.createRun(program());
    const count = run.parameters().reduce((sum, { data }) => sum + data.length, 0);
    expect(stepCost(program()).parameters, name).toBe(count);
    run.dispose();
  }
}, 180_000);

test("the floor is the slower of arithmetic and memory", () => {
  const cost = { flops: 1e9, bytes: 1e8, parameters: 1e6 };
  const arithmetic = floorOf(cost, { flops: 1e10, divisions: 1e9, bandwidth: 1e12 });
  expect(arithmetic.bound).toBe("multiply+add");
  expect(arithmetic.seconds).toBeCloseTo((1e9 - 2e6) / 1e10 + 1e6 / 1e9);
  expect(floorOf(cost, { flops: 1e13, divisions: 1e12, bandwidth: 1e9 })).toEqual({ seconds: 0.1, bound: "memory" });
});

test("the assembled loops compute what they say", async () => {
  const { instance } = await WebAssembly.instantiate(peakModule());
  const { multiplyAdd, divideRoot, sweep, memory } = instance.exports;
  const floats = new Float32Array(memory.buffer);
  const f = Math.fround;
  const after = (first, steps, operation) => {
    let x = first;
    for (let i = 0; i < steps; i++) x = operation(x);
    return x;
  };
  // Four unrolled steps per iteration; chain i starts at 1 + i/16.
  multiplyAdd(3);
  for (const chain of [0, 11]) {
    const expected = after(1 + chain / 16, 12, (x) => f(f(x * f(0.999)) + f(0.001)));
    expect(Array.from(floats.subarray(4 * chain, 4 * chain + 4))).toEqual(Array(4).fill(expected));
  }
  divideRoot(2);
  expect(floats[0]).toBe(after(1, 8, (x) => f(f(0.999) / f(f(Math.sqrt(x)) + f(0.001)))));
  floats.fill(2);
  sweep(256);
  expect(floats.subarray(0, 64).every((x) => x === f(2 * f(0.999)))).toBe(true);
  expect(floats[64]).toBe(2);
});

test("the engine tells its own order, and a peer fed with it has its losses", async () => {
  const engine = await loadEngine();
  const orders = epochOrders(engine, { seed: 1, rows: 50, epochs: 2 });
  for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual([...Array(50).keys()]);
  expect(orders[0]).not.toEqual(orders[1]);

  for (const name of ["W1 MLP 2-8-8-1 tanh, batch 10", "W5 100 residual layers of 16, batch 64"]) {
    const job = jobOf(engine, workloads[name].program(), 25);
    const run = engine.createRun(job.program);
    const peer = create(job);
    const ours = Array.from({ length: 25 }, () => run.train(1).loss);
    const theirs = Array.from({ length: 25 }, () => peer.train(1));
    expect(compareLosses(theirs, ours), name).toMatchObject({ agrees: true, steps: 25 });
    // Two batches exchanged, and it is noticed.
    const other = create({ ...job, batches: job.batches.toReversed() });
    expect(
      compareLosses(
        [0, 1, 2].map(() => other.train(1)),
        ours,
      ).agrees,
      name,
    ).toBe(false);
    run.dispose();
  }
}, 180_000);

test("losses agree within the tolerance, and NaN never does", () => {
  expect(compareLosses([1, 0.5], [1.0005, 0.5]).agrees).toBe(true);
  expect(compareLosses([1, 0.502], [1, 0.5]).agrees).toBe(false);
  expect(compareLosses([1, Number.NaN], [1, 0.5]).agrees).toBe(false);
  expect(compareLosses([], [1]).agrees).toBe(false);
  // With dropout the means count.
  expect(compareLosses([1, 2], [2, 1], true).agrees).toBe(true);
  expect(compareLosses([1, 3], [2, 1], true).agrees).toBe(false);
});

test("medians, spreads and verdicts", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(spread([1234.5, 1000, 2000])).toEqual({ median: 1230, min: 1000, max: 2000 });
  const rate = (value) => ({ rate: { median: value, min: value, max: value } });
  const results = {
    engine: rate(300),
    "by hand": rate(200),
    "jax-js": rate(100),
    "tfjs wasm": { failed: "cannot" },
    PyTorch: rate(400),
  };
  expect(bestPeer(results)).toEqual({ name: "jax-js", rate: 100 });
  expect(verdict({ rate: 250, best: 3, torch: 1 }, results)).toBe("≥ 250 ✓, ≥ 3× best ✓, ≥ 1× PyTorch **✗**");
});

test("README's paragraph is written over the old one, and over nothing else", () => {
  const rate = (median) => ({ rate: { median } });
  const start = (bytes, median, ...[timesByHand, restTimesByHand]) => ({
    ...{ bytes, milliseconds: { median }, timesByHand, restTimesByHand },
  });
  const report = {
    rates: { W1: { engine: rate(400_000), ConvNetJS: rate(40_000), PyTorch: rate(4_000) }, W9: { engine: rate(5) } },
    starts: { engine: start(99_000, 40, 1.2, 1.3), "by hand": start(1500, 35, 1, 1) },
  };
  const text = headline(report);
  expect(text).toContain("| W1 | 400,000 | 10× ConvNetJS | 100× |");
  expect(text).toContain("40 ms; JavaScript written by hand for that network takes 35 ms");
  expect(text).toContain("ratios is 1.20; in a tab that is there and idle, 1.30)");
  expect(text).toContain("| W9 | 5 | no other trains it | – |");
  const file = join(mkdtempSync(join(tmpdir(), "livefig-headline-")), "README.md");
  writeFileSync(file, "# x\n\n## How fast\n\nold\n\n| old |\n\n## More\n\nkept\n");
  writeHeadline(file, text);
  expect(readFileSync(file, "utf8")).toBe(`# x\n\n## How fast\n\n${text}\n\n## More\n\nkept\n`);
});
