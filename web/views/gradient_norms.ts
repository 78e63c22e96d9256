/** How much gradient reaches each layer: its norm on a logarithmic axis, all runs in one plot. */
import type { FigureState, RunState } from "../figure/state.js";
import { compact } from "../scene/numbers.js";
import { sayIn } from "../strings/say.js";
import { blocksOf } from "./layer_blocks.js";
import { type LayerLine, layerLines } from "./layer_lines.js";
import type { View } from "./view.js";

export type GradientNormsOptions = Record<never, never>;

export const gradientNorms: View<GradientNormsOptions> = {
  type: "gradient_norms",
  defaults: {},
  aspect: (_options, width) => (width < 480 ? 0.72 : 0.5),
  probes: (state) =>
    state.runs.map((_, run) => ({ key: keyOf(run), run, name: "gradient_norm", options: {}, everyMs: 120 })),
  scene(state, _options, size) {
    const lines = state.step > 0 ? state.runs.flatMap((run, index) => lineOf(state, run, index)) : [];
    const say = sayIn(state.lang);
    const axis = {
      count: Math.max(2, ...state.runs.map((run) => blocksOf(run.program).length)),
      title: say("gradientAxis"),
      decades: 10,
      waits: say("gradientsWait"),
    };
    return { ...size, marks: layerLines(state, lines, axis, size), description: describe(state, lines) };
  },
};

const keyOf = (run: number) => `gradient_norm:${run}`;

/** Batch norm's own parameters are left out: the weighted layers are what both runs have. */
function lineOf(state: FigureState, run: RunState, index: number): LayerLine[] {
  const answer = state.probes[keyOf(index)];
  const [norm, layer] = [answer?.norm?.data, answer?.layer?.data];
  if (!norm || !layer) return [];
  const byLayer = new Map(Array.from(layer, (top, at) => [top, norm[at]!]));
  const values = blocksOf(run.program).map(({ weighted }) => byLayer.get(weighted) ?? Number.NaN);
  return values.some((value) => value > 0) ? [{ run, values }] : [];
}

function describe(state: FigureState, lines: readonly LayerLine[]): string {
  const say = sayIn(state.lang);
  if (lines.length === 0) return say("saysNormsWait");
  const said = lines.map(({ run, values }) => {
    const [first, last] = [compact(values[0]!, 2), compact(values.at(-1)!, 2)];
    return say("saysNorm", { run: run.label, first, last, layers: values.length });
  });
  return say("saysNorms", { step: state.step, runs: said.join(say("semicolon")) });
}
