/** How much gradient has reached each layer, step by step: a heat map, the input at the bottom, one fixed colour scale. */
import type { Gradients } from "../figure/gradients.js";
import type { FigureState, RunState } from "../figure/state.js";
import type { Box } from "../scene/clip.js";
import { compact } from "../scene/numbers.js";
import { type Plot, plot } from "../scene/plot.js";
import { logScale, type Scale } from "../scene/scale.js";
import type { Mark } from "../scene/scene.js";
import { logTicks } from "../scene/ticks.js";
import { number, smallLabel, textWidth } from "../scene/type.js";
import { sayIn } from "../strings/say.js";
import { blocksOf, layerBlocks } from "./layer_blocks.js";
import { remembered } from "./memo.js";
import { hint, type RunChoice, runIndex } from "./runs.js";
import type { Size, View, ViewTable } from "./view.js";

export interface GradientHeatOptions {
  run: RunChoice;
  /** Norms at the ends of the colours: the same for every network, so that two can be compared. */
  domain: readonly [number, number];
}

export const gradientHeat: View<GradientHeatOptions> = {
  type: "gradient_heat",
  defaults: { run: 0, domain: [1e-12, 1e4] },
  aspect: (_options, width) => (width < 480 ? 0.84 : 0.62),
  // What it draws is kept along the way (playback.gradients), not measured.
  probes: () => [],
  scene(state, options, size) {
    const run = state.runs[runIndex(state, options.run)]!;
    const columns = columnsOf(run);
    const layers = Math.max(2, blocksOf(run.program).length);
    return {
      ...size,
      marks: draw(state, run.gradients, columns, layers, options, size),
      description: describe(state, run),
    };
  },
  table: (state, options, most) => tableOf(state, state.runs[runIndex(state, options.run)]!, most),
};

/** A row for every layer and step that is kept; a thousand layers are looked at no further back than is wanted. */
function tableOf({ lang }: FigureState, run: RunState, most: number): ViewTable {
  const say = sayIn(lang);
  const { step, norm } = run.gradients;
  const columns = columnsOf(run);
  const names = layerBlocks(run.program, say).map(({ name }) => name);
  const kept = Math.min(step.length, Math.ceil(most / Math.max(columns.length, 1)));
  const latest = Array.from({ length: kept }, (_, back) => step.length - 1 - back);
  return {
    head: [say("stepAxis"), say("layerAxis"), say("gradient")],
    rows: latest.flatMap((row) => columns.map((place, layer) => [step[row]!, names[layer]!, norm[row]![place]!])),
    count: step.length * columns.length,
  };
}

/** Where in a row the weighted layers' norms stand, from the input upwards; batch norm's own parameters are left out. */
function columnsOf({ program, gradients }: RunState): number[] {
  const places = new Map(Array.from(gradients.layer, (layer, at) => [layer, at]));
  return blocksOf(program).flatMap(({ weighted }) => places.get(weighted) ?? []);
}

/** A cell covers at least this much: finer ones cost more than an eye sees. */
const cell = { width: 5, height: 4 };
const bar = { width: 10, gap: 14 };

function draw(
  state: FigureState,
  gradients: Gradients,
  columns: readonly number[],
  layers: number,
  { domain }: GradientHeatOptions,
  size: Size,
): Mark[] {
  const say = sayIn(state.lang);
  const last = gradients.step.at(-1) ?? 0;
  const steps = Math.max(state.step, last, Math.ceil(state.playback.steps / 20), 1);
  const ticks = logTicks(domain[0], domain[1], 4);
  const right = bar.gap + bar.width + 5 + Math.max(...ticks.map(({ text }) => textWidth(text, number)));
  const base = plot({
    outer: { x: 0, y: 0, ...size },
    right,
    x: { domain: [0, steps], title: say("stepAxis"), whole: true },
    y: { domain: [0.5, layers + 0.5], title: say("heatAxis"), whole: true },
  });
  const { frame } = base;
  const marks = [...base.marks];
  if (gradients.step.length === 0) marks.push(...hint(frame, say("gradientsWait")));
  else marks.push(...heat(gradients, columns, base, steps, domain));
  const scale = logScale(domain, [frame.y + frame.height, frame.y]);
  return [...marks, ...colourBar({ ...frame, x: frame.x + frame.width + bar.gap, width: bar.width }, scale, ticks)];
}

function heat(
  { step, norm }: Gradients,
  layers: readonly number[],
  { frame, x }: Plot,
  steps: number,
  domain: readonly [number, number],
): Mark[] {
  const columns = Math.max(1, Math.min(steps, Math.floor(frame.width / cell.width)));
  const rows = Math.max(1, Math.min(layers.length, Math.floor(frame.height / cell.height)));
  const values = new Float32Array(columns * rows).fill(Number.NaN);
  const broken: Mark[] = [];
  let row = 0;
  for (let column = 0; column < columns; column++) {
    // The step at the cell's right end: what it left behind is what the cell shows.
    const at = ((column + 1) * steps) / columns;
    while (row < step.length && step[row]! < at - 1e-9) row++;
    if (row === step.length) break;
    const { means, finite } = rowsOf(norm[row]!, layers, rows);
    for (let index = 0; index < rows; index++) values[(rows - 1 - index) * columns + column] = means[index]!;
    if (finite) continue;
    const left = x.at((column * steps) / columns);
    broken.push({ kind: "rect", x: left, y: frame.y, width: x.at(at) - left, height: frame.height, fill: "bad" });
  }
  return [
    ...broken,
    {
      kind: "grid",
      x: frame.x,
      y: frame.y,
      width: frame.width,
      height: frame.height,
      columns,
      rows,
      values,
      ramp: "magnitude",
      domain: [Math.log10(domain[0]), Math.log10(domain[1])],
    },
  ];
}

interface Binned {
  /** Of log10, from the input upwards; NaN where a norm is no number or infinite. */
  means: Float32Array;
  finite: boolean;
}

const known = remembered((_norm: Float32Array) => new Map<number, Binned>());

/** A step's norms never change, and are drawn in every frame from then on. */
function rowsOf(norm: Float32Array, layers: readonly number[], rows: number): Binned {
  const byRows = known(norm);
  if (!byRows.has(rows)) byRows.set(rows, logMeans(norm, layers, rows));
  return byRows.get(rows)!;
}

/** Nothing at all is below every power of ten that a float has. */
const NOTHING = -46;

/** Over `rows` stretches of layers. */
function logMeans(norm: Float32Array, layers: readonly number[], rows: number): Binned {
  const means = new Float32Array(rows);
  let finite = true;
  for (let row = 0; row < rows; row++) {
    const from = Math.floor((row * layers.length) / rows);
    const to = Math.max(from + 1, Math.floor(((row + 1) * layers.length) / rows));
    let sum = 0;
    for (let at = from; at < to; at++) {
      const value = norm[layers[at]!]!;
      sum += value > 0 ? Math.log10(value) : value === 0 ? NOTHING : Number.NaN;
    }
    means[row] = Number.isFinite(sum) ? sum / (to - from) : Number.NaN;
    finite &&= Number.isFinite(sum);
  }
  return { means, finite };
}

function colourBar(box: Box, scale: Scale, ticks: readonly { value: number; text: string }[]): Mark[] {
  const shades = Float32Array.from({ length: 32 }, (_, index) => 31 - index);
  const marks: Mark[] = [
    {
      kind: "grid",
      ...box,
      columns: 1,
      rows: shades.length,
      values: shades,
      ramp: "magnitude",
      domain: [0, 31],
      smooth: true,
    },
  ];
  for (const { value, text } of ticks) {
    marks.push({
      kind: "text",
      x: box.x + box.width + 5,
      y: Math.min(Math.max(scale.at(value), box.y + smallLabel.size / 2), box.y + box.height - smallLabel.size / 2),
      text,
      baseline: "middle",
      size: number.size,
      font: "mono",
      fill: "muted",
    });
  }
  return marks;
}

function describe(state: FigureState, run: RunState): string {
  const say = sayIn(state.lang);
  const { step, norm } = run.gradients;
  const row = norm.at(-1);
  if (!row) return say("saysHeatWait");
  const layers = columnsOf(run);
  const broken = norm.findIndex((each) => layers.some((at) => !Number.isFinite(each[at]!)));
  if (broken >= 0) return say("saysHeatBroken", { run: run.label, step: step[broken]! });
  const [first, last] = [row[layers[0]!]!, row[layers.at(-1)!]!].map((value) => compact(value, 2)) as [string, string];
  return say("saysHeat", { run: run.label, step: step.at(-1)!, first, last, layers: layers.length });
}
