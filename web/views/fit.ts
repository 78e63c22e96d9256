/** Regression on one input: the points, each run's curve through them, and on request what each hidden unit adds. */
import type { Program } from "../engine/program.js";
import type { FigureState } from "../figure/state.js";
import { clipPolyline } from "../scene/clip.js";
import { type EndLabel, endLabels, labelMargin } from "../scene/end_labels.js";
import { loss as lossText } from "../scene/numbers.js";
import { type Plot, plot } from "../scene/plot.js";
import type { Mark } from "../scene/scene.js";
import { listIn, sayIn } from "../strings/say.js";
import { hiddenUnitsOf, parametersProbe } from "./first_layer.js";
import { type Plane, placeIn } from "./plane.js";
import { hint, type RunChoice, runIndex, tokenOf } from "./runs.js";
import type { Size, View } from "./view.js";

export interface FitOptions {
  /** One run, or all of them. */
  run: RunChoice | null;
  /** The inputs that are looked at; left out: those of the data, with a little room. */
  x: readonly [number, number] | null;
  /** Faint, what each hidden unit of the last run shown adds to its curve. */
  units: boolean;
}

const points = 240;
const shownRows = 400;

export const fit: View<FitOptions> = {
  type: "fit",
  defaults: { run: null, x: null, units: false },
  aspect: (_options, width) => (width < 480 ? 0.8 : 0.62),
  probes: (state, options) =>
    runsOf(state, options).flatMap((run, index, all) => [
      {
        key: curveKey(state, run, options),
        run,
        name: "predictions",
        options: curveOf(state, run, options),
        everyMs: 0,
      },
      ...(index === 0
        ? [{ key: `data:${run}`, run, name: "data", options: { split: "train", limit: shownRows }, everyMs: 2000 }]
        : []),
      ...(options.units && index === all.length - 1 ? [parametersProbe(run)] : []),
    ]),
  scene: (state, options, size) => ({
    ...size,
    marks: draw(state, options, size),
    description: describe(state, options),
  }),
  inputs: 1,
  place(state, options, size, x, y) {
    const axes = axesOf(state, options, size);
    const inside = placeIn(axes.frame, planeFor(state, options), x, y) !== null;
    return inside ? [axes.x.invert(x), axes.y.invert(y)] : null;
  },
  plane: planeFor,
};

function runsOf(state: FigureState, { run }: FitOptions): number[] {
  return run === null ? state.runs.map((_, index) => index) : [runIndex(state, run)];
}

/** Where a set's inputs lie, known from the program alone so that a probe can ask for it at once. */
function inputsOf({ data }: Program): [number, number] {
  const inputs = data && "inputs" in data ? Array.from(data.inputs as ArrayLike<number>) : [];
  if (inputs.length < 2) return [-3, 3];
  const [low, high] = inputs.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
  return low < high ? [low, high] : [low - 1, low + 1];
}

function domainOf(state: FigureState, run: number, { x }: FitOptions): [number, number] {
  const own = state.spec.source?.own === true;
  const said = own ? state.spec.source?.plane?.x : x;
  if (said) return [said[0], said[1]];
  const [low, high] = inputsOf(state.runs[run]?.program ?? {});
  const room = 0.05 * (high - low);
  return [low - room, high + room];
}

/** The frame that points and curves stand in. */
function axesOf(state: FigureState, options: FitOptions, size: Size): Plot {
  const runs = runsOf(state, options);
  const labels = runs.map((run) => labelOf(state, run));
  const { x, y } = planeFor(state, options);
  return plot({
    outer: { x: 0, y: 0, ...size },
    right: runs.length > 1 ? labelMargin(labels, size.width) : 8,
    x: { domain: [x[0], x[1]], title: "x" },
    y: { domain: [y[0], y[1]], title: "y" },
  });
}

function planeFor(state: FigureState, options: FitOptions): Plane {
  const run = runsOf(state, options)[0] ?? 0;
  const heights = state.spec.source?.plane?.y ?? heightsOf(state.probes[`data:${run}`]?.targets?.data);
  return { x: domainOf(state, run, options), y: heights };
}

const curveOf = (state: FigureState, run: number, options: FitOptions) => ({
  x: domainOf(state, run, options),
  size: points,
});
const curveKey = (state: FigureState, run: number, options: FitOptions) =>
  `predictions:${run}:${domainOf(state, run, options).join(",")}`;

function draw(state: FigureState, options: FitOptions, size: Size): Mark[] {
  const runs = runsOf(state, options);
  const data = state.probes[`data:${runs[0]}`];
  const labels = runs.map((run) => labelOf(state, run));
  const right = runs.length > 1 ? labelMargin(labels, size.width) : 8;
  const base = axesOf(state, options, size);
  const { frame, marks } = base;
  if (options.units) marks.push(...unitMarks(state, runs.at(-1) ?? 0, options, base));
  if (data?.inputs && data.targets) {
    data.inputs.data.forEach((input, row) => {
      const [x, y] = [base.x.at(input), base.y.at(data.targets!.data[row]!)];
      const inside = x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height;
      if (inside) marks.push({ kind: "circle", x, y, r: 2.6, fill: "paper", stroke: "muted", strokeWidth: 1 });
    });
  }
  const ends: EndLabel[] = [];
  runs.forEach((run, index) => {
    const answer = state.probes[curveKey(state, run, options)];
    if (!answer?.input || !answer.output) return;
    const token = tokenOf(state.runs[run]!);
    const { input, output } = answer;
    const outputs = output.shape[1] ?? 1;
    const line = Array.from(input.data).flatMap((x, i) => [base.x.at(x), base.y.at(output.data[i * outputs]!)]);
    const shown = clipPolyline(line, frame);
    if (shown.length > 0) marks.push({ kind: "path", points: shown, stroke: token, width: 2 });
    const y = Math.min(Math.max(line.at(-1)!, frame.y), frame.y + frame.height);
    if (runs.length > 1) ends.push({ ...labels[index]!, x: frame.x + frame.width, y, token, priority: 1 });
  });
  const column = { left: frame.x + frame.width, width: right, top: 0, bottom: frame.y + frame.height + 4 };
  marks.push(...endLabels(ends, column, size.width));
  if (!data) marks.push(...hint(frame, sayIn(state.lang)("pointsWait")));
  return marks;
}

function labelOf(state: FigureState, run: number): { name: string; strong: boolean } {
  return { name: state.runs[run]!.label, strong: true };
}

/** The targets with room for a curve that misses them. */
function heightsOf(targets: ArrayLike<number> | undefined): [number, number] {
  if (!targets || targets.length === 0) return [-2, 2];
  const values = Array.from(targets);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.2 * (high - low || 1);
  return [low - room, high + room];
}

function unitMarks(state: FigureState, run: number, options: FitOptions, { x, y, frame }: Plot): Mark[] {
  const [low, high] = domainOf(state, run, options);
  const at = Array.from({ length: 121 }, (_, i) => low + ((high - low) * i) / 120);
  return (hiddenUnitsOf(state, run) ?? []).flatMap((unit): Mark[] => {
    const added = at.map((input) => unit.vote * unit.at(input));
    // Units that add nothing here would pile up to a thick line at zero.
    if (added.every((value) => Math.abs(y.at(value) - y.at(0)) < 2)) return [];
    const line = clipPolyline(
      at.flatMap((input, i) => [x.at(input), y.at(added[i]!)]),
      frame,
    );
    if (line.length === 0) return [];
    return [{ kind: "path", points: line, stroke: tokenOf(state.runs[run]!), width: 0.9, opacity: 0.3 }];
  });
}

function describe(state: FigureState, options: FitOptions): string {
  const say = sayIn(state.lang);
  const said = runsOf(state, options).map((index) => {
    const { label: run, curves } = state.runs[index]!;
    const [train, validation] = [curves.trainLoss.at(-1), curves.validationLoss.at(-1)];
    if (train === undefined || !Number.isFinite(train)) return say("saysRegionWaits", { run });
    if (validation === undefined || !Number.isFinite(validation))
      return say("saysFit", { run, train: lossText(train) });
    return say("saysFitJudged", { run, train: lossText(train), validation: lossText(validation) });
  });
  return say("saysFits", { step: state.step, runs: listIn(say, said) });
}
