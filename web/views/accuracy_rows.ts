/**
 * Each run's share of rows that it gets right, on an axis that begins near the lowest, so that close ones can be told
 * apart; where ten seeds have been trained, their median and the band that most of them keep to.
 *   split   "validation" or "train"
 */
import type { Overlay } from "../figure/overlay.js";
import type { Curves, FigureState, RunState } from "../figure/state.js";
import { linearScale, type Scale } from "../scene/scale.js";
import type { Mark } from "../scene/scene.js";
import { number, smallLabel, strongLabel, textWidth, wrap } from "../scene/type.js";
import { listIn, sayIn } from "../strings/say.js";
import { columnName, type Split } from "./curve_series.js";
import { hint, tokenOf } from "./runs.js";
import type { Size, View } from "./view.js";

export interface AccuracyRowsOptions {
  split: Split;
}

export const accuracyRows: View<AccuracyRowsOptions> = {
  type: "accuracy_rows",
  defaults: { split: "validation" },
  aspect: (_options, width) => (width < 480 ? 0.62 : 0.42),
  probes: () => [],
  scene(state, options, size) {
    const rows = rowsOf(state, options.split);
    return { ...size, marks: draw(state, rows, size), description: describe(state, rows, options.split) };
  },
};

interface Row {
  run: RunState;
  /** NaN while nothing is evaluated. */
  accuracy: number;
  seeds: { low: number; median: number; high: number } | null;
}

function rowsOf({ runs, overlays = [] }: FigureState, split: Split): Row[] {
  const column = columnName("accuracy", split);
  const last = (columns: Partial<Record<keyof Curves, readonly number[]>> | undefined) =>
    columns?.[column]?.findLast(Number.isFinite) ?? Number.NaN;
  return runs.map((run) => {
    // The first band in a run's colour is that of its ten seeds; pins come after it.
    const seeds: Overlay | undefined = overlays.find(({ band, color }) => band && color === run.color);
    const [low, median, high] = [last(seeds?.band?.low), last(seeds?.columns), last(seeds?.band?.high)];
    return { run, accuracy: last(run.curves), seeds: seeds && Number.isFinite(median) ? { low, median, high } : null };
  });
}

/** One place after the comma: the differences are smaller than a whole percent. */
export const finePercent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** From a round number below the lowest to all. */
function axis(rows: readonly Row[]): { from: number; ticks: number[] } {
  const values = rows.flatMap(({ accuracy, seeds }) => [accuracy, seeds?.low ?? Number.NaN]).filter(Number.isFinite);
  const lowest = Math.min(...values, 1);
  const step = lowest > 0.91 ? 0.02 : lowest > 0.76 ? 0.05 : lowest > 0.55 ? 0.1 : 0.25;
  const count = Math.min(Math.ceil((1 - lowest) / step + 0.5), Math.round(1 / step));
  return { from: 1 - count * step, ticks: Array.from({ length: count + 1 }, (_, index) => 1 - (count - index) * step) };
}

function draw(state: FigureState, rows: readonly Row[], size: Size): Mark[] {
  const left = Math.max(...rows.map(({ run }) => textWidth(run.label, strongLabel))) + 12;
  const right = size.width - textWidth("100.0%", number) - 10;
  const say = sayIn(state.lang);
  const note = wrap(say(rows.some(({ seeds }) => seeds) ? "accuracySeeds" : "accuracyOneSeed"), size.width, smallLabel);
  const [top, bottom] = [8, size.height - 24 - 14 * note.length];
  const pitch = Math.min((bottom - top) / rows.length, 46);
  const end = top + pitch * rows.length;
  const { from, ticks } = axis(rows);
  const x = linearScale([from, 1], [left, right]);
  const marks: Mark[] = ticks.flatMap((tick): Mark[] => {
    const at = Math.round(x.at(tick)) + 0.5;
    const text = `${Math.round(tick * 100)}%`;
    return [
      { kind: "path", points: [at, top, at, end], stroke: "rule" },
      { kind: "text", x: at, y: end + 14, text, anchor: "middle", size: number.size, font: "mono", fill: "muted" },
    ];
  });
  note.forEach((text, line) => {
    marks.push({ kind: "text", x: 0, y: end + 32 + 14 * line, text, size: smallLabel.size, fill: "muted" });
  });
  rows.forEach((row, index) => {
    marks.push(...rowMarks(row, top + (index + 0.5) * pitch, x, left));
  });
  if (rows.every(({ accuracy }) => Number.isNaN(accuracy)))
    marks.push(...hint({ x: left, y: top, width: right - left, height: end - top }, say("measuring")));
  return marks;
}

function rowMarks({ run, accuracy, seeds }: Row, y: number, x: Scale, left: number): Mark[] {
  const token = tokenOf(run);
  const marks: Mark[] = [
    { kind: "text", x: left - 12, y, text: run.label, anchor: "end", baseline: "middle", fill: token, weight: 600 },
  ];
  if (seeds) {
    const [low, high] = [x.at(seeds.low), x.at(seeds.high)];
    const at = x.at(seeds.median);
    marks.push(
      { kind: "rect", x: low, y: y - 7, width: Math.max(high - low, 1), height: 14, fill: token, opacity: 0.22 },
      { kind: "path", points: [at, y - 9, at, y + 9], stroke: token, width: 2 },
    );
  }
  if (Number.isNaN(accuracy)) return marks;
  marks.push({ kind: "circle", x: x.at(accuracy), y, r: 4, fill: token, stroke: "paper", strokeWidth: 1 });
  const shown = seeds ? seeds.median : accuracy;
  const beyond = Math.max(x.at(accuracy), seeds ? x.at(seeds.high) : 0);
  const style = { baseline: "middle", font: "mono", size: number.size, halo: true } as const;
  marks.push({ kind: "text", x: beyond + 9, y, text: finePercent(shown), ...style });
  return marks;
}

function describe(state: FigureState, rows: readonly Row[], split: Split): string {
  const say = sayIn(state.lang);
  const known = rows.filter(({ accuracy }) => !Number.isNaN(accuracy));
  const name = say(split === "train" ? "saysTrainingAccuracy" : "saysValidationAccuracy");
  if (known.length === 0) return say("saysCurvesEmpty", { quantity: name });
  const said = known.map(({ run, accuracy }) => say("saysValue", { name: run.label, value: finePercent(accuracy) }));
  const seeds = known.flatMap(({ run, seeds }) =>
    seeds ? [say("saysValue", { name: run.label, value: finePercent(seeds.median) })] : [],
  );
  const parts = [say("saysPart", { name, values: listIn(say, said) })];
  if (seeds.length > 0) parts.push(say("saysPart", { name: say("accuracySeeds"), values: listIn(say, seeds) }));
  return parts.join(say("sentenceGap"));
}
