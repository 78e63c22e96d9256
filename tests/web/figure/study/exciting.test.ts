/** What excites a channel: the strongest rows as sorting finds them, and the part of the image that a unit truly depends on. */
import { beforeAll, expect, test } from "vitest";
import { excitingScene, TILES } from "../../../../web/elements/study/exciting_scene.js";
import type { Engine } from "../../../../web/engine/engine.js";
import { loadEngine } from "../../../../web/engine/load.js";
import type { Program } from "../../../../web/engine/program.js";
import { measure } from "../../../../web/engine/run_probes.js";
import {
  alike,
  alikeByChance,
  Excitement,
  fieldBehind,
  isSilent,
  KEPT,
} from "../../../../web/figure/study/exciting.js";
import { sayOfStudy } from "../../../../web/strings/study.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

const conv = (out_channels: number) => ({ type: "Conv2d", out_channels, kernel_size: 3, padding: 1 });
const pool = (type: string) => ({ type, kernel_size: 2 });
const deep: Program = {
  seed: 3,
  data: { name: "wandering_digits", train: 1437 },
  model: [
    conv(4),
    { type: "ReLU" },
    pool("MaxPool2d"),
    conv(6),
    { type: "ReLU" },
    { type: "Flatten" },
    { type: "Linear", out_features: 10 },
  ],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "SGD", lr: 0.1 },
};

test("the strongest rows are those that sorting all of them finds, each at its place", () => {
  const run = engine.createRun(deep);
  run.train(20);
  const answers = Array.from({ length: 60 }, (_, row) => measure(run, "units", { split: "validation", row }));
  const excitement = new Excitement([1, 4]);
  for (const answer of answers) excitement.add(answer);
  for (const layer of [1, 4])
    excitement.channels(layer).forEach((kept, channel) => {
      const [, rows, columns] = answers[0]![layer]!.shape as [number, number, number];
      const plane = (row: number) =>
        answers[row]![layer]!.data.slice(channel * rows * columns, (channel + 1) * rows * columns);
      const sorted = answers.map((_, row) => Math.max(...plane(row))).sort((a, b) => b - a);
      expect(kept.map(({ value }) => value)).toEqual(sorted.slice(0, KEPT));
      for (const { row, value, y, x } of kept) expect(plane(row)[y * columns + x]).toBe(value);
      expect(new Set(kept.map(({ row }) => row)).size).toBe(KEPT);
    });
  expect(excitement.channels(1)).toHaveLength(4);
  run.dispose();
});

test("a unit's field is just the pixels that change it, padding and pooling counted", () => {
  // One lit pixel a row, and none in the last; averages in place of maxima, so that every pixel tells.
  const model = [
    conv(3),
    pool("AvgPool2d"),
    conv(3),
    pool("AvgPool2d"),
    conv(3),
    { type: "Flatten" },
    { type: "Linear", out_features: 2 },
  ];
  const inputs = new Float32Array(145 * 144);
  for (let pixel = 0; pixel < 144; pixel += 1) inputs[pixel * 144 + pixel] = 1;
  const data = { inputs, targets: new Int32Array(145), shape: [1, 12, 12] };
  const run = engine.createRun({ ...deep, data, model });
  const answers = Array.from({ length: 145 }, (_, row) => measure(run, "units", { split: "train", row }));
  for (const layer of [0, 1, 2, 3, 4]) {
    const { size, jump, start } = fieldBehind(model, layer)!;
    const side = answers[0]![layer]!.shape[1]!;
    for (let unit = 0; unit < side * side; unit += 1) {
      const at = (place: number) =>
        [Math.max(start + place * jump, 0), Math.min(start + place * jump + size, 12) - 1] as const;
      const [top, bottom] = at(Math.floor(unit / side));
      const [left, right] = at(unit % side);
      const changed = answers
        .slice(0, 144)
        .flatMap((answer, pixel) =>
          Math.abs(answer[layer]!.data[unit]! - answers[144]![layer]!.data[unit]!) > 1e-9 ? [pixel] : [],
        );
      const [ys, xs] = [changed.map((pixel) => Math.floor(pixel / 12)), changed.map((pixel) => pixel % 12)];
      expect([Math.min(...ys), Math.max(...ys), Math.min(...xs), Math.max(...xs)]).toEqual([top, bottom, left, right]);
    }
  }
  expect(fieldBehind(deep.model!, 1)!.size).toBe(3);
  expect(fieldBehind(deep.model!, 4)!.size).toBe(8);
  expect(fieldBehind(deep.model!, 6)).toBeNull();
  run.dispose();
});

test("how alike a channel's rows are: the commonest class among them; silent channels do not count", () => {
  const rows = (value: number, from: number) =>
    Array.from({ length: KEPT }, (_, i) => ({ row: from + i, value, y: 0, x: 0 }));
  const targets = [...Array(7).fill(3), 1, 2, 4, ...Array(KEPT).fill(5), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  expect(alike([rows(1, 0), rows(2, 10), rows(0, 0)], targets)).toBe(8.5);
  expect(isSilent(rows(0, 0))).toBe(true);
  expect(alikeByChance(targets, 30)).toBe((7 + 10 + 1) / 3);
});

test.each([320, 640])(
  "drawn %i wide: five images a channel with their classes and fields, nothing cut off",
  (width) => {
    const images = Array.from({ length: KEPT }, (_, row) =>
      Float32Array.from({ length: 144 }, (_each, i) => Number(i === row)),
    );
    const channels = Array.from({ length: 16 }, (_, channel) =>
      images.map((_image, row) => ({ row, value: channel === 2 ? 0 : 100 - row, y: 5, x: 0 })),
    );
    const shown = {
      found: { images, shape: [1, 12, 12] },
      channels,
      field: { size: 8, jump: 2, start: -3 },
      targets: images.map((_, row) => row % 10),
      token: "run-0",
      width,
    } as const;
    const scene = excitingScene(shown, sayOfStudy("en"));
    expect(scene.marks.filter(({ kind }) => kind === "grid")).toHaveLength(15 * TILES);
    const fields = scene.marks.filter((mark) => mark.kind === "rect" && mark.stroke === "run-0");
    expect(fields).toHaveLength(15 * TILES);
    const tile = scene.marks.find((mark) => mark.kind === "grid")!.width;
    // Rows 7 to 14 of the image and columns −3 to 4, cut at its edge.
    for (const mark of fields)
      if (mark.kind === "rect") {
        expect(mark.height).toBeCloseTo((5 / 12) * tile - 1.5);
        expect(mark.width).toBeCloseTo((5 / 12) * tile - 1.5);
      }
    for (const mark of scene.marks) {
      if (mark.kind !== "grid" && mark.kind !== "rect") continue;
      expect(mark.x + mark.width).toBeLessThanOrEqual(width);
      expect(mark.y + mark.height).toBeLessThanOrEqual(scene.height);
    }
    expect(scene.description).toMatch(/^channel 0: images of 0, 1, 2, 3, 4; channel 1: .*channel 2 is never active/);
  },
);
