/** Inside the optimizer: gradient, m, v and the step it takes, for a few parameters of one run; or all terms of one of them. */
import type { ProbeResult } from "../engine/program.js";
import type { FigureState, RunState } from "../figure/state.js";
import { measuredRows } from "../figure/study/tables.js";
import { updateTerms } from "../figure/update_terms.js";
import { compact } from "../scene/numbers.js";
import { linearScale } from "../scene/scale.js";
import type { Mark } from "../scene/scene.js";
import { number, smallLabel, strongLabel, textWidth } from "../scene/type.js";
import { listIn, type Say, sayIn } from "../strings/say.js";
import { sayOfUpdate } from "../strings/update.js";
import { hint, type RunChoice, runIndex, tokenOf } from "./runs.js";
import type { Intent, Size, View } from "./view.js";
import { backHeight, saysUpdate, updateHeight, updateMarks, updateRows, type WeightShown } from "./weight_update.js";

export interface MomentsOptions {
  run: RunChoice;
  /** How many of a network's parameters; a surface has two. */
  count: number;
  /** The one whose update is shown term by term; −1 for all. */
  weight: number;
  /** The figure's variable that holds it, so that a click or an arrow key can choose; none by default. */
  variable: string;
}

export const moments: View<MomentsOptions> = {
  type: "moments",
  defaults: { run: -1, count: 16, weight: -1, variable: "" },
  aspect({ weight }, width) {
    if (weight >= 0) return updateHeight / Math.max(width, 280);
    return width < 480 ? 0.85 : 0.5;
  },
  probes(state, options) {
    const run = runIndex(state, options.run);
    const count = countOf(state, options);
    return [{ key: keyOf(run), run, name: "update", options: { count }, everyMs: 60 }];
  },
  scene(state, options, size) {
    const index = runIndex(state, options.run);
    const run = state.runs[index]!;
    const answer = state.step > 0 ? state.probes[keyOf(index)] : undefined;
    const say = sayIn(state.lang);
    if (options.weight >= 0) return { ...size, ...oneWeight(state, options, answer, size, say) };
    const rows = answer ? rowsOf(answer, say) : [];
    const choose = options.variable === "" ? undefined : sayOfUpdate(state.lang)("chooseWeight");
    return { ...size, marks: draw(run, rows, size, say, choose), description: describe(state, run, rows, say) };
  },
  table(state, options) {
    const index = runIndex(state, options.run);
    const run = state.runs[index]!;
    const answer = state.probes[keyOf(index)];
    if (!answer) return { rows: [] };
    if (options.weight < 0)
      return { rows: measuredRows(answer).map(({ name, place, value }) => [run.label, name, place, value]) };
    const { update, weight } = shownOf(state, options, answer);
    const rows = update === null || update === "unknown" ? [] : updateRows(update, sayOfUpdate(state.lang));
    return { rows: rows.map(([name, symbol, value]) => [run.label, name, `${weight}: ${symbol}`, value]) };
  },
  point(state, options, size, x, y) {
    if (options.weight >= 0) return y <= backHeight ? chosen(options, -1) : null;
    const count = countOf(state, options);
    // As the bars stand: a pair in two halves, many in columns between the letters and the numbers.
    const right = size.width - (count > 2 ? textWidth(widestNumber, number) + 8 : 0);
    const at = Math.floor((count * (x - indent)) / (right - indent));
    return chosen(options, Math.min(Math.max(at, 0), count - 1));
  },
  key(state, options, key) {
    const { weight } = options;
    const last = countOf(state, options) - 1;
    if (key === "ArrowRight" || key === "ArrowDown") return chosen(options, weight < last ? weight + 1 : -1);
    if (key === "ArrowLeft" || key === "ArrowUp") return chosen(options, weight < 0 ? last : weight - 1);
    return null;
  },
};

const chosen = ({ variable }: MomentsOptions, value: number): Intent | null =>
  variable === "" ? null : { variable, value };

function countOf(state: FigureState, options: MomentsOptions): number {
  return state.runs[runIndex(state, options.run)]?.program.surface ? 2 : options.count;
}

function oneWeight(
  state: FigureState,
  options: MomentsOptions,
  answer: ProbeResult | undefined,
  size: Size,
  say: Say,
): { marks: Mark[]; description: string } {
  const words = sayOfUpdate(state.lang);
  const shown = shownOf(state, options, answer);
  return { marks: updateMarks(shown, size, words, say("momentsWait")), description: saysUpdate(shown, say, words) };
}

function shownOf(state: FigureState, options: MomentsOptions, answer: ProbeResult | undefined): WeightShown {
  const run = state.runs[runIndex(state, options.run)]!;
  const words = sayOfUpdate(state.lang);
  const index = Math.min(options.weight, countOf(state, options) - 1);
  const weight = run.program.surface ? nameOf(index) : words("weight", { number: index + 1 });
  const update = answer ? (updateTerms(run.program.optimizer, answer, index) ?? "unknown") : null;
  return { run, weight, update };
}

/** Room for the letters on the left. */
const indent = 30;
const widestNumber = "±0.00e−00";

const keyOf = (run: number) => `moments:${run}`;

interface Row {
  symbol: string;
  /** What it is, in the lesson's words. */
  meaning: string;
  values: Float32Array;
}

/** In the order in which the formula uses them; a run has only its own optimizer's. */
const quantities = [
  { array: "gradient", symbol: "g", meaning: "gradient" },
  { array: "momentum_buffer", symbol: "b", meaning: "momentum" },
  { array: "exp_avg", symbol: "m", meaning: "averageGradient" },
  { array: "square_avg", symbol: "v", meaning: "averageSquare" },
  { array: "exp_avg_sq", symbol: "v", meaning: "averageSquare" },
  { array: "step", symbol: "Δw", meaning: "stepTaken" },
] as const;

function rowsOf(answer: ProbeResult, say: Say): Row[] {
  return quantities.flatMap(({ array, symbol, meaning }) => {
    const values = answer[array]?.data;
    return values ? [{ symbol, meaning: say(meaning), values }] : [];
  });
}

const nameOf = (parameter: number) => (parameter === 0 ? "x" : "y");

function draw(run: RunState, rows: readonly Row[], size: Size, say: Say, choose: string | undefined): Mark[] {
  const marks: Mark[] = [
    { kind: "text", x: 0, y: 12, text: run.label, weight: 600, size: strongLabel.size, fill: tokenOf(run) },
  ];
  const pair = run.program.surface !== undefined;
  const note = pair ? say("ownScale") : say("firstWeights", { count: rows[0]?.values.length ?? 0 });
  if (rows.length === 0) return [...marks, ...hint({ x: 0, y: 0, ...size }, say("momentsWait"))];
  marks.push({ kind: "text", x: size.width, y: 12, text: note, anchor: "end", size: smallLabel.size, fill: "muted" });
  const top = 26;
  const foot = choose === undefined ? 0 : 18;
  const pitch = Math.min((size.height - top - foot) / rows.length, 64);
  rows.forEach((row, index) => {
    const y = top + index * pitch;
    if (index > 0)
      marks.push({ kind: "path", points: [0, Math.round(y) + 0.5, size.width, Math.round(y) + 0.5], stroke: "rule" });
    marks.push({ kind: "text", x: 0, y: y + 16, text: row.symbol, font: "serif", size: 15 });
    marks.push({ kind: "text", x: indent, y: y + 16, text: row.meaning, size: smallLabel.size, fill: "muted" });
    const area = { x: indent, y: y + 22, width: size.width - indent, height: pitch - 26 };
    marks.push(...(pair ? pairBars(run, row, area) : manyBars(run, row, area)));
  });
  if (choose !== undefined) {
    const y = top + rows.length * pitch + foot - 4;
    marks.push({ kind: "text", x: indent, y, text: choose, size: smallLabel.size, fill: "muted" });
  }
  return marks;
}

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const largestOf = ({ values }: Row) => values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

/** x and y side by side, each a bar from its own middle: how unequal they are is the point. */
function pairBars(run: RunState, row: Row, area: Area): Mark[] {
  const largest = largestOf(row) || 1;
  const gap = 14;
  const width = (area.width - gap) / 2;
  const numberWidth = textWidth("−0.00e−00", number);
  const marks: Mark[] = [];
  row.values.forEach((value, parameter) => {
    const left = area.x + parameter * (width + gap);
    const middle = area.y + area.height / 2;
    const x = linearScale([-largest, largest], [left + 12, left + width - numberWidth - 6]);
    const [from, to] = value < 0 ? [x.at(value), x.at(0)] : [x.at(0), x.at(value)];
    const half = Math.min(area.height / 2, 5);
    marks.push({
      kind: "text",
      x: left,
      y: middle,
      text: nameOf(parameter),
      baseline: "middle",
      size: smallLabel.size,
      fill: "muted",
    });
    marks.push({
      kind: "rect",
      x: from,
      y: middle - half,
      width: Math.max(to - from, 0.5),
      height: 2 * half,
      fill: tokenOf(run),
    });
    marks.push({ kind: "path", points: [x.at(0), middle - half - 2, x.at(0), middle + half + 2], stroke: "ink" });
    marks.push({
      kind: "text",
      x: left + width,
      y: middle,
      text: compact(value),
      anchor: "end",
      baseline: "middle",
      size: number.size,
      font: "mono",
    });
  });
  return marks;
}

/** One column per weight around a common zero, the largest one's size beside them. */
function manyBars(run: RunState, row: Row, area: Area): Mark[] {
  const largest = largestOf(row);
  const numberWidth = textWidth(widestNumber, number) + 8;
  const y = linearScale([-(largest || 1), largest || 1], [area.y + area.height, area.y]);
  const pitch = (area.width - numberWidth) / row.values.length;
  const marks: Mark[] = [];
  row.values.forEach((value, parameter) => {
    const [from, to] = value < 0 ? [y.at(0), y.at(value)] : [y.at(value), y.at(0)];
    if (to > from)
      marks.push({
        kind: "rect",
        x: area.x + parameter * pitch + 1,
        y: from,
        width: Math.max(pitch - 2, 1),
        height: to - from,
        fill: tokenOf(run),
      });
  });
  marks.push({ kind: "path", points: [area.x, y.at(0), area.x + area.width - numberWidth, y.at(0)], stroke: "faint" });
  marks.push({
    kind: "text",
    x: area.x + area.width,
    y: y.at(0),
    text: `±${compact(largest)}`,
    anchor: "end",
    baseline: "middle",
    size: number.size,
    font: "mono",
    fill: "muted",
  });
  return marks;
}

function describe(state: FigureState, run: RunState, rows: readonly Row[], say: Say): string {
  if (rows.length === 0) return say("saysMomentsWait", { run: run.label });
  const pair = run.program.surface !== undefined;
  const said = rows.map((row) => {
    const { meaning, values } = row;
    if (!pair) return say("saysMoment", { meaning, largest: compact(largestOf(row)) });
    return say("saysMomentOfTwo", { meaning, x: compact(values[0]!), y: compact(values[1]!) });
  });
  return say("saysMoments", { run: run.label, step: state.step, rows: listIn(say, said) });
}
