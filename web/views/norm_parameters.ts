/** γ and β of every normalization: one dot per unit, layer by layer, the runs that have them side by side. */
import type { LayerProgram, ProbeResult } from "../engine/program.js";
import type { FigureState, RunState } from "../figure/state.js";
import { compact } from "../scene/numbers.js";
import { type Plot, plot } from "../scene/plot.js";
import type { Mark } from "../scene/scene.js";
import type { Tick } from "../scene/ticks.js";
import { elide, strongLabel, textWidth } from "../scene/type.js";
import { sayOfNorms } from "../strings/norms.js";
import { sayIn } from "../strings/say.js";
import { hint, tokenOf } from "./runs.js";
import type { Size, View } from "./view.js";

export type NormParametersOptions = Record<never, never>;

export const normParameters: View<NormParametersOptions> = {
  type: "norm_parameters",
  defaults: {},
  aspect: (_options, width) => (width < 480 ? 0.86 : 0.62),
  probes: (state) =>
    state.runs.flatMap(({ program }, run) =>
      normsOf(program.model).length === 0
        ? []
        : [{ key: keyOf(run), run, name: "parameters", options: {}, everyMs: 150 }],
    ),
  scene(state, _options, size) {
    const runs = state.runs.flatMap((run, index) => {
      const names = normsOf(run.program.model);
      const answer = state.probes[keyOf(index)];
      return names.length === 0 ? [] : [{ run, layers: answer ? layersOf(names, answer) : [] }];
    });
    return { ...size, marks: draw(state, runs, size), description: describe(state, runs) };
  },
};

/** As the filters' view asks for them: equal keys are asked once. */
const keyOf = (run: number) => `parameters:${run}`;

const norms = new Set(["BatchNorm1d", "BatchNorm2d", "LayerNorm"]);

/** Their names in `named_parameters()`, up to the dot: "1", "5.block.1". */
export function normsOf(model: readonly LayerProgram[] = [], prefix = ""): string[] {
  return model.flatMap(({ type, affine, elementwise_affine, block }, index) => {
    const name = `${prefix}${index}`;
    if (Array.isArray(block)) return normsOf(block as LayerProgram[], `${name}.block.`);
    return norms.has(type) && affine !== false && elementwise_affine !== false ? [name] : [];
  });
}

interface Layer {
  gamma: ArrayLike<number>;
  beta: ArrayLike<number>;
}

interface Normed {
  run: RunState;
  layers: readonly Layer[];
}

const none: ArrayLike<number> = [];

function layersOf(names: readonly string[], answer: ProbeResult): Layer[] {
  return names.map((name) => ({
    gamma: answer[`${name}.weight`]?.data ?? none,
    beta: answer[`${name}.bias`]?.data ?? none,
  }));
}

const kinds = [
  { of: "gamma", start: 1 },
  { of: "beta", start: 0 },
] as const;

function draw(state: FigureState, runs: readonly Normed[], size: Size): Mark[] {
  const say = sayOfNorms(state.lang);
  if (runs.length === 0) return hint({ x: 0, y: 0, ...size }, say("none"));
  const head = 20;
  const half = (size.height - head) / 2;
  const count = Math.max(2, ...runs.map(({ run }) => normsOf(run.program.model).length));
  const marks = names(runs, size.width);
  const axes = axesOf(runs);
  kinds.forEach(({ of, start }, row) => {
    const { reach, ticks } = axes[row]!;
    const base = plot({
      outer: { x: 0, y: head + row * half, width: size.width, height: half },
      x: {
        domain: [0.5, count + 0.5],
        whole: true,
        ...(row === 0 ? { ticks: [] } : { title: sayIn(state.lang)("layerAxis") }),
      },
      y: { domain: [start - reach, start + reach], title: say(of), ticks },
    });
    marks.push(...base.marks, startMark(start, base));
    runs.forEach(({ run, layers }, index) => {
      layers.forEach((layer, at) => {
        marks.push(...strip(layer[of], run, strips(base, at, index, runs.length), base));
      });
    });
    if (runs.every(({ layers }) => layers.length === 0)) marks.push(...hint(base.frame, say("waits")));
  });
  return marks;
}

/** Ticks at the start and the ends, their texts equally long in both panels, so that layers stand under each other. */
function axesOf(runs: readonly Normed[]): { reach: number; ticks: Tick[] }[] {
  const axes = kinds.map(({ of, start }) => {
    const all = runs.flatMap(({ layers }) => layers.flatMap((layer) => Array.from(layer[of])));
    const reach = steady(all.reduce((most, value) => Math.max(most, Math.abs(value - start) || 0), 0.05));
    const decimals = Math.max(0, -Math.floor(Math.log10(reach) + 1e-9));
    const ticks = [start - reach, start, start + reach].map(
      (value): Tick => ({
        value,
        text: value.toFixed(decimals).replace("-", "−"),
      }),
    );
    return { reach, ticks };
  });
  const longest = Math.max(...axes.flatMap(({ ticks }) => ticks.map(({ text }) => text.length)));
  return axes.map(({ reach, ticks }) => ({
    reach,
    ticks: ticks.map(({ value, text }) => ({ value, text: text.padStart(longest, "\u00a0") })),
  }));
}

/** Side by side over the drawing, each in its colour. */
function names(runs: readonly Normed[], width: number): Mark[] {
  let x = 0;
  return runs.map(({ run }): Mark => {
    const text = elide(run.label, width / runs.length - 12, strongLabel);
    const mark: Mark = { kind: "text", x, y: 12, text, weight: 600, size: strongLabel.size, fill: tokenOf(run) };
    x += textWidth(text, strongLabel) + 16;
    return mark;
  });
}

/** The next of 0.1, 0.2, 0.5, 1, 2, 5 …: an axis that stands still while the numbers move. */
function steady(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

function startMark(start: number, { frame, y }: Plot): Mark {
  const at = y.at(start);
  return { kind: "path", points: [frame.x, at, frame.x + frame.width, at], stroke: "faint", width: 1, dash: [2, 3] };
}

/** The part of a layer's room that is one run's. */
function strips({ x }: Plot, layer: number, index: number, count: number): [from: number, to: number] {
  const room = x.at(2) - x.at(1);
  const width = (0.8 * room) / count;
  const from = x.at(layer + 1) - 0.4 * room + index * width;
  return [from + 0.5, from + width - 0.5];
}

const dot = 2;

/** Every unit at its own place, so that it can be followed by eye; a bar at the median. */
function strip(values: ArrayLike<number>, run: RunState, [from, to]: [number, number], { y }: Plot): Mark[] {
  const finite = Array.from(values).filter(Number.isFinite);
  if (finite.length === 0) return [];
  const token = tokenOf(run);
  const points: number[] = [];
  for (let unit = 0; unit < values.length; unit += 1) {
    const value = values[unit]!;
    if (!Number.isFinite(value)) continue;
    const middle = from + dot / 2 + ((unit + 0.5) / values.length) * Math.max(to - from - dot, 0);
    const at = y.at(value);
    points.push(middle - dot / 2, at, middle + dot / 2, at, Number.NaN, Number.NaN);
  }
  const middle = y.at(medianOf(finite));
  return [
    { kind: "path", points, stroke: token, width: dot, opacity: 0.55 },
    { kind: "path", points: [from, middle, to, middle], stroke: token, width: 2 },
  ];
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

function describe(state: FigureState, runs: readonly Normed[]): string {
  const say = sayOfNorms(state.lang);
  if (runs.length === 0) return say("saysNone");
  const said = runs.flatMap(({ run, layers }) => {
    const gamma = layers.flatMap((layer) => Array.from(layer.gamma)).filter(Number.isFinite);
    const beta = layers.flatMap((layer) => Array.from(layer.beta)).filter(Number.isFinite);
    if (gamma.length === 0 || beta.length === 0) return [];
    const [low, high] = [Math.min, Math.max];
    return [
      say("saysRun", {
        run: run.label,
        gamma: compact(medianOf(gamma), 2),
        gammaLow: compact(low(...gamma), 2),
        gammaHigh: compact(high(...gamma), 2),
        beta: compact(medianOf(beta), 2),
        betaLow: compact(low(...beta), 2),
        betaHigh: compact(high(...beta), 2),
      }),
    ];
  });
  if (said.length === 0) return say("saysWait");
  return say("says", { step: state.step, runs: said.join(sayIn(state.lang)("semicolon")) });
}
