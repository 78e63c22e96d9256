/** What arrives at each layer: the distribution of its activations, one ridge per layer, the runs side by side. */
import type { ProbeResult } from "../engine/program.js";
import type { FigureState, RunState } from "../figure/state.js";
import type { Box } from "../scene/clip.js";
import { compact } from "../scene/numbers.js";
import { linearScale, type Scale } from "../scene/scale.js";
import type { Mark } from "../scene/scene.js";
import { linearTicks } from "../scene/ticks.js";
import { elide, number, smallLabel, strongLabel, textWidth } from "../scene/type.js";
import { type Say, sayIn } from "../strings/say.js";
import { layerBlocks } from "./layer_blocks.js";
import { hint, tokenOf } from "./runs.js";
import type { Size, View } from "./view.js";

export interface ActivationRidgesOptions {
  mode: "train" | "eval";
  /** What enters each activation function, or what leaves it. */
  at: "before" | "after";
}

const bins = 48;

export const activationRidges: View<ActivationRidgesOptions> = {
  type: "activation_ridges",
  defaults: { mode: "train", at: "before" },
  aspect: (_options, width) => (width < 480 ? 1.02 : 0.62),
  probes: (state, options) =>
    state.runs.map((run, index) => ({
      key: keyOf(index, options, layersOf(run, options)),
      run: index,
      name: "activations",
      options: { mode: options.mode, rows: 256, bins, layers: layersOf(run, options) },
      everyMs: 120,
    })),
  scene(state, options, size) {
    const panels = state.runs.map((run, index) => {
      const answer = state.probes[keyOf(index, options, layersOf(run, options))];
      return { run, ridges: answer ? ridgesOf(answer) : [] };
    });
    return {
      ...size,
      marks: draw(panels, layerCount(state, options), size, sayIn(state.lang)),
      description: describe(state, options, panels),
    };
  },
};

function layersOf({ program }: RunState, { at }: ActivationRidgesOptions): number[] {
  return layerBlocks(program).flatMap(({ activation }) =>
    activation < 1 ? [] : [at === "before" ? activation - 1 : activation],
  );
}

function keyOf(run: number, { mode }: ActivationRidgesOptions, layers: readonly number[]): string {
  return `activations:${run}:${mode}:${layers.join(",")}`;
}

const layerCount = (state: FigureState, options: ActivationRidgesOptions) =>
  Math.max(1, ...state.runs.map((run) => layersOf(run, options).length));

interface Ridge {
  mean: number;
  deviation: number;
  low: number;
  high: number;
  shares: Float32Array;
}

interface Panel {
  run: RunState;
  ridges: Ridge[];
}

function ridgesOf({ mean, variance, range, histogram }: ProbeResult): Ridge[] {
  if (!mean || !variance || !range || !histogram) return [];
  const width = histogram.data.length / mean.data.length;
  return Array.from(mean.data, (value, layer) => ({
    mean: value,
    deviation: Math.sqrt(variance.data[layer]!),
    low: range.data[2 * layer]!,
    high: range.data[2 * layer + 1]!,
    shares: histogram.data.subarray(layer * width, (layer + 1) * width),
  }));
}

/** One axis for all: as far as the widest layer's three deviations, in steady steps. */
function domainOf(panels: readonly Panel[]): [number, number] {
  const reach = panels
    .flatMap(({ ridges }) => ridges.map(({ mean, deviation }) => Math.abs(mean) + 3 * deviation))
    .filter(Number.isFinite);
  const widest = Math.max(1, ...reach);
  const power = 10 ** Math.floor(Math.log10(widest));
  const lead = widest / power;
  const limit = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 3 ? 3 : lead <= 5 ? 5 : 10);
  return [-limit, limit];
}

function draw(panels: readonly Panel[], layers: number, size: Size, say: Say): Mark[] {
  const names = textWidth(say("layerNumber", { number: 10 }), smallLabel) + 8;
  const gap = 14;
  const spreads = size.width >= 560;
  const width = (size.width - names - (panels.length - 1) * gap) / panels.length;
  const [top, bottom] = [26, size.height - 34];
  const pitch = (bottom - top) / (layers + 0.6);
  const domain = domainOf(panels);
  const marks: Mark[] = [];
  for (let layer = 0; layer < layers; layer++) {
    marks.push({
      kind: "text",
      x: 0,
      y: top + (layer + 1.6) * pitch - 3,
      text: say("layerNumber", { number: layer + 1 }),
      size: smallLabel.size,
      fill: "muted",
    });
  }
  panels.forEach((panel, index) => {
    const box = { x: names + index * (width + gap), y: top, width, height: bottom - top };
    marks.push(...panelMarks(panel, box, domain, pitch, spreads, say));
  });
  marks.push({
    kind: "text",
    x: size.width,
    y: size.height - 4,
    text: say("activationAxis"),
    anchor: "end",
    size: smallLabel.size,
    fill: "muted",
  });
  return marks;
}

function panelMarks(
  { run, ridges }: Panel,
  box: Box,
  domain: [number, number],
  pitch: number,
  spreads: boolean,
  say: Say,
): Mark[] {
  const token = tokenOf(run);
  const room = spreads ? textWidth("σ 0.0000", number) + 6 : 0;
  const x = linearScale(domain, [box.x, box.x + box.width - room]);
  const marks: Mark[] = [
    {
      kind: "text",
      x: box.x,
      y: 12,
      text: elide(run.label, box.width, strongLabel),
      weight: 600,
      size: strongLabel.size,
      fill: token,
    },
    { kind: "path", points: [x.at(0), box.y, x.at(0), box.y + box.height], stroke: "rule" },
  ];
  for (const { value, text } of linearTicks(domain[0], domain[1], 2)) {
    const half = textWidth(text, number) / 2;
    const at = Math.min(Math.max(x.at(value), box.x + half), box.x + box.width - room - half);
    marks.push({
      kind: "text",
      x: at,
      y: box.y + box.height + 14,
      text,
      anchor: "middle",
      size: number.size,
      font: "mono",
      fill: "muted",
    });
  }
  if (ridges.length === 0) {
    marks.push(...hint(box, run.diverged ? say("nanAt", { step: run.diverged.step }) : say("measuring")));
    return marks;
  }
  ridges.forEach((ridge, layer) => {
    const base = Math.round(box.y + (layer + 1.6) * pitch) + 0.5;
    marks.push({ kind: "path", points: [x.range[0], base, x.range[1], base], stroke: "rule" });
    if (!Number.isFinite(ridge.deviation)) {
      marks.push({
        kind: "text",
        x: x.at(0),
        y: base - 3,
        text: "NaN",
        anchor: "middle",
        size: number.size,
        font: "mono",
        fill: "bad",
      });
      return;
    }
    // A ridge may rise into the one above it, as far as the eye still tells them apart.
    const points = ridgeLine(ridge, x, base, 1.45 * pitch);
    marks.push({ kind: "path", points, fill: "paper", opacity: 0.75, closed: true });
    marks.push({ kind: "path", points, fill: token, opacity: 0.22, closed: true });
    marks.push({ kind: "path", points, stroke: token, width: 1.25 });
    if (spreads) {
      marks.push({
        kind: "text",
        x: box.x + box.width,
        y: base - 3,
        text: `σ ${compact(ridge.deviation, 2)}`,
        anchor: "end",
        size: number.size,
        font: "mono",
        fill: "muted",
      });
    }
  });
  return marks;
}

/** Display bins of about this width: finer ones would draw the few values of a collapsed layer as a comb. */
const binWidth = 3;

/** Scaled to its own peak: a collapsed layer is a spike, not an absence. */
function ridgeLine(ridge: Ridge, x: Scale, base: number, height: number): number[] {
  const [left, right] = x.range;
  const count = Math.max(8, Math.round((right - left) / binWidth));
  const shown = rebinned(ridge, x, count);
  const peak = Math.max(...shown) || 1;
  const width = (right - left) / count;
  const first = shown.findIndex((share) => share > 0);
  const last = shown.findLastIndex((share) => share > 0);
  const points = [left + first * width, base];
  for (let bin = first; bin <= last; bin++)
    points.push(left + (bin + 0.5) * width, base - (shown[bin]! / peak) * height);
  points.push(left + (last + 1) * width, base);
  return points;
}

/** The shares, each spread evenly over its own bin, gathered again in equal bins of the axis. */
function rebinned({ low, high, shares }: Ridge, x: Scale, count: number): number[] {
  const [left, right] = x.range;
  const bins = new Array<number>(count).fill(0);
  const place = (value: number) => ((x.at(value) - left) / (right - left)) * count;
  const step = (high - low) / shares.length;
  shares.forEach((share, index) => {
    const [from, to] = [place(low + index * step), place(low + (index + 1) * step)];
    for (let bin = Math.max(0, Math.floor(from)); bin < Math.min(count, Math.ceil(to)); bin++) {
      const covered = Math.min(to, bin + 1) - Math.max(from, bin);
      bins[bin]! += share * Math.min(1, covered / (to - from));
    }
  });
  return bins;
}

function describe(state: FigureState, { mode }: ActivationRidgesOptions, panels: readonly Panel[]): string {
  const say = sayIn(state.lang);
  const known = panels.filter(({ ridges }) => ridges.length > 0);
  if (known.length === 0) return say("saysRidgesWait");
  const said = known.map(({ run, ridges }) => {
    const [first, last] = [ridges[0]!, ridges.at(-1)!].map(({ deviation }) => compact(deviation, 2)) as [
      string,
      string,
    ];
    return say("saysRidge", { run: run.label, first, last, layers: ridges.length });
  });
  return say("saysRidges", { mode, step: state.step, runs: said.join(say("semicolon")) });
}
