/** What is left of the signal in each layer: the variance of what it gives out, over the first rows of the training set. */
import type { Program } from "../engine/program.js";
import type { FigureState, RunState } from "../figure/state.js";
import { compact } from "../scene/numbers.js";
import { sayIn } from "../strings/say.js";
import { blocksOf } from "./layer_blocks.js";
import { type LayerLine, layerLines } from "./layer_lines.js";
import { remembered } from "./memo.js";
import type { View } from "./view.js";

export interface SignalVarianceOptions {
  mode: "train" | "eval";
  /** So many rows are enough to tell powers of ten apart, at the cost of a forward pass. */
  rows: number;
}

export const signalVariance: View<SignalVarianceOptions> = {
  type: "signal_variance",
  defaults: { mode: "train", rows: 32 },
  aspect: (_options, width) => (width < 480 ? 0.72 : 0.5),
  probes: (state, options) =>
    state.runs.map((run, index) => ({
      key: keyOf(run, index, options),
      run: index,
      name: "activations",
      options: { ...withoutShape(options), bins: 1, layers: layersOf(run) },
      everyMs: 200,
    })),
  scene(state, options, size) {
    const lines = state.runs.flatMap((run, index) => lineOf(state, run, index, options));
    const say = sayIn(state.lang);
    const axis = {
      count: Math.max(2, ...state.runs.map((run) => layersOf(run).length)),
      title: say("varianceAxis"),
      decades: 40,
      waits: say("measuring"),
    };
    return { ...size, marks: layerLines(state, lines, axis, size), description: describe(state, lines) };
  },
};

const withoutShape = ({ mode, rows }: SignalVarianceOptions) => ({ mode, rows });

/** The weighted layers: before an activation takes its part, behind a residual block's sum. */
const layersOf = ({ program }: RunState): number[] => layersIn(program);
const layersIn = remembered((program: Program) => blocksOf(program).map(({ weighted }) => weighted));

function keyOf(run: RunState, index: number, { mode, rows }: SignalVarianceOptions): string {
  const layers = layersOf(run);
  return `signal_variance:${index}:${mode}:${rows}:${layers.length}:${layers.at(-1) ?? 0}`;
}

function lineOf(state: FigureState, run: RunState, index: number, options: SignalVarianceOptions): LayerLine[] {
  const variance = state.probes[keyOf(run, index, options)]?.variance?.data;
  return variance ? [{ run, values: Array.from(variance) }] : [];
}

function describe(state: FigureState, lines: readonly LayerLine[]): string {
  const say = sayIn(state.lang);
  if (lines.length === 0) return say("saysVarianceWait");
  const said = lines.map(({ run, values }) => {
    const [first, last] = [compact(values[0]!, 2), compact(values.at(-1)!, 2)];
    return say("saysNorm", { run: run.label, first, last, layers: values.length });
  });
  return say("saysVariance", { step: state.step, runs: said.join(say("semicolon")) });
}
