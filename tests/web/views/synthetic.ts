/** States as the engine would make them, from closed formulas and a small seeded generator: what the views are tried on. */
import type { LayerProgram, ProbeResult, Program } from "../../../web/engine/program.js";
import type { FigureState, RunState } from "../../../web/figure/state.js";
import { findView } from "../../../web/views/registry.js";

/** Park & Miller's generator: enough for test data. */
export function generator(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

export function normals(seed: number): () => number {
  const next = generator(seed);
  return () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
}

export const array = (shape: number[], data: ArrayLike<number>): ProbeResult[string] => ({ shape, data: Float32Array.from(data) });

export function runState(name: string, color: number, program: Program, more: Partial<RunState> = {}): RunState {
  return {
    name, color, program, status: "running", step: 0, epoch: 0, loss: Number.NaN,
    curves: { step: [], trainLoss: [], validationLoss: [], trainAccuracy: [], validationAccuracy: [], penalty: [] },
    batches: { step: [], loss: [] },
    path: [],
    ...more,
  };
}

export function figureState(runs: RunState[], more: Partial<FigureState> = {}): FigureState {
  const step = more.step ?? Math.max(0, ...runs.map((run) => run.step));
  const playback = { steps: 1500, speed: 200, evaluateEvery: 20 };
  return {
    spec: {
      version: 1, number: "00", name: "00-synthetic", title: "", task: "", caption: "", variables: {}, program: {}, runs: [],
      controls: [], views: [], playback, readout: "", picture: { step: 0 },
    },
    variables: {}, seed: 7, program: runs[0]?.program ?? {}, views: [], playback, status: step === 0 ? "ready" : "paused",
    suspended: false, speed: 200, runs, probes: {}, ...more, step,
  };
}

/** Gives the views' own probes their answers: `answer` is asked for each with its name, run and options. */
export function measured(
  state: FigureState, type: string, options: Record<string, unknown>,
  answer: (name: string, run: number, options: Record<string, unknown>) => ProbeResult | null,
): FigureState {
  const view = findView(type)!;
  const probes: FigureState["probes"] = {};
  for (const probe of view.probes(state, { ...view.defaults, ...options })) {
    const found = answer(probe.name, probe.run, probe.options);
    if (found) probes[probe.key] = found;
  }
  return { ...state, probes };
}

const steps = (last: number, every = 20) => Array.from({ length: Math.floor(last / every) + 1 }, (_, k) => k * every);

const mlp = (width: number, p: number): LayerProgram[] => [
  { type: "Linear", out_features: width }, { type: "ReLU" }, { type: "Dropout", p },
  { type: "Linear", out_features: width }, { type: "ReLU" }, { type: "Dropout", p },
  { type: "Linear", out_features: 10 },
];

/** Dropout beside none: the second run's validation loss turns up. */
export function overfitting(last = 1500): FigureState {
  const curve = (floor: number, fall: number, rise: number, seed: number) => {
    const noise = normals(seed);
    return steps(last).map((step) => floor + (2.3 - floor) * Math.exp(-step / fall) + rise * Math.max(0, step - 240) ** 0.8 + 0.003 * noise());
  };
  const make = (name: string, color: number, p: number, train: number[], validation: number[]) =>
    runState(name, color, { data: { name: "digits" }, model: mlp(128, p) }, {
      step: last, loss: train.at(-1)!,
      curves: {
        step: steps(last), trainLoss: train, validationLoss: validation,
        trainAccuracy: train.map((loss) => Math.max(0.1, 1 - loss / 2.6)),
        validationAccuracy: validation.map((loss) => Math.max(0.1, 1 - loss / 2.6)), penalty: train.map(() => 0),
      },
    });
  return figureState([
    make("with dropout", 0, 0.5, curve(0.03, 130, 0, 1), curve(0.2, 120, 0, 2)),
    make("without", 1, 0, curve(0.002, 60, 0, 3).map((loss) => Math.max(loss, 0.001)), curve(0.24, 60, 0.00035, 4)),
  ]);
}

/** The second run blows up at step 12, before its first evaluation after step 0. */
export function diverging(): FigureState {
  const state = overfitting(300);
  const run = state.runs[1]!;
  const nothing = steps(300).map((step) => (step === 0 ? 2.31 : Number.NaN));
  const curves = { ...run.curves, trainLoss: nothing, validationLoss: nothing, trainAccuracy: nothing, validationAccuracy: nothing };
  return { ...state, runs: [state.runs[0]!, { ...run, status: "diverged", diverged: { step: 12, layer: "4.Linear" }, curves, step: 12 }] };
}

export const atStart = (state: FigureState): FigureState => ({
  ...state, step: 0, status: "ready", probes: {},
  runs: state.runs.map((run) => runState(run.name, run.color, run.program)),
});

export function dropoutMasks(): FigureState {
  const next = generator(5);
  const mask = () => array([128], Array.from({ length: 128 }, () => (next() < 0.5 ? 1 : 0)));
  return measured(overfitting(), "network", {}, (name): ProbeResult =>
    name === "units" ? { input: array([64], new Float32Array(64)) } : { "2": mask(), "5": mask() },
  );
}

export function trainEval(): FigureState {
  return measured(overfitting(), "mean_activation", {}, (_name, _run, { layer }) => {
    const mean = layer === 2 ? 0.421 : 0.655;
    return { train: array([1], [mean * 0.985]), eval: array([1], [mean]), eval_unscaled: array([1], [2 * mean]), layer: array([1], [layer as number]) };
  });
}

const convNet = (channels: number): LayerProgram[] => [
  { type: "Conv2d", out_channels: channels, kernel_size: 3, padding: 1 }, { type: "ReLU" }, { type: "MaxPool2d", kernel_size: 2 },
  { type: "Conv2d", out_channels: 2 * channels, kernel_size: 3, padding: 1 }, { type: "ReLU" }, { type: "MaxPool2d", kernel_size: 2 },
  { type: "Conv2d", out_channels: 4 * channels, kernel_size: 3, padding: 1 }, { type: "ReLU" },
  { type: "Flatten" }, { type: "Linear", out_features: 10 },
];

export function depth(): FigureState {
  const rise = (top: number, speed: number) => steps(690, 10).map((step) => 0.1 + (top - 0.1) * (1 - Math.exp(-step / speed)));
  const make = (name: string, color: number, model: LayerProgram[], top: number, speed: number) =>
    runState(name, color, { data: { name: "wandering_digits" }, model }, {
      step: 690,
      curves: {
        step: steps(690, 10), trainLoss: [], validationLoss: [], penalty: [], trainAccuracy: rise(top + 0.03, speed), validationAccuracy: rise(top, speed),
      },
    });
  const linear: LayerProgram[] = [{ type: "Flatten" }, { type: "Linear", out_features: 10 }];
  return figureState([make("deep", 0, convNet(8), 0.9, 130), make("linear", 1, linear, 0.36, 60)]);
}

/** A hand-drawn 3 for the image; maps are that image sheared, smoothed and thresholded. */
const three = [
  "............", "............", "....####....", "...#....##..", ".........#..", "......###...", "........##..",
  ".........#..", "...#....##..", "....####....", "............", "............",
].map((line) => [...line].map((cell) => (cell === "#" ? 1 : 0)));

function maps(channels: number, size: number, seed: number): ProbeResult[string] {
  const next = generator(seed);
  const factor = 12 / size;
  const data: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const weights = Array.from({ length: 9 }, () => 2 * next() - 1.05);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        let sum = 0;
        weights.forEach((weight, k) => {
          const [r, c] = [Math.floor(row * factor) + Math.floor(k / 3) - 1, Math.floor(column * factor) + (k % 3) - 1];
          sum += weight * (three[r]?.[c] ?? 0);
        });
        data.push(Math.max(sum, 0));
      }
    }
  }
  return array([channels, size, size], data);
}

export function imageMaps(): FigureState {
  return measured(depth(), "feature_maps", {}, () => ({
    input: array([1, 12, 12], three.flat()), "0": maps(8, 12, 1), "1": maps(8, 12, 1), "3": maps(16, 6, 2), "4": maps(16, 6, 2), "7": maps(32, 3, 3),
  }));
}

export function readouts(): FigureState {
  return measured(depth(), "readout_bars", {}, (_name, _run, { layers }) => {
    const accuracy = [0.357, 0.81, 0.885, 0.931, 0.914];
    return { accuracy: array([5], accuracy), layer: array([5], layers as number[]) };
  });
}

const moonsMlp: LayerProgram[] = [
  { type: "Linear", out_features: 64 }, { type: "ReLU" }, { type: "Linear", out_features: 64 }, { type: "ReLU" }, { type: "Linear", out_features: 2 },
];

/** Two moons under three prices of a weight; `runs` is how many of them. */
export function moons(runs: number): FigureState {
  const all = [["λ = 0", 0, 4], ["λ = 0.003", 0.003, 1], ["λ = 0.1", 0.1, 0.25]] as const;
  return figureState(
    all.slice(0, runs).map(([name, l2, wildness], color) => {
      const penalty = steps(1500).map((step) => l2 * (90 + 500 * (1 - Math.exp(-step / 200)) * (l2 > 0.01 ? 0.1 : 1)) * (l2 > 0.01 ? 0.05 : 0.2));
      const trainLoss = steps(1500).map((step) => 0.02 + 0.3 * l2 ** 0.3 + 0.66 * Math.exp(-step / 150));
      return runState(name, color, { data: { name: "moons", noise: 0.3 }, model: moonsMlp, loss: { type: "CrossEntropyLoss", l2 } }, {
        step: 1500,
        curves: {
          step: steps(1500), trainLoss, penalty, validationLoss: steps(1500).map((step) => 0.3 + 0.4 * Math.exp(-step / 100) + wildness * 0.0003 * step),
          trainAccuracy: steps(1500).map((step) => 1 - 0.5 * Math.exp(-step / 80)), validationAccuracy: steps(1500).map((step) => 0.88 - 0.4 * Math.exp(-step / 80)),
        },
      });
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
    inputs.push((label ? 1 - Math.cos(t) : Math.cos(t)) + 0.3 * noise(), (label ? 0.5 - Math.sin(t) : Math.sin(t)) + 0.3 * noise());
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
        const field = 4 * (py - 0.25 - 0.5 * Math.sin(2.2 * px + 0.5)) + 2.5 * wild * Math.sin(5 * px + 1) * Math.sin(4.6 * py);
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
    return { histogram: array([bins], shares.map((share) => share / total)), range: array([2], [-limit, limit]) };
  });
}

const surfaces: Record<string, (x: number, y: number) => number> = {
  bowl: (x, y) => 0.1 * x * x + 2 * y * y,
  rosenbrock: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  himmelblau: (x, y) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
};

/** Four optimizers, a few lines each, on a surface. */
export function descent(name: "bowl" | "rosenbrock" | "himmelblau", start: [number, number], last = 200): FigureState {
  const f = surfaces[name]!;
  const slope = (x: number, y: number) => {
    const h = 1e-5;
    return [(f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)] as const;
  };
  type Rule = (g: readonly [number, number], s: { m: number[]; v: number[] }) => number[];
  const sgd = name === "bowl" ? 0.15 : name === "rosenbrock" ? 0.0008 : 0.004;
  const rules: [string, Rule][] = [
    ["SGD", (g) => g.map((each) => -sgd * each)],
    ["momentum", (g, s) => g.map((each, i) => { s.m[i] = 0.9 * s.m[i]! + each; return -sgd * 0.4 * s.m[i]!; })],
    ["RMSprop", (g, s) => g.map((each, i) => { s.v[i] = 0.99 * s.v[i]! + 0.01 * each * each; return (-0.02 * each) / (Math.sqrt(s.v[i]!) + 1e-8); })],
    ["Adam", (g, s) => g.map((each, i) => {
      s.m[i] = 0.9 * s.m[i]! + 0.1 * each;
      s.v[i] = 0.999 * s.v[i]! + 0.001 * each * each;
      return (-0.05 * s.m[i]!) / (Math.sqrt(s.v[i]!) + 1e-8);
    })],
  ];
  const runs = rules.map(([title, rule], color) => {
    const memory = { m: [0, 0], v: [0, 0] };
    let [x, y] = start;
    const path = [x, y];
    const batches = { step: [0], loss: [f(x, y)] };
    for (let step = 1; step <= last; step++) {
      const [dx, dy] = rule(slope(x, y), memory);
      [x, y] = [x + dx!, y + dy!];
      path.push(x, y);
      batches.step.push(step);
      batches.loss.push(f(x, y));
    }
    return runState(title, color, { surface: { name, start } }, { step: last, loss: f(x, y), path, batches });
  });
  const state = figureState(runs, { playback: { steps: 400, speed: 60, evaluateEvery: 1 } });
  return measured(state, "contour", {}, (_name, _run, options) => {
    const { x, y, size } = options as { x: [number, number]; y: [number, number]; size: number };
    const values = Array.from({ length: size * size }, (_, cell) =>
      f(x[0] + (((cell % size) + 0.5) / size) * (x[1] - x[0]), y[1] - ((Math.floor(cell / size) + 0.5) / size) * (y[1] - y[0])),
    );
    return { value: array([size, size], values) };
  });
}

export function adamOnSurface(): FigureState {
  return measured(descent("rosenbrock", [-1.5, 2]), "moments", {}, () => ({
    parameter: array([2], [0.61, 0.36]), gradient: array([2], [-4.82, 0.0731]), exp_avg: array([2], [-3.1, -0.112]),
    exp_avg_sq: array([2], [1240, 3.2]), step: array([2], [0.00441, 0.00313]),
  }));
}

export function adamOnDigits(): FigureState {
  const draw = normals(3);
  const values = (size: number) => Array.from({ length: 16 }, (_, k) => (k % 8 === 0 ? 0 : size * draw()));
  return measured(overfitting(), "moments", { run: 0 }, () => ({
    gradient: array([16], values(0.004)), exp_avg: array([16], values(0.002)), exp_avg_sq: array([16], values(1e-5).map(Math.abs)), step: array([16], values(4e-4)),
  }));
}

const tenLayers = (norm: boolean): LayerProgram[] => [
  ...Array.from({ length: 9 }, (): LayerProgram[] => [
    { type: "Linear", out_features: 32 }, ...(norm ? [{ type: "BatchNorm1d" }] : []), { type: "ReLU" },
  ]).flat(),
  { type: "Linear", out_features: 10 },
];

export function tenLayerRuns(): FigureState {
  const curve = (floor: number, fall: number) => steps(600, 10).map((step) => floor + (2.302 - floor) * Math.exp(-step / fall));
  const make = (name: string, color: number, norm: boolean, floor: number) =>
    runState(name, color, { data: { name: "digits" }, model: tenLayers(norm) }, {
      step: 600,
      curves: {
        step: steps(600, 10), trainLoss: curve(floor * 0.4, 90), validationLoss: curve(floor, 90), penalty: [],
        trainAccuracy: [], validationAccuracy: [],
      },
    });
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
      mean: array([layers.length], mean), variance: array([layers.length], deviation.map((value) => value * value)),
      range: array([layers.length, 2], layers.flatMap((_, layer) => [mean[layer]! - 4 * deviation[layer]!, mean[layer]! + 4 * deviation[layer]!])),
      histogram: array([layers.length, bins], shares), layer: array([layers.length], layers),
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
