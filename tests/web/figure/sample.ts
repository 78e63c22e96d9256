/** A small figure spec and snapshots for the tests of the figure layer. */
import type { RunSnapshot, SessionSnapshot } from "../../../web/engine/session_types.js";
import type { FigureSpec } from "../../../web/figure/spec.js";

export const dropout: FigureSpec = {
  version: 1,
  number: "04",
  name: "04-dropout",
  title: "Dropout",
  task: "Make the validation curve turn up.",
  caption: "Two networks that differ in p.",
  variables: { p: 0.5, width: 128, depth: 2, normalize: false },
  program: {
    seed: 7,
    data: { name: "digits", train: 300 },
    model: [
      {
        repeat: { var: "depth" },
        of: [
          { type: "Linear", out_features: { var: "width" } },
          {
            switch: "normalize",
            cases: { true: [{ type: "BatchNorm1d" }, { type: "ReLU" }], false: [{ type: "ReLU" }] },
          },
          { type: "Dropout", p: { var: "p" } },
        ],
      },
      { type: "Linear", out_features: 10 },
    ],
    optimizer: { type: "Adam", lr: 0.001 },
  },
  runs: [{ name: "plain", set: { p: 0 } }, { name: "with dropout" }],
  controls: [
    { type: "range", variable: "p", label: "Dropout p", min: 0, max: 0.9, step: 0.05 },
    {
      type: "choice",
      variable: "width",
      label: "Width",
      options: [
        { value: 64, label: "64" },
        { value: 128, label: "128" },
      ],
    },
    { type: "toggle", variable: "normalize", label: "Batch norm" },
  ],
  views: [
    { type: "curves", title: "Loss", main: true },
    { type: "network", title: "Units" },
  ],
  playback: { steps: 400, speed: 60, evaluateEvery: 5 },
  readout:
    "Validation loss {runs.with-dropout.validationLoss:.2f} with dropout, {runs.plain.validationLoss:.2f} without.",
  picture: { step: 200 },
};

/** A snapshot with one evaluation per given step, its loss made by `loss(run, step)`. */
export function snapshotAt(
  step: number,
  evaluated: readonly number[] = [],
  loss: (run: number, step: number) => number = (run, at) => 2 / (1 + at) + run,
): SessionSnapshot {
  const runs = ["plain", "with dropout"].map((name, run): RunSnapshot => {
    const column = Float32Array.from(evaluated, (at) => loss(run, at));
    return {
      name,
      status: "running",
      step,
      epoch: 0,
      loss: loss(run, step),
      evaluations: {
        step: Float32Array.from(evaluated),
        trainLoss: column,
        validationLoss: column,
        trainAccuracy: column.map(() => 0.5),
        validationAccuracy: column.map(() => 0.5 + run / 10),
        penalty: column.map(() => 0),
      },
      batches: { step: Float32Array.of(step), loss: Float32Array.of(loss(run, step)) },
    };
  });
  return { step, runs, probes: {}, trainedMs: 0, trainedSteps: 0 };
}
