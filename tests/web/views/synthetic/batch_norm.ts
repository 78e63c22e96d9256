/** Figure 10 as it might go: ten layers with batch norm and without. */
import type { LayerProgram } from "../../../../web/engine/program.js";
import type { FigureState, RunState } from "../../../../web/figure/state.js";
import { array, figureState, measured, normals, runState, steps } from "./state.js";

const tenLayers = (norm: boolean): LayerProgram[] => [
  ...Array.from({ length: 9 }, (): LayerProgram[] => [
    { type: "Linear", out_features: 32 },
    ...(norm ? [{ type: "BatchNorm1d" }] : []),
    { type: "ReLU" },
  ]).flat(),
  { type: "Linear", out_features: 10 },
];

export function tenLayerRuns(): FigureState {
  const curve = (floor: number, fall: number) =>
    steps(600, 10).map((step) => floor + (Math.LN10 - floor) * Math.exp(-step / fall));
  const make = (name: string, color: number, norm: boolean, floor: number) =>
    runState(
      name,
      color,
      { data: { name: "digits" }, model: tenLayers(norm) },
      {
        step: 600,
        curves: {
          step: steps(600, 10),
          trainLoss: curve(floor * 0.4, 90),
          validationLoss: curve(floor, 90),
          penalty: [],
          trainAccuracy: [],
          validationAccuracy: [],
        },
      },
    );
  return figureState([make("batch norm", 0, true, 0.14), make("plain", 1, false, 2.3)]);
}

export function ridges(): FigureState {
  return measured(tenLayerRuns(), "activation_ridges", {}, (_name, run, options) => {
    const { layers, bins } = options as { layers: number[]; bins: number };
    const deviation = layers.map((_, layer) => (run === 0 ? 1 + 0.1 * Math.sin(layer) : 0.55 * 0.41 ** layer + 0.002));
    const mean = layers.map((_, layer) => (run === 0 ? 0.1 * Math.cos(3 * layer) : 0.1 * Math.sin(layer)));
    const shares = layers.flatMap((_, layer) => {
      const heights = Array.from({ length: bins }, (_unused, bin) => {
        const z = -4 + ((bin + 0.5) / bins) * 8;
        return Math.exp((-z * z) / 2) * (1 + 0.15 * Math.sin(bin * (layer + 2)));
      });
      const total = heights.reduce((sum, height) => sum + height, 0);
      return heights.map((height) => height / total);
    });
    return {
      mean: array([layers.length], mean),
      variance: array(
        [layers.length],
        deviation.map((value) => value * value),
      ),
      range: array(
        [layers.length, 2],
        layers.flatMap((_, layer) => [mean[layer]! - 4 * deviation[layer]!, mean[layer]! + 4 * deviation[layer]!]),
      ),
      histogram: array([layers.length, bins], shares),
      layer: array([layers.length], layers),
    };
  });
}

export function gradients(): FigureState {
  return measured(tenLayerRuns(), "gradient_norms", {}, (_name, run) => {
    const layer = Array.from({ length: 10 }, (_, k) => k * (run === 0 ? 3 : 2));
    const norm = layer.map((_, k) => (run === 0 ? 0.35 + 0.1 * Math.sin(k) : 0.9 * 0.41 ** (9 - k)));
    return { norm: array([10], norm), layer: array([10], layer) };
  });
}

/** γ and β of batch norm beside layer norm's; `spread` is how far they have moved. */
export function scales(spread = 0.2): FigureState {
  const state = tenLayerRuns();
  const [normed, plain] = state.runs as [RunState, RunState];
  const layers = tenLayers(true).map((layer) => (layer.type === "BatchNorm1d" ? { type: "LayerNorm" } : layer));
  const other = { ...normed, name: "layer norm", label: "layer norm", color: 2, program: { model: layers } };
  const next = normals(5);
  return measured({ ...state, runs: [normed, plain, other] }, "norm_parameters", {}, () =>
    Object.fromEntries(
      Array.from({ length: 9 }, (_, layer) => [
        [
          `${3 * layer + 1}.weight`,
          array(
            [32],
            Float32Array.from({ length: 32 }, () => 1 + spread * next()),
          ),
        ],
        [
          `${3 * layer + 1}.bias`,
          array(
            [32],
            Float32Array.from({ length: 32 }, () => spread * next()),
          ),
        ],
      ]).flat(),
    ),
  );
}
