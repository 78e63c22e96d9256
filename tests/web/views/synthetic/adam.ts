/** Figure 08 as it might go: four optimizers on a surface and on digits. */
import type { FigureState } from "../../../../web/figure/state.js";
import { overfitting } from "./dropout.js";
import { array, figureState, measured, normals, runState } from "./state.js";

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
    [
      "momentum",
      (g, s) =>
        g.map((each, i) => {
          s.m[i] = 0.9 * s.m[i]! + each;
          return -sgd * 0.4 * s.m[i]!;
        }),
    ],
    [
      "RMSprop",
      (g, s) =>
        g.map((each, i) => {
          s.v[i] = 0.99 * s.v[i]! + 0.01 * each * each;
          return (-0.02 * each) / (Math.sqrt(s.v[i]!) + 1e-8);
        }),
    ],
    [
      "Adam",
      (g, s) =>
        g.map((each, i) => {
          s.m[i] = 0.9 * s.m[i]! + 0.1 * each;
          s.v[i] = 0.999 * s.v[i]! + 0.001 * each * each;
          return (-0.05 * s.m[i]!) / (Math.sqrt(s.v[i]!) + 1e-8);
        }),
    ],
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
      f(
        x[0] + (((cell % size) + 0.5) / size) * (x[1] - x[0]),
        y[1] - ((Math.floor(cell / size) + 0.5) / size) * (y[1] - y[0]),
      ),
    );
    return { value: array([size, size], values) };
  });
}

export function adamOnSurface(): FigureState {
  return measured(descent("rosenbrock", [-1.5, 2]), "moments", {}, () => ({
    parameter: array([2], [0.61, 0.36]),
    gradient: array([2], [-4.82, 0.0731]),
    exp_avg: array([2], [-3.1, -0.112]),
    exp_avg_sq: array([2], [1240, 3.2]),
    step: array([2], [0.00441, 0.00313]),
  }));
}

/** With its program and every setting of the update: what one weight's terms need. */
export function adamUpdate(): FigureState {
  const [g, m, v] = [-4.82, -3.1, 12.4];
  const step = (-0.05 * (m / (1 - 0.9 ** 12))) / (Math.sqrt(v / (1 - 0.999 ** 12)) + 1e-8);
  const state = descent("rosenbrock", [-1.5, 2], 12);
  const optimizer = { type: "Adam", lr: 0.05, weight_decay: 0.01 };
  const runs = state.runs.map((run) => ({ ...run, program: { ...run.program, optimizer } }));
  return measured({ ...state, runs }, "moments", {}, () => ({
    parameter: array([2], [0.61, -1.36]),
    gradient: array([2], [0.0731, g]),
    exp_avg: array([2], [-0.112, m]),
    exp_avg_sq: array([2], [3.2, v]),
    step: array([2], [0.00313, step]),
    at: array([1], [12]),
    lr: array([1], [0.05]),
  }));
}

export function adamOnDigits(): FigureState {
  const draw = normals(3);
  const values = (size: number) => Array.from({ length: 16 }, (_, k) => (k % 8 === 0 ? 0 : size * draw()));
  const state = overfitting();
  const optimizer = { type: "Adam", lr: 0.001 };
  const runs = state.runs.map((run) => ({ ...run, program: { ...run.program, optimizer } }));
  return measured({ ...state, runs }, "moments", { run: 0 }, () => ({
    parameter: array([16], values(0.1)),
    at: array([1], [300]),
    lr: array([1], [0.001]),
    gradient: array([16], values(0.004)),
    exp_avg: array([16], values(0.002)),
    exp_avg_sq: array([16], values(1e-5).map(Math.abs)),
    step: array([16], values(4e-4)),
  }));
}
