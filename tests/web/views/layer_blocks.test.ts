/** How a model is counted and named for a reader. */
import { expect, test } from "vitest";
import { layerBlocks } from "../../../web/views/layer_blocks.js";
import * as synthetic from "./synthetic/index.js";

const summary = (run: number, state = synthetic.overfitting()) =>
  layerBlocks(state.runs[run]!.program).map(({ name, weighted, activation, dropout, last }) => [
    name,
    weighted,
    activation,
    dropout,
    last,
  ]);

test("an MLP with dropout: hidden layers and an output", () => {
  expect(summary(0)).toEqual([
    ["hidden 1", 0, 1, 2, 2],
    ["hidden 2", 3, 4, 5, 5],
    ["output", 6, -1, -1, 6],
  ]);
});

test("a convolutional network: what a block gives out is what its pooling gives out", () => {
  expect(summary(0, synthetic.depth())).toEqual([
    ["conv 1", 0, 1, -1, 2],
    ["conv 2", 3, 4, -1, 5],
    ["conv 3", 6, 7, -1, 7],
    ["output", 9, -1, -1, 9],
  ]);
});

test("a leading Flatten belongs to no block; batch norm stands before its activation", () => {
  expect(summary(1, synthetic.depth())).toEqual([["output", 1, -1, -1, 1]]);
  expect(summary(0, synthetic.tenLayerRuns())[1]).toEqual(["hidden 2", 3, 5, -1, 5]);
});

test("a surface has no layers", () => expect(layerBlocks({ surface: { name: "bowl", start: [1, 1] } })).toEqual([]));
