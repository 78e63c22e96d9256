/** How the weights are distributed: one outline per run over a common axis. */
import type { ProbeResult } from "../engine/program.js";
import type { FigureState } from "../figure/state.js";
import { compact } from "../scene/numbers.js";
import { plot } from "../scene/plot.js";
import type { Scale } from "../scene/scale.js";
import type { Mark, Token } from "../scene/scene.js";
import { elide, label, smallLabel, strongLabel, textWidth } from "../scene/type.js";
import { listIn, type Say, sayIn } from "../strings/say.js";
import { remembered } from "./memo.js";
import { hint, type RunChoice, runIndex, tokenOf } from "./runs.js";
import type { Size, View } from "./view.js";

export interface WeightHistogramOptions {
  /** One run, or all of them over one another. */
  run: RunChoice | null;
  bins: number;
}

export const weightHistogram: View<WeightHistogramOptions> = {
  type: "weight_histogram",
  defaults: { run: null, bins: 60 },
  aspect: (_options, width) => (width < 480 ? 0.62 : 0.46),
  probes: (state, { run, bins }) =>
    runsOf(state, run).map((index) => ({
      key: keyOf(index),
      run: index,
      name: "weights",
      options: { bins },
      everyMs: 120,
    })),
  scene(state, { run }, size) {
    const shapes = runsOf(state, run).flatMap((index) => {
      const answer = state.probes[keyOf(index)];
      const each = state.runs[index]!;
      return answer ? [{ name: each.label, token: tokenOf(each), ...shapeOf(answer) }] : [];
    });
    const say = sayIn(state.lang);
    return { ...size, marks: draw(shapes, size, say), description: describe(state, shapes, say) };
  },
};

const keyOf = (run: number) => `weights:${run}`;

function runsOf(state: FigureState, run: RunChoice | null): number[] {
  return run === null ? state.runs.map((_, index) => index) : [runIndex(state, run)];
}

interface Shape {
  low: number;
  high: number;
  /** Share of the weights per unit of weight, so that bins of any width compare. */
  density: Float32Array;
  peak: number;
  spread: number;
  largest: number;
}

const shapeOf = remembered((answer: ProbeResult): Shape => {
  const shares = answer.histogram?.data ?? new Float32Array(1);
  const [low, high] = [answer.range?.data[0] ?? -1, answer.range?.data[1] ?? 1];
  const width = (high - low) / shares.length || 1;
  let [mean, square] = [0, 0];
  shares.forEach((share, bin) => {
    const middle = low + (bin + 0.5) * width;
    mean += share * middle;
    square += share * middle * middle;
  });
  const density = shares.map((share) => share / width);
  const spread = Math.sqrt(Math.max(square - mean * mean, 0));
  return { low, high, density, peak: Math.max(...density), spread, largest: Math.max(Math.abs(low), Math.abs(high)) };
});

type Named = Shape & { name: string; token: Token };

/** The next of 0.1, 0.2, 0.5, 1, 2, 5 …: an axis that stands still while weights grow. */
function steady(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-6)));
  const lead = value / power;
  return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

function draw(shapes: readonly Named[], size: Size, say: Say): Mark[] {
  const limit = steady(Math.max(0.5, ...shapes.map(({ largest }) => largest)));
  // One run's spike at zero must not flatten the others.
  const peaks = shapes.map(({ peak }) => peak);
  const top = Math.min(Math.max(...peaks, 0.1), 4 * Math.min(...peaks, Number.POSITIVE_INFINITY)) * 1.08;
  const head = 4 + 16 * Math.max(shapes.length, 1);
  const { frame, x, y, marks } = plot({
    outer: { x: 0, y: head, width: size.width, height: size.height - head },
    x: { domain: [-limit, limit], title: say("weightAxis") },
    y: { domain: [0, top], ticks: [] },
  });
  for (const shape of shapes) {
    const points = outline(shape, x, y, frame.y);
    marks.push({ kind: "path", points, fill: shape.token, opacity: 0.16, closed: true });
    marks.push({ kind: "path", points, stroke: shape.token, width: 1.5 });
  }
  shapes.forEach(({ name, token, spread, largest }, row) => {
    const numbers = say("spread", { spread: compact(spread, 2), largest: compact(largest, 2) });
    const said = textWidth(numbers, smallLabel);
    const baseline = 12 + 16 * row;
    const single = shapes.length === 1;
    if (!single) {
      marks.push({
        kind: "text",
        x: 0,
        y: baseline,
        text: elide(name, size.width - said - 10, strongLabel),
        weight: 600,
        size: label.size,
        fill: token,
      });
    }
    marks.push({
      kind: "text",
      x: single ? 0 : size.width,
      y: baseline,
      text: numbers,
      anchor: single ? "start" : "end",
      size: smallLabel.size,
      fill: "muted",
    });
  });
  if (shapes.length === 0) marks.push(...hint(frame, say("measuring")));
  return marks;
}

function outline({ low, high, density }: Shape, x: Scale, y: Scale, top: number): number[] {
  const width = (high - low) / density.length;
  const base = y.at(0);
  const points = [x.at(low), base];
  density.forEach((value, bin) => {
    const level = Math.max(y.at(value), top);
    points.push(x.at(low + bin * width), level, x.at(low + (bin + 1) * width), level);
  });
  points.push(x.at(high), base);
  return points;
}

function describe(state: FigureState, shapes: readonly Named[], say: Say): string {
  if (shapes.length === 0) return say("saysWeightsWait");
  const said = shapes.map(({ name, spread, largest }) =>
    say("saysWeightsOf", { run: name, spread: compact(spread, 2), largest: compact(largest, 2) }),
  );
  return say("saysWeights", { step: state.step, runs: listIn(say, said) });
}
