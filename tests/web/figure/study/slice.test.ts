/** A slice of the loss: its directions and projections, and the engine's own loss at each of its points. */
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  heightsOf,
  lossLevels,
  rangeOf,
  type SliceShown,
  sliceScene,
} from "../../../../web/elements/study/slice_scene.js";
import { type Client, createClient } from "../../../../web/engine/client.js";
import type { Program } from "../../../../web/engine/program.js";
import {
  dot,
  type Layout,
  type Plane,
  passes,
  pathDirections,
  randomDirections,
  trackOf,
  vectorOf,
  weightsAt,
  windowOf,
} from "../../../../web/figure/study/slice.js";
import { pointOf, SIDE, type Sliced, type SlicePlan, slice, walk } from "../../../../web/figure/study/slice_work.js";
import { overlaps } from "../../../../web/scene/placement.js";
import { svgText } from "../../../../web/scene/svg.js";
import { sayOfOptimizers } from "../../../../web/strings/optimizers.js";
import { sayIn } from "../../../../web/strings/say.js";
import { engine as load } from "../../../bindings/engine.js";
import { textBox, texts } from "../../views/text_boxes.js";

let client: Client;
beforeAll(() => {
  client = createClient();
});
afterAll(() => client.dispose());

const network = (optimizer: Program["optimizer"]): Program => ({
  seed: 7,
  data: { name: "moons", train: 60, noise: 0.2 },
  model: [
    { type: "Linear", out_features: 8 },
    { type: "BatchNorm1d" },
    { type: "ReLU" },
    { type: "Linear", out_features: 2 },
  ],
  loss: { type: "CrossEntropyLoss" },
  optimizer: optimizer!,
  batch_size: 20,
});
const runs = [
  { name: "SGD", program: network({ type: "SGD", lr: 0.1 }) },
  { name: "Adam", program: network({ type: "Adam", lr: 0.02 }) },
];

const host = (signal = new AbortController().signal) => ({ client, signal, onProgress: () => {}, onWaiting: () => {} });

const layout: Layout[] = [
  { name: "0.weight", shape: [4, 3], from: 0, size: 12 },
  { name: "0.bias", shape: [4], from: 12, size: 4 },
];
const center = Float32Array.from({ length: 16 }, (_, i) => Math.sin(3 * i) * (1 + i / 4));

test("random directions have every filter as long as the network's, and no bias", () => {
  const [one, other] = randomDirections(center, layout, 7);
  for (const direction of [one, other]) {
    for (let from = 0; from < 12; from += 3) {
      const filter = (values: Float32Array) => Math.hypot(...values.subarray(from, from + 3));
      expect(filter(direction)).toBeCloseTo(filter(center), 5);
    }
    expect([...direction.subarray(12)]).toEqual([0, 0, 0, 0]);
  }
  expect(Math.abs(dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other)))).toBeLessThan(0.9);
  expect(randomDirections(center, layout, 7)).toEqual([one, other]);
  expect(randomDirections(center, layout, 8)).not.toEqual([one, other]);
});

test("places in a plane are found there again, whether its directions are at right angles or not", () => {
  const [first, second] = randomDirections(center, layout, 3);
  const plane: Plane = { center, directions: [first, second] };
  const wanted = [0, 0, 0.5, -1, -0.25, 0.75];
  const places = [0, 1, 2].map((k) =>
    center.map((value, i) => value + wanted[2 * k]! * first[i]! + wanted[2 * k + 1]! * second[i]!),
  );
  const { points, share } = trackOf(plane, { steps: [0, 1, 2], places });
  points.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 5));
  expect(share).toBeCloseTo(1, 6);
  const beside = center.map((value, i) => value + (i >= 12 ? 1 : 0));
  expect(trackOf(plane, { steps: [0], places: [beside] }).share).toBeCloseTo(0, 6);
});

test("the paths' plane is the one that they lie in: at right angles, of length 1, and nothing is lost", () => {
  const [u, v] = randomDirections(center, layout, 11);
  const places = Array.from({ length: 30 }, (_, k) =>
    center.map((value, i) => value + Math.cos(k / 5) * u[i]! + 0.1 * k * v[i]!),
  );
  const directions = pathDirections(center, [{ steps: places.map((_, k) => k), places }])!;
  expect(dot(directions[0], directions[0])).toBeCloseTo(1, 5);
  expect(dot(directions[1], directions[1])).toBeCloseTo(1, 5);
  expect(dot(directions[0], directions[1])).toBeCloseTo(0, 5);
  expect(trackOf({ center, directions }, { steps: [], places }).share).toBeCloseTo(1, 5);
  expect(pathDirections(center, [{ steps: [0], places: [center] }])).toBeNull();
});

test("its picture is as wide as high, holds all tracks and the middle", () => {
  const { x, y } = windowOf([{ points: [1, 2, 3, -4], share: 1 }], "paths");
  expect(x[1] - x[0]).toBeCloseTo(y[1] - y[0], 9);
  for (const [low, high, values] of [[...x, [0, 1, 3]] as const, [...y, [0, 2, -4]] as const])
    for (const value of values) expect(value > low && value < high).toBe(true);
  expect(windowOf([], "random")).toEqual({ x: [-1, 1], y: [-1, 1] });
});

test("ever finer grids come to every cell once", () => {
  const all = passes(SIDE);
  expect(all.map(({ cells }) => cells.length)).toEqual([49, 120, 456]);
  expect(new Set(all.flatMap(({ cells }) => cells)).size).toBe(SIDE * SIDE);
});

test("every height is the loss that the engine has with these weights; the middle is the trained network's", async () => {
  const { layout, walks, ends } = await walk(runs, 30, host());
  expect(walks.map(({ steps }) => [steps[0], steps.at(-1)])).toEqual([
    [0, 30],
    [0, 30],
  ]);
  // Both begin at the same weights.
  expect(walks[0]!.places[0]).toEqual(walks[1]!.places[0]);
  const engine = await load();
  const run = engine.createRun(runs[1]!.program);
  run.train(30);
  const trained = Object.fromEntries(run.parameters().map(({ name, shape, data }) => [name, { shape, data }]));
  const middle = walks[1]!.places.at(-1)!;
  expect(middle).toEqual(vectorOf(trained));
  const plane: Plane = { center: middle, directions: pathDirections(middle, walks)! };
  const window = windowOf(
    walks.map((each) => trackOf(plane, each)),
    "paths",
  ); // prettier-ignore
  const plan: SlicePlan = { run: runs[1]!, plane, window, layout, kept: ends[1]! };
  const seen: Sliced[] = [];
  await slice(plan, host(), (sliced) => seen.push(sliced));
  expect(seen.map(({ stride }) => stride)).toEqual([4, 2, 1]);
  expect(seen[0]!.losses.filter((value) => Number.isNaN(value))).toHaveLength(SIDE * SIDE - 49);
  const { losses } = seen[2]!;
  expect(losses.every(Number.isFinite)).toBe(true);
  for (const cell of [0, 24, 312, 407, 624]) {
    run.loadStateDict(weightsAt(plane, layout, run.stateDict(), pointOf(window, cell)));
    expect(losses[cell]).toBe(Math.fround(run.evaluate("train").loss));
  }
  const fresh = engine.createRun(runs[1]!.program);
  fresh.train(30);
  run.loadStateDict(weightsAt(plane, layout, ends[1]!, [0, 0]));
  expect(run.evaluate("train")).toEqual(fresh.evaluate("train"));
  for (const each of [run, fresh]) each.dispose();
});

test("it can be stopped", async () => {
  const stop = new AbortController();
  const { layout, walks, ends } = await walk(runs, 4, host());
  const plane: Plane = {
    center: walks[0]!.places.at(-1)!,
    directions: randomDirections(walks[0]!.places[0]!, layout, 1),
  };
  const plan: SlicePlan = { run: runs[0]!, plane, window: { x: [-1, 1], y: [-1, 1] }, layout, kept: ends[0]! };
  const work = slice(plan, host(stop.signal), () => stop.abort());
  await expect(work).rejects.toThrow(/cancelled/);
});

const shown = (sliced: Sliced | null, width: number): SliceShown => ({
  runs: ["SGD", "momentum", "RMSprop", "Adam"].map((label, k) => ({
    label,
    token: `run-${k as 0 | 1 | 2 | 3}`,
    track: {
      points: Array.from({ length: 20 }, (_, i) => [2 - (i * k) / 9, 1 - ((i * i) / 120) * (3 - k)]).flat(),
      share: 0.4 + k / 10,
    }, // prettier-ignore
  })),
  window: { x: [-5, 3], y: [-5, 3] },
  sliced,
  unit: sayOfOptimizers("en")("unitPaths"),
  width,
});

const bowl: Sliced = {
  stride: 2,
  middle: 0.3,
  losses: Float32Array.from({ length: SIDE * SIDE }, (_, cell) => {
    const [row, column] = [Math.floor(cell / SIDE), cell % SIDE];
    return row % 2 || column % 2 ? Number.NaN : 0.02 + ((column - 5) ** 2 + 3 * (row - 12) ** 2) / 100;
  }),
};

test("the map keeps its texts apart at every width, and says its numbers; before the first grid there are the paths", () => {
  for (const lang of ["en", "zh"])
    for (const width of [280, 328, 460])
      for (const sliced of [bowl, null]) {
        const scene = sliceScene(shown(sliced, width), sayIn(lang), sayOfOptimizers(lang));
        const boxes = texts(scene).map(textBox);
        for (const box of boxes) {
          expect(box.x >= -0.5 && box.x + box.width <= width + 0.5, `${width}`).toBe(true);
          expect(box.y >= -0.5 && box.y + box.height <= scene.height + 0.5, `${width}`).toBe(true);
          for (const other of boxes) if (other !== box) expect(overlaps(box, other), `${width}`).toBe(false);
        }
        expect(svgText(scene, { title: "x", id: "x" })).not.toMatch(/NaN|undefined|style=/);
        expect(scene.description).toMatch(/40%.*70%/);
        const lines = scene.marks.filter((mark) => mark.kind === "path" && mark.stroke === "faint").length;
        expect(lines > 5).toBe(sliced !== null);
      }
});

test("lines of equal loss stand at round numbers between the lowest and the highest, and lie where the loss is so", () => {
  expect(lossLevels(0.06, 0.6)).toEqual([
    { level: 0.07, named: false },
    { level: 0.1, named: true },
    { level: 0.14, named: false },
    { level: 0.2, named: true },
    { level: 0.3, named: false },
    { level: 0.5, named: true },
  ]);
  expect(lossLevels(0, 1)).toEqual([]);
  expect(rangeOf(bowl)[0]).toBeCloseTo(0.03, 6);
  expect(heightsOf(bowl).side).toBe(13);
  expect(heightsOf(bowl).values.every(Number.isFinite)).toBe(true);
});
