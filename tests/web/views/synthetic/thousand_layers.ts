/** Figure 03 as it might go: a hundred plain layers whose gradient fades, and thirty in which it bursts. */
import type { LayerProgram } from "../../../../web/engine/program.js";
import type { FigureState } from "../../../../web/figure/state.js";
import { array, figureState, measured, runState, steps } from "./state.js";

const plain = (depth: number): LayerProgram[] => [
  ...Array.from({ length: depth }, (): LayerProgram[] => [
    { type: "Linear", out_features: 16 },
    { type: "ReLU" },
  ]).flat(),
  { type: "Linear", out_features: 2 },
];

function state(
  depth: number,
  recorded: number[],
  norm: (layer: number, step: number) => number,
  broken: boolean,
): FigureState {
  const last = recorded.at(-1)!;
  const at = steps(last, 1).filter((step) => step % 10 === 0);
  const curve = at.map((step) => 0.69 - 0.0001 * step);
  const run = runState(
    "network",
    0,
    { data: { name: "two_spirals" }, model: plain(depth) },
    {
      step: broken ? last - 1 : last,
      ...(broken && { status: "diverged" as const, diverged: { step: last, layer: "40.Linear" } }),
      curves: {
        step: at,
        trainLoss: curve,
        validationLoss: curve,
        trainAccuracy: [],
        validationAccuracy: [],
        penalty: [],
      },
      gradients: {
        step: recorded,
        layer: Array.from({ length: depth + 1 }, (_, layer) => 2 * layer),
        norm: recorded.map((step) => Float32Array.from({ length: depth + 1 }, (_, layer) => norm(layer, step))),
      },
    },
  );
  return measured(figureState([run]), "signal_variance", {}, () => ({
    variance: array(
      [depth + 1],
      Array.from({ length: depth + 1 }, (_, layer) => (broken ? 1.9 ** layer : 0.3 * 0.9 ** layer)),
    ),
  }));
}

export const hundredLayers = (): FigureState =>
  state(100, steps(240, 1).slice(1), (layer, step) => Math.max(10 ** ((layer - 100) / 3) * (1 + step / 300), 0), false);

export const brokenLayers = (): FigureState =>
  state(30, [1, 2, 3], (layer, step) => (step === 3 ? Number.NaN : 10 ** (5 * step - 2) * (1 + layer)), true);
