/** From a table to what the engine trains on: split as PyTorch would split it, standardized by what is learnt from. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../../web/data/csv.js";
import { prepare } from "../../../web/data/prepare.js";
import { loadEngine } from "../../../web/engine/load.js";
import { permutation, permutations } from "../../../web/engine/permutation.js";
import { measure } from "../../../web/engine/run_probes.js";

const engine = await loadEngine();

it.each([0, 3, 2 ** 32 + 11])("the order of rows is the engine's, and so torch.randperm's: seed %d", (seed) => {
  // "LFD2", rows, classes, rank, two sizes, divisor; then pixel by pixel, rows of one label side by side; then the labels.
  const file = readFileSync(new URL("../../../lessons/deep-learning-basics/data/digits.bin", import.meta.url));
  const [rows, rank] = [file.readUInt32LE(4), file.readUInt32LE(12)];
  const begin = 16 + 4 * rank + 4;
  const labels = [...file.subarray(begin + 64 * rows)];
  const alike = labels.map((_, row) => row).sort((a, b) => labels[a] - labels[b]);
  const placeOf = new Map(alike.map((row, place) => [row, place]));
  const run = engine.createRun({
    seed,
    data: { name: "digits", train: rows - 1 },
    model: [{ type: "Linear", out_features: 10 }],
    loss: { type: "CrossEntropyLoss" },
    optimizer: { type: "SGD", lr: 0.1 },
    batch_size: 8,
  });
  const { inputs } = measure(run, "data", { split: "train", limit: rows - 1 });
  run.dispose();
  permutation(rows, seed).forEach((row, place) => {
    if (place === rows - 1) return;
    const pixels = Buffer.from(Array.from({ length: 64 }, (_, i) => file[begin + i * rows + placeOf.get(row)!]));
    expect(Buffer.from(inputs!.data.slice(64 * place, 64 * place + 64).map((value) => value * 16)).equals(pixels)).toBe(
      true,
    );
  });
});

const table = readCsv(
  `w,x,kind\n${Array.from({ length: 50 }, (_, row) => `${row},5,${row < 25 ? "b" : "a"}`).join("\n")}`,
);

describe("a prepared table", () => {
  it("has every row once, four in five to learn from, its classes in their letters' order", () => {
    const { data, classes, features, target, train, rows } = prepare(table, {}, "classes", 1);
    expect({ classes, features, target, train, rows }).toEqual({
      classes: ["a", "b"],
      features: ["w", "x"],
      target: "kind",
      train: 40,
      rows: 50,
    });
    const all = [data.inputs, data.validation!.inputs].flatMap((side) =>
      [...side].filter((_, index) => index % 2 === 0),
    );
    expect([...all].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, row) => row));
    [...data.targets].forEach((label, row) => expect(label).toBe(data.inputs[2 * row]! < 25 ? 1 : 0));
  });

  it("is split by its seed alone", () => {
    const inputs = (seed: number, own?: number) => [
      ...prepare(table, own === undefined ? {} : { seed: own }, "classes", seed).data.inputs,
    ];
    expect(inputs(1)).toEqual(inputs(1));
    expect(inputs(1)).not.toEqual(inputs(2));
    expect(inputs(1, 2)).toEqual(inputs(2));
  });

  it("standardized, has mean 0 and deviation 1 over the rows to learn from; a constant column is 0", () => {
    const { data } = prepare(table, { standardize: true }, "classes", 1);
    const column = [...data.inputs].filter((_, index) => index % 2 === 0);
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
    expect(mean).toBeCloseTo(0, 6);
    expect(variance).toBeCloseTo(1, 5);
    expect([...data.inputs].filter((_, index) => index % 2 === 1).every((value) => value === 0)).toBe(true);
  });

  it("takes columns and a shape as asked, and numbers as values", () => {
    const { data, target } = prepare(table, { target: "w", features: ["x"], shape: [1, 1], train: 50 }, "values", 1);
    expect(target).toBe("w");
    expect(data.shape).toEqual([1, 1]);
    expect(data.targets).toBeInstanceOf(Float32Array);
    expect(data.validation).toBeUndefined();
  });

  it("orders classes that are numbers by their size", () => {
    const numbers = readCsv("x,y\n1,10\n2,9\n3,10.0\n4,-1\n");
    expect(prepare(numbers, {}, "classes", 0).classes).toEqual(["-1", "9", "10"]);
  });
});

it("shuffled columns are in the order that the rows' generator draws next", () => {
  const names = ["a", "b", "c", "d"];
  const wide = readCsv(`${names.join(",")},y\n${Array.from({ length: 9 }, () => "0,1,2,3,1").join("\n")}\n0,1,2,3,0`);
  const [plain, shuffled] = [{}, { shuffled: true }].map((more) => prepare(wide, { ...more, train: 8 }, "classes", 5));
  const draw = permutations(5);
  draw(10);
  const order = [...draw(4)];
  expect(order).not.toEqual([0, 1, 2, 3]);
  expect(shuffled!.features).toEqual(order.map((column) => names[column]));
  expect([...shuffled!.data.inputs]).toEqual(Array.from({ length: 8 }, () => order).flat());
  expect(shuffled!.data.targets).toEqual(plain!.data.targets);
});
