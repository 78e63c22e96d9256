/** How much gradient reaches each layer: its norm on a logarithmic axis, all runs in one plot. */
import type { FigureState, RunState } from "../figure/state.js";
import { clipPolyline } from "../scene/clip.js";
import { type EndLabel, endLabels, labelMargin } from "../scene/end_labels.js";
import { compact } from "../scene/numbers.js";
import { plot } from "../scene/plot.js";
import type { Mark } from "../scene/scene.js";
import { niceLogDomain } from "../scene/ticks.js";
import { sayIn } from "../strings/say.js";
import { layerBlocks } from "./layer_blocks.js";
import { hint, tokenOf } from "./runs.js";
import type { Size, View } from "./view.js";

export type GradientNormsOptions = Record<never, never>;

export const gradientNorms: View<GradientNormsOptions> = {
  type: "gradient_norms",
  defaults: {},
  aspect: (_options, width) => (width < 480 ? 0.72 : 0.5),
  probes: (state) =>
    state.runs.map((_, run) => ({ key: keyOf(run), run, name: "gradient_norm", options: {}, everyMs: 120 })),
  scene(state, _options, size) {
    const lines = state.step > 0 ? state.runs.flatMap((run, index) => lineOf(state, run, index)) : [];
    return { ...size, marks: draw(state, lines, size), description: describe(state, lines) };
  },
};

const keyOf = (run: number) => `gradient_norm:${run}`;

interface Line {
  run: RunState;
  /** Norms of the blocks' weighted layers, from the input upwards. */
  norms: number[];
}

/** Batch norm's own parameters are left out: the weighted layers are what both runs have. */
function lineOf(state: FigureState, run: RunState, index: number): Line[] {
  const answer = state.probes[keyOf(index)];
  const [norm, layer] = [answer?.norm?.data, answer?.layer?.data];
  if (!norm || !layer) return [];
  const byLayer = new Map(Array.from(layer, (top, at) => [top, norm[at]!]));
  const norms = layerBlocks(run.program).map(({ weighted }) => byLayer.get(weighted) ?? Number.NaN);
  return norms.some((value) => value > 0) ? [{ run, norms }] : [];
}

const decades = 10;

function draw(state: FigureState, lines: readonly Line[], size: Size): Mark[] {
  const say = sayIn(state.lang);
  const positive = lines.flatMap(({ norms }) => norms.filter((value) => value > 0 && Number.isFinite(value)));
  const high = Math.max(...positive, 1e-30);
  const low = Math.max(Math.min(...positive, high), high * 10 ** -decades);
  const count = Math.max(2, ...state.runs.map((run) => layerBlocks(run.program).length));
  const labels = lines.map(({ run, norms }) => ({ name: run.label, value: compact(norms.at(-1)!, 2), strong: true }));
  const right = labelMargin(
    labels.length > 0 ? labels : state.runs.map(({ label }) => ({ name: label, strong: true })),
    size.width,
  );
  const { frame, x, y, marks } = plot({
    outer: { x: 0, y: 0, ...size },
    right,
    x: { domain: [0.6, count + 0.4], title: say("layerAxis"), whole: true },
    y: {
      domain: positive.length > 0 ? niceLogDomain(low, high) : [1e-4, 1],
      kind: "log",
      title: say("gradientAxis"),
    },
  });
  const ends: EndLabel[] = [];
  lines.forEach(({ run, norms }, index) => {
    const token = tokenOf(run);
    const points = norms.flatMap((value, layer) => [x.at(layer + 1), y.at(value)]);
    const line = clipPolyline(points, frame);
    if (line.length > 0) marks.push({ kind: "path", points: line, stroke: token, width: 1.5 });
    let end: { x: number; y: number } | null = null;
    for (let i = 0; i < points.length; i += 2) {
      const [px, py] = [points[i]!, points[i + 1]!];
      if (!Number.isFinite(py) || py > frame.y + frame.height + 0.5) continue;
      marks.push({ kind: "circle", x: px, y: py, r: 3, fill: token });
      end = { x: px, y: py };
    }
    if (end) ends.push({ ...labels[index]!, ...end, token, priority: 1 });
  });
  marks.push(
    ...endLabels(
      ends,
      { left: frame.x + frame.width, width: right, top: 0, bottom: frame.y + frame.height + 4 },
      size.width,
    ),
  );
  if (lines.length === 0) marks.push(...hint(frame, say("gradientsWait")));
  return marks;
}

function describe(state: FigureState, lines: readonly Line[]): string {
  const say = sayIn(state.lang);
  if (lines.length === 0) return say("saysNormsWait");
  const said = lines.map(({ run, norms }) => {
    const [first, last] = [compact(norms[0]!, 2), compact(norms.at(-1)!, 2)];
    return say("saysNorm", { run: run.label, first, last, layers: norms.length });
  });
  return say("saysNorms", { step: state.step, runs: said.join(say("semicolon")) });
}
