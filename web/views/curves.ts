/** Loss or accuracy over the steps: every run in its colour, training thin and dashed, labels at the lines' ends. */
import type { FigureState, RunState } from "../figure/state.js";
import { type Box, clipPolyline } from "../scene/clip.js";
import { type EndLabel, endLabels, labelMargin } from "../scene/end_labels.js";
import { count, loss as lossText, percent } from "../scene/numbers.js";
import { inside, placeNear } from "../scene/placement.js";
import { type Plot, plot } from "../scene/plot.js";
import type { Mark, Scene } from "../scene/scene.js";
import { niceDomain, niceLogDomain } from "../scene/ticks.js";
import { smallLabel, textWidth } from "../scene/type.js";
import { listIn, type Say, sayIn } from "../strings/say.js";
import {
  columnName,
  lastPoint,
  logLossDomain,
  lossDomain,
  type Quantity,
  type Series,
  type Split,
  seriesOf,
  turnOf,
} from "./curve_series.js";
import { isDrawnOn, overlayLabels, overlayLines, overlayMarks } from "./overlays.js";
import { hint, tokenOf, waits } from "./runs.js";
import type { Size, View } from "./view.js";

export interface CurvesOptions {
  quantity: Quantity;
  /** Left out: both for a loss, validation alone for an accuracy. */
  splits: readonly Split[] | null;
  /** Logarithmic losses. */
  log: boolean;
  /** Every batch's loss, faint, behind the curves. */
  batches: boolean;
  /** Cut a linear axis of losses here, where what matters is far below the first values (but see `cutOf`); null: everything is shown. */
  top: number | null;
  /** Mark where a validation loss was lowest, once it has turned up. */
  minimum: boolean;
}

const defaults: CurvesOptions = {
  quantity: "loss",
  splits: null,
  log: false,
  batches: false,
  top: null,
  minimum: true,
};

export const curves: View<CurvesOptions> = {
  type: "curves",
  defaults,
  aspect: (_options, width) => (width < 480 ? 0.8 : 0.58),
  probes: () => [],
  plot: (state, options, size) => laidOut(state, options, size).base,
  scene(state, options, size) {
    const { quantity } = options;
    const say = sayIn(state.lang);
    const { base, all, labels, right } = laidOut(state, options, size);
    const column = columnOf(options);
    const marks: Mark[] = [...base.marks, ...overlayMarks(state, column, base)];
    if (options.batches && quantity === "loss") for (const run of state.runs) marks.push(...batchMarks(run, base));
    for (const series of [...all].sort((a, b) => weightOf(a) - weightOf(b))) marks.push(...lineMarks(series, base));
    for (const series of all) marks.push(...divergenceMarks(series, base));
    const { frame } = base;
    if (options.minimum && quantity === "loss") marks.push(...minimumMarks(all, base, say));
    // A run that diverged is said once, by its strongest line.
    const ends = all.flatMap((series, index): EndLabel[] =>
      series.run.diverged && !labels[index]!.strong ? [] : [{ ...labels[index]!, ...endOf(series, base) }],
    );
    const room = { left: frame.x + frame.width, width: right, top: 0, bottom: frame.y + frame.height + 4 };
    ends.push(...overlayLabels(state, column, base));
    marks.push(...endLabels(ends, room, size.width));
    if (waits(state) && !isDrawnOn(state)) marks.push(...hint(frame, say("pressPlay")));
    return { ...size, marks, description: describe(state, quantity, all) } satisfies Scene;
  },
};

function laidOut(state: FigureState, options: CurvesOptions, size: Size) {
  const { quantity } = options;
  const say = sayIn(state.lang);
  const splits = options.splits ?? (quantity === "loss" ? ["train", "validation"] : ["validation"]);
  const all = seriesOf(state, quantity, splits);
  const labels = all.map((series) => labelOf(series, splits, quantity, say));
  const named = all.length > 0 ? labels : state.runs.map(({ label }) => ({ name: label, strong: true }));
  const right = labelMargin(named, size.width);
  return { base: frameOf(state, options, all, size, right), all, labels, right };
}

const weightOf = ({ split }: Series) => (split === "validation" ? 1 : 0);
const valueText = (quantity: Quantity, value: number) => (quantity === "loss" ? lossText(value) : percent(value));

/** What an overlay shows of a run: what is drawn strongest. */
const columnOf = ({ quantity, splits }: CurvesOptions) => columnName(quantity, splits?.at(-1) ?? "validation");

function frameOf(state: FigureState, options: CurvesOptions, own: readonly Series[], size: Size, right: number): Plot {
  const under = overlayLines(state, columnOf(options));
  const all = [...own, ...under];
  const furthest = Math.max(state.step, ...all.map(({ step }) => step.at(-1) ?? 0));
  const steps = Math.max(furthest, Math.ceil(state.playback.steps / 20), 1);
  const logarithmic = options.quantity === "loss" && options.log ? logLossDomain(all) : null;
  const say = sayIn(state.lang);
  const x = { domain: [0, steps] as const, title: say("stepAxis"), whole: true };
  const outer = { x: 0, y: 0, ...size };
  if (options.quantity === "accuracy") {
    return plot({ outer, right, x, y: { domain: [0, 1], title: say("accuracyAxis"), text: percent } });
  }
  if (logarithmic) {
    return plot({
      outer,
      right,
      x,
      y: { domain: niceLogDomain(...logarithmic), kind: "log", title: say("lossLogAxis") },
    });
  }
  const [low, high] = lossDomain(all);
  const top = isDrawnOn(state) ? high : Math.min(high, cutOf(own, state, options) ?? high);
  const title = say(options.log ? "lossNoLogAxis" : "lossAxis");
  return plot({ outer, right, x, y: { domain: niceDomain(low, top, 5), title } });
}

/** Where the axis ends: no cut hides the whole of a curve that has had a quarter of the steps to come down. */
function cutOf(own: readonly Series[], { playback }: FigureState, { top }: CurvesOptions): number | null {
  if (top === null) return null;
  const hidden = own.filter(
    ({ step, value }) => step.at(-1)! >= playback.steps / 4 && value.every((each) => each > top),
  );
  return Math.max(top, ...hidden.map(({ value }) => 1.5 * value.at(-1)!));
}

function pointsOf(step: readonly number[], value: readonly number[], { x, y, frame }: Plot): number[] {
  const points: number[] = [];
  for (let i = 0; i < step.length; i++) points.push(x.at(step[i]!), y.at(value[i]!));
  return clipPolyline(points, { ...frame, y: frame.y - 1, height: frame.height + 2 });
}

function batchMarks(run: RunState, base: Plot): Mark[] {
  const points = pointsOf(run.batches.step, run.batches.loss, base);
  return points.length > 0 ? [{ kind: "path", points, stroke: tokenOf(run), width: 1, opacity: 0.22 }] : [];
}

function lineMarks(series: Series, base: Plot): Mark[] {
  const points = pointsOf(series.step, series.value, base);
  const strong = series.split === "validation";
  const last = lastPoint(series)!;
  const marks: Mark[] = [];
  if (points.length > 0) {
    marks.push({
      kind: "path",
      points,
      stroke: series.token,
      width: strong ? 2 : 1.25,
      ...(!strong && { dash: [3, 3] }),
    });
  }
  const end = place(last, base);
  if (inside({ ...end, width: 0, height: 0 }, base.frame)) {
    marks.push({ kind: "circle", ...end, r: strong ? 2.75 : 2, fill: series.token });
  }
  return marks;
}

function place({ step, value }: { step: number; value: number }, { x, y, frame }: Plot): { x: number; y: number } {
  const at = y.at(value);
  const inFrame = Number.isFinite(at) ? at : frame.y + frame.height;
  return { x: x.at(step), y: Math.min(Math.max(inFrame, frame.y), frame.y + frame.height) };
}

/** Where the curve ends: at its last finite value, or where NaN stood first. */
function endOf(series: Series, base: Plot): { x: number; y: number } {
  const { run } = series;
  const last = lastPoint(series)!;
  return place({ step: run.diverged?.step ?? last.step, value: last.value }, base);
}

function divergenceMarks(series: Series, base: Plot): Mark[] {
  if (!series.run.diverged) return [];
  const from = place(lastPoint(series)!, base);
  const { x, y } = endOf(series, base);
  const arm = 4;
  return [
    { kind: "path", points: [from.x, from.y, x, y], stroke: series.token, width: 1.25, dash: [2, 3] },
    {
      kind: "path",
      stroke: "bad",
      width: 2,
      points: [x - arm, y - arm, x + arm, y + arm, Number.NaN, Number.NaN, x - arm, y + arm, x + arm, y - arm],
    },
  ];
}

function minimumMarks(all: readonly Series[], base: Plot, say: Say): Mark[] {
  const marks: Mark[] = [];
  const lows = all.flatMap((series) => {
    const low = turnOf(series);
    return low ? [{ series, low, at: place(low, base) }] : [];
  });
  // Neither the marks nor the curves themselves may be written over.
  const taken = lows.map(({ at }) => ({ x: at.x - 5, y: at.y - 5, width: 10, height: 10 }));
  if (lows.length > 0) taken.push(...all.flatMap((series) => alongCurve(series, base)));
  for (const { series, low, at } of lows) {
    marks.push({ kind: "circle", ...at, r: 4.5, fill: "paper", stroke: series.token, strokeWidth: 1.75 });
    const text = say("lowestAt", { value: lossText(low.value), step: count(low.step) });
    const size = { width: textWidth(text, smallLabel), height: 14 };
    const box = placeNear(at.x, at.y, size, base.frame, taken, [8, 16, 26, 40]);
    if (!box) continue;
    taken.push(box);
    marks.push({ kind: "text", x: box.x, y: box.y + 11, text, size: smallLabel.size, fill: series.token, halo: true });
  }
  return marks;
}

/** Small boxes along a curve, every few units across. */
function alongCurve(series: Series, base: Plot): Box[] {
  const points = pointsOf(series.step, series.value, base);
  const boxes: Box[] = [];
  for (let i = 2; i < points.length; i += 2) {
    const [x0, y0, x1, y1] = [points[i - 2]!, points[i - 1]!, points[i]!, points[i + 1]!];
    if (!Number.isFinite(x0) || !Number.isFinite(x1)) continue;
    const pieces = Math.max(1, Math.ceil(Math.abs(x1 - x0) / 12));
    for (let piece = 0; piece < pieces; piece++) {
      const y = [piece, piece + 1].map((end) => y0 + ((y1 - y0) * end) / pieces);
      boxes.push({
        x: x0 + ((x1 - x0) * piece) / pieces,
        y: Math.min(...y) - 2,
        width: (x1 - x0) / pieces,
        height: Math.abs(y[1]! - y[0]!) + 4,
      });
    }
  }
  return boxes;
}

function labelOf(series: Series, splits: readonly Split[], quantity: Quantity, say: Say) {
  const { run, split } = series;
  const strong = split === "validation" || splits.length === 1;
  const last = lastPoint(series)!;
  const value = run.diverged ? say("nanAt", { step: count(run.diverged.step) }) : valueText(quantity, last.value);
  return { name: strong ? run.label : say("train"), value, token: series.token, strong, priority: strong ? 1 : 0 };
}

function describe(state: FigureState, quantity: Quantity, all: readonly Series[]): string {
  const say = sayIn(state.lang);
  if (all.length === 0) return say("saysCurvesEmpty", { quantity: say(`${quantity}Axis`) });
  const parts = (["validation", "train"] as const).flatMap((split) => {
    const shown = all.filter((series) => series.split === split && !(split === "train" && series.run.diverged));
    const said = shown.map((series) => {
      const { diverged, label: run, program } = series.run;
      if (diverged)
        return program.surface
          ? say("saysNan", { run, step: diverged.step })
          : say("saysNanIn", { run, step: diverged.step, layer: diverged.layer });
      const low = quantity === "loss" ? turnOf(series) : null;
      const value = valueText(quantity, lastPoint(series)!.value);
      if (!low) return say("saysValue", { name: run, value });
      return say("saysTurned", { run, value, lowest: lossText(low.value), step: low.step });
    });
    const surface = all.some((series) => series.run.program.surface);
    const name = say(saidOf[quantity][surface ? "height" : split]);
    return said.length > 0 ? [say("saysPart", { name, values: listIn(say, said) })] : [];
  });
  return [say("stepNow", { step: state.step }), ...parts].join(say("sentenceGap"));
}

const saidOf = {
  loss: { train: "saysTrainingLoss", validation: "saysValidationLoss", height: "saysLoss" },
  accuracy: { train: "saysTrainingAccuracy", validation: "saysValidationAccuracy", height: "saysAccuracy" },
} as const;
