/** Figure 06 as it might go: two moons under several prices of a weight. */
import type { LayerProgram, ProbeResult } from "../../../../web/engine/program.js";
import type { FigureState } from "../../../../web/figure/state.js";
import { array, figureState, generator, measured, normals, runState, steps } from "./state.js";

const moonsMlp: LayerProgram[] = [
  { type: "Linear", out_features: 64 },
  { type: "ReLU" },
  { type: "Linear", out_features: 64 },
  { type: "ReLU" },
  { type: "Linear", out_features: 2 },
];

/** Two moons under three prices of a weight; `runs` is how many of them. */
export function moons(runs: number): FigureState {
  const all = [
    ["λ = 0", 0, 4],
    ["λ = 0.003", 0.003, 1],
    ["λ = 0.1", 0.1, 0.25],
  ] as const;
  return figureState(
    all.slice(0, runs).map(([name, l2, wildness], color) => {
      const penalty = steps(1500).map(
        (step) => l2 * (90 + 500 * (1 - Math.exp(-step / 200)) * (l2 > 0.01 ? 0.1 : 1)) * (l2 > 0.01 ? 0.05 : 0.2),
      );
      const trainLoss = steps(1500).map((step) => 0.02 + 0.3 * l2 ** 0.3 + 0.66 * Math.exp(-step / 150));
      return runState(
        name,
        color,
        { data: { name: "moons", noise: 0.3 }, model: moonsMlp, loss: { type: "CrossEntropyLoss", l2 } },
        {
          step: 1500,
          curves: {
            step: steps(1500),
            trainLoss,
            penalty,
            validationLoss: steps(1500).map((step) => 0.3 + 0.4 * Math.exp(-step / 100) + wildness * 0.0003 * step),
            trainAccuracy: steps(1500).map((step) => 1 - 0.5 * Math.exp(-step / 80)),
            validationAccuracy: steps(1500).map((step) => 0.88 - 0.4 * Math.exp(-step / 80)),
          },
        },
      );
    }),
  );
}

export function moonPoints(count: number): ProbeResult {
  const noise = normals(9);
  const next = generator(11);
  const inputs: number[] = [];
  const targets: number[] = [];
  for (let k = 0; k < count; k++) {
    const t = Math.PI * next();
    const label = k % 2;
    inputs.push(
      (label ? 1 - Math.cos(t) : Math.cos(t)) + 0.3 * noise(),
      (label ? 0.5 - Math.sin(t) : Math.sin(t)) + 0.3 * noise(),
    );
    targets.push(label);
  }
  return { inputs: array([count, 2], inputs), targets: array([count], targets) };
}

/** A smooth boundary with `islands` of wildness. */
export function boundaries(runs: number, points = 60): FigureState {
  return measured(moons(runs), "boundary", {}, (name, run, options) => {
    if (name === "data") return moonPoints(points);
    const { x, y, size } = options as { x: [number, number]; y: [number, number]; size: number };
    const wild = [1.6, 0.4, 0][run]!;
    const data: number[] = [];
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const px = x[0] + ((column + 0.5) / size) * (x[1] - x[0]);
        const py = y[1] - ((row + 0.5) / size) * (y[1] - y[0]);
        const field =
          4 * (py - 0.25 - 0.5 * Math.sin(2.2 * px + 0.5)) + 2.5 * wild * Math.sin(5 * px + 1) * Math.sin(4.6 * py);
        const one = 1 / (1 + Math.exp(field));
        data.push(1 - one, one);
      }
    }
    return { probability: array([size, size, 2], data) };
  });
}

export function histograms(runs: number): FigureState {
  return measured(moons(runs), "weight_histogram", {}, (_name, run, options) => {
    const bins = options.bins as number;
    const sigma = [0.34, 0.16, 0.05][run]!;
    const limit = 4.6 * sigma;
    const shares = Array.from({ length: bins }, (_, bin) => {
      const weight = -limit + ((bin + 0.5) / bins) * 2 * limit;
      return Math.exp(-((weight / sigma) ** 2) / 2) * (1 + 0.12 * Math.sin(bin * 3.7));
    });
    const total = shares.reduce((sum, share) => sum + share, 0);
    return {
      histogram: array(
        [bins],
        shares.map((share) => share / total),
      ),
      range: array([2], [-limit, limit]),
    };
  });
}

/** The two moons and a price λ; with `classes` above 2 the view has nothing to draw. */
export function priced(l2: number, classes = 2): FigureState {
  const state = moons(1);
  const [run] = state.runs as [FigureState["runs"][number]];
  const program = { ...run.program, loss: { type: "CrossEntropyLoss", l2 } };
  return measured({ ...state, runs: [{ ...run, program }] }, "penalty_geometry", {}, () => {
    const points = moonPoints(60);
    if (classes > 2) points.targets!.data.set([2], 5);
    return points;
  });
}
