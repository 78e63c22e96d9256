/** What the optimizer pays for: the data's loss and, on top of it, the penalty; and what validation says to the sum. */
import type { FigureState, RunState } from "../figure/state.js";
import { clipPolyline } from "../scene/clip.js";
import { type EndLabel, endLabels, labelMargin } from "../scene/end_labels.js";
import { loss as lossText } from "../scene/numbers.js";
import { type Plot, plot } from "../scene/plot.js";
import type { Mark } from "../scene/scene.js";
import { niceDomain } from "../scene/ticks.js";
import { sayIn } from "../strings/say.js";
import { lastPoint, lossDomain, type Series } from "./curve_series.js";
import { isDrawnOn, overlayLabels, overlayLines, overlayMarks } from "./overlays.js";
import { hint, type RunChoice, runIndex, tokenOf, waits } from "./runs.js";
import type { Size, View } from "./view.js";

export interface StackedLossOptions {
  run: RunChoice;
  /** The validation loss as a line over the areas. */
  validation: boolean;
}

export const stackedLoss: View<StackedLossOptions> = {
  type: "stacked_loss",
  defaults: { run: 0, validation: true },
  aspect: (_options, width) => (width < 480 ? 0.72 : 0.5),
  probes: () => [],
  plot: (state, options, size) => laidOut(state, state.runs[runIndex(state, options.run)]!, options, size).base,
  scene(state, options, size) {
    const run = state.runs[runIndex(state, options.run)]!;
    return { ...size, marks: draw(state, run, options, size), description: describe(state, run, options) };
  },
};

const penaltyName = "λ Σw²";

interface LaidOut {
  base: Plot;
  /** Loss and penalty together. */
  total: number[];
  last: Ends;
  texts: { name: string; value: string; strong: boolean }[];
  right: number;
}

function laidOut(state: FigureState, run: RunState, options: StackedLossOptions, size: Size): LaidOut {
  const say = sayIn(state.lang);
  const { step, trainLoss, validationLoss, penalty } = run.curves;
  const total = trainLoss.map((value, i) => value + (penalty[i] ?? 0));
  const series = (value: number[]): Series => ({ run, split: "train", token: tokenOf(run), step, value });
  const lines = options.validation ? [series(total), series(validationLoss)] : [series(total)];
  const last = {
    data: lastPoint({ step, value: trainLoss }),
    total: lastPoint({ step, value: total }),
    validation: options.validation ? lastPoint({ step, value: validationLoss }) : null,
  };
  const texts = [
    { name: penaltyName, value: lossText((last.total?.value ?? 0) - (last.data?.value ?? 0)), strong: false },
    { name: say("dataLoss"), value: lossText(last.data?.value ?? 0), strong: false },
    ...(last.validation ? [{ name: say("validation"), value: lossText(last.validation.value), strong: true }] : []),
  ];
  const right = labelMargin(texts, size.width);
  const under = overlayLines(state, "validationLoss");
  const [low, high] = lossDomain([...lines.filter(({ value }) => value.some(Number.isFinite)), ...under]);
  const base = plot({
    outer: { x: 0, y: 0, ...size },
    right,
    x: {
      domain: [
        0,
        Math.max(state.step, ...[...lines, ...under].map((line) => line.step.at(-1) ?? 0), state.playback.steps / 20),
      ],
      title: say("stepAxis"),
      whole: true,
    },
    y: { domain: niceDomain(Math.min(low, 0), high, 4), title: say("lossAxis") },
  });
  return { base, total, last, texts, right };
}

function draw(state: FigureState, run: RunState, options: StackedLossOptions, size: Size): Mark[] {
  const say = sayIn(state.lang);
  const { step, trainLoss, validationLoss } = run.curves;
  const { base, total, last, texts, right } = laidOut(state, run, options, size);
  const marks = [...base.marks];
  const known = last.data !== null && last.total !== null;
  if (known) {
    marks.push(
      area(
        base,
        step,
        trainLoss.map(() => 0),
        trainLoss,
        run,
        0.5,
      ),
    );
    marks.push(area(base, step, trainLoss, total, run, 0.2));
    marks.push({ kind: "path", points: lineOf(base, step, total), stroke: tokenOf(run), width: 1 });
  }
  // Over the areas, which would hide them, and under the line that they are compared with.
  marks.push(...overlayMarks(state, "validationLoss", base));
  if (last.validation)
    marks.push({ kind: "path", points: lineOf(base, step, validationLoss), stroke: "ink", width: 2 });
  const labels = [...(known ? ends(base, run, texts, last) : []), ...overlayLabels(state, "validationLoss", base)];
  marks.push(...endLabels(labels, columnOf(base, right), size.width));
  if (run.diverged) marks.push(...hint(base.frame, say("nanAt", { step: run.diverged.step })));
  else if (waits(state) && !isDrawnOn(state)) marks.push(...hint(base.frame, say("pressPlay")));
  return marks;
}

function columnOf({ frame }: Plot, width: number) {
  return { left: frame.x + frame.width, width, top: 0, bottom: frame.y + frame.height + 4 };
}

interface Ends {
  data: { step: number; value: number } | null;
  total: { step: number; value: number } | null;
  validation: { step: number; value: number } | null;
}

function ends(
  base: Plot,
  run: RunState,
  texts: readonly { name: string; value: string; strong: boolean }[],
  last: Ends,
): EndLabel[] {
  const { frame, x, y } = base;
  const middle = (low: number, high: number) =>
    Math.min(Math.max(y.at((low + high) / 2), frame.y), frame.y + frame.height);
  const heights = [
    middle(last.data!.value, last.total!.value),
    middle(0, last.data!.value),
    last.validation ? middle(last.validation.value, last.validation.value) : 0,
  ];
  return texts.map((text, index) => ({
    ...text,
    x: x.at(last.data!.step),
    y: heights[index]!,
    token: index === 2 ? "ink" : tokenOf(run),
    priority: index === 2 ? 2 : 1,
  }));
}

/** Between two curves, cut at the frame's upper edge. */
function area(
  { x, y, frame }: Plot,
  step: readonly number[],
  low: readonly number[],
  high: readonly number[],
  run: RunState,
  opacity: number,
): Mark {
  const at = (value: number) => Math.max(y.at(value), frame.y);
  const points: number[] = [];
  const known = step.map((_, i) => i).filter((i) => Number.isFinite(high[i]) && Number.isFinite(low[i]));
  for (const i of known) points.push(x.at(step[i]!), at(high[i]!));
  for (const i of known.reverse()) points.push(x.at(step[i]!), at(low[i]!));
  return { kind: "path", points, fill: tokenOf(run), opacity, closed: true };
}

function lineOf({ x, y, frame }: Plot, step: readonly number[], value: readonly number[]): number[] {
  return clipPolyline(
    step.flatMap((each, i) => [x.at(each), y.at(value[i]!)]),
    frame,
  );
}

function describe(state: FigureState, run: RunState, options: StackedLossOptions): string {
  const say = sayIn(state.lang);
  const { step, trainLoss, validationLoss, penalty } = run.curves;
  const last = lastPoint({ step, value: trainLoss });
  if (!last) return say("saysLossEmpty");
  const paid = lastPoint({ step, value: penalty })?.value ?? 0;
  const said = { run: run.label, step: state.step, data: lossText(last.value), penalty: lossText(paid) };
  const judged = options.validation ? lastPoint({ step, value: validationLoss }) : null;
  return judged ? say("saysStackedJudged", { ...said, validation: lossText(judged.value) }) : say("saysStacked", said);
}
