/** The history as a table: steps and evaluations in one row where they meet, the shortest numbers, fields in quotes. */
import { expect, test } from "vitest";
import { historyCsv } from "../../../../web/code/export/history_csv.js";

const history = {
  step: Float32Array.of(1, 2),
  epoch: Float32Array.of(1, 1),
  trainLoss: Float32Array.of(0.1, Number.NaN),
  penalty: Float32Array.of(0, 0),
  lr: Float32Array.of(0.001, 1e-8),
};
const evaluations = {
  step: [0, 2],
  trainLoss: [0.7, 0.5],
  validationLoss: [0.75, Number.NaN],
  trainAccuracy: [Number.NaN, Number.NaN],
  validationAccuracy: [Number.NaN, Number.NaN],
  penalty: [0, 0],
};

test("rows of all runs, with the columns that any of them has", () => {
  const rows = historyCsv([
    { name: 'plain, or "so"', history, evaluations },
    { name: "other", history: { ...history, x: Float32Array.of(1 / 3, 2), y: Float32Array.of(-1, 16777216) } },
  ]).split("\r\n");
  expect(rows).toEqual([
    "run,step,epoch,lr,loss,penalty,x,y,train_loss,validation_loss",
    '"plain, or ""so""",0,,,,,,,0.7,0.75',
    '"plain, or ""so""",1,1,0.001,0.1,0,,,,',
    '"plain, or ""so""",2,1,1e-8,NaN,0,,,0.5,',
    "other,1,1,0.001,0.1,0,0.33333334,-1,,",
    "other,2,1,1e-8,NaN,0,2,16777216,,",
    "",
  ]);
});
