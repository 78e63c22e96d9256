/** States as the engine would make them, from closed formulas and a small seeded generator: what the views are tried on. */
import type { ProbeResult, Program } from "../../../../web/engine/program.js";
import { noGradients } from "../../../../web/figure/gradients.js";
import type { FigureState, RunState } from "../../../../web/figure/state.js";
import { findView } from "../../../../web/views/registry.js";

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

export const array = (shape: number[], data: ArrayLike<number>): ProbeResult[string] => ({
  shape,
  data: Float32Array.from(data),
});

export function runState(name: string, color: number, program: Program, more: Partial<RunState> = {}): RunState {
  return {
    name,
    label: name,
    color,
    program,
    status: "running",
    step: 0,
    epoch: 0,
    loss: Number.NaN,
    curves: { step: [], trainLoss: [], validationLoss: [], trainAccuracy: [], validationAccuracy: [], penalty: [] },
    batches: { step: [], loss: [] },
    gradients: noGradients,
    path: [],
    ...more,
  };
}

export function figureState(runs: RunState[], more: Partial<FigureState> = {}): FigureState {
  const step = more.step ?? Math.max(0, ...runs.map((run) => run.step));
  const playback = { steps: 1500, speed: 200, evaluateEvery: 20 };
  return {
    spec: {
      version: 1,
      number: "00",
      name: "00-synthetic",
      title: "",
      task: "",
      caption: "",
      variables: {},
      program: {},
      runs: [],
      controls: [],
      views: [],
      playback,
      readout: "",
      picture: { step: 0 },
    },
    variables: {},
    seed: 7,
    program: runs[0]?.program ?? {},
    views: [],
    playback,
    status: step === 0 ? "ready" : "paused",
    suspended: false,
    speed: 200,
    runs,
    probes: {},
    ...more,
    step,
  };
}

/** Gives the views' own probes their answers: `answer` is asked for each with its name, run and options. */
export function measured(
  state: FigureState,
  type: string,
  options: Record<string, unknown>,
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

export const steps = (last: number, every = 20) =>
  Array.from({ length: Math.floor(last / every) + 1 }, (_, k) => k * every);

export const atStart = (state: FigureState): FigureState => ({
  ...state,
  step: 0,
  status: "ready",
  probes: {},
  runs: state.runs.map((run) => runState(run.name, run.color, run.program)),
});
