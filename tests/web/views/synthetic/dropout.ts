/** Figure 04 as it might go: an MLP with dropout and without. */
import type { LayerProgram, ProbeResult } from "../../../../web/engine/program.js";
import type { FigureState } from "../../../../web/figure/state.js";
import { array, figureState, generator, measured, normals, runState, steps } from "./state.js";

const mlp = (width: number, p: number): LayerProgram[] => [
  { type: "Linear", out_features: width },
  { type: "ReLU" },
  { type: "Dropout", p },
  { type: "Linear", out_features: width },
  { type: "ReLU" },
  { type: "Dropout", p },
  { type: "Linear", out_features: 10 },
];

/** Dropout beside none: the second run's validation loss turns up. */
export function overfitting(last = 1500): FigureState {
  const curve = (floor: number, fall: number, rise: number, seed: number) => {
    const noise = normals(seed);
    return steps(last).map(
      (step) =>
        floor + (2.3 - floor) * Math.exp(-step / fall) + rise * Math.max(0, step - 240) ** 0.8 + 0.003 * noise(),
    );
  };
  const make = (name: string, color: number, p: number, train: number[], validation: number[]) =>
    runState(
      name,
      color,
      { data: { name: "digits" }, model: mlp(128, p) },
      {
        step: last,
        loss: train.at(-1)!,
        curves: {
          step: steps(last),
          trainLoss: train,
          validationLoss: validation,
          trainAccuracy: train.map((loss) => Math.max(0.1, 1 - loss / 2.6)),
          validationAccuracy: validation.map((loss) => Math.max(0.1, 1 - loss / 2.6)),
          penalty: train.map(() => 0),
        },
      },
    );
  return figureState([
    make("with dropout", 0, 0.5, curve(0.03, 130, 0, 1), curve(0.2, 120, 0, 2)),
    make(
      "without",
      1,
      0,
      curve(0.002, 60, 0, 3).map((loss) => Math.max(loss, 0.001)),
      curve(0.24, 60, 0.00035, 4),
    ),
  ]);
}

/** The second run blows up at step 12, before its first evaluation after step 0. */
export function diverging(): FigureState {
  const state = overfitting(300);
  const run = state.runs[1]!;
  const nothing = steps(300).map((step) => (step === 0 ? 2.31 : Number.NaN));
  const curves = {
    ...run.curves,
    trainLoss: nothing,
    validationLoss: nothing,
    trainAccuracy: nothing,
    validationAccuracy: nothing,
  };
  return {
    ...state,
    runs: [state.runs[0]!, { ...run, status: "diverged", diverged: { step: 12, layer: "4.Linear" }, curves, step: 12 }],
  };
}

export function dropoutMasks(): FigureState {
  const next = generator(5);
  const mask = () =>
    array(
      [128],
      Array.from({ length: 128 }, () => (next() < 0.5 ? 1 : 0)),
    );
  return measured(
    overfitting(),
    "network",
    {},
    (name): ProbeResult =>
      name === "units" ? { input: array([64], new Float32Array(64)) } : { "2": mask(), "5": mask() },
  );
}

export function trainEval(): FigureState {
  return measured(overfitting(), "mean_activation", {}, (_name, _run, { layer }) => {
    const mean = layer === 2 ? 0.421 : 0.655;
    return {
      train: array([1], [mean * 0.985]),
      eval: array([1], [mean]),
      eval_unscaled: array([1], [2 * mean]),
      layer: array([1], [layer as number]),
    };
  });
}
