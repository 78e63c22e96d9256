/** A slice of the loss as a map: lines of equal loss with their numbers, the optimizers' ways on it, the middle marked. */
import type { Track } from "../../figure/study/slice.js";
import { SIDE, type Sliced } from "../../figure/study/slice_work.js";
import { type Box, clipPolyline } from "../../scene/clip.js";
import { contourLines } from "../../scene/contours.js";
import { compact, percent } from "../../scene/numbers.js";
import { boxesAlong, inside, overlaps, placeNear } from "../../scene/placement.js";
import { type Plot, plot } from "../../scene/plot.js";
import type { Mark, Scene, Token } from "../../scene/scene.js";
import { smallLabel, strongLabel, textWidth } from "../../scene/type.js";
import type { SayOptimizers } from "../../strings/optimizers.js";
import { listIn, type Say } from "../../strings/say.js";

export interface SliceRun {
  label: string;
  token: Token;
  track: Track;
}

export interface SliceShown {
  runs: readonly SliceRun[];
  window: { x: readonly [number, number]; y: readonly [number, number] };
  /** Null until the first grid is whole. */
  sliced: Sliced | null;
  /** How its axes are said: lengths in the space of weights, or the network's own. */
  unit: string;
  width: number;
}

/** Of each decade; those at 1, 2 and 5 have their number. */
const mantissas = [1, 1.4, 2, 3, 5, 7];

/** Losses worth a line between the lowest and the highest, in rising order. */
export function lossLevels(low: number, high: number): { level: number; named: boolean }[] {
  if (!(low > 0) || !(high > low)) return [];
  const levels: { level: number; named: boolean }[] = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power < high; power += 1)
    for (const mantissa of mantissas) {
      const level = Number((mantissa * 10 ** power).toPrecision(3));
      if (level > low && level < high) levels.push({ level, named: [1, 2, 5].includes(mantissa) });
    }
  return levels;
}

/** Losses of the finest whole grid. */
export function heightsOf({ losses, stride }: Sliced): { values: Float32Array; side: number } {
  const side = (SIDE - 1) / stride + 1;
  const values = Float32Array.from({ length: side * side }, (_, cell) => {
    const [row, column] = [Math.floor(cell / side) * stride, (cell % side) * stride];
    return losses[row * SIDE + column]!;
  });
  return { values, side };
}

/** Of what is known; diverged places are none. */
export function rangeOf({ losses }: Sliced): [number, number] {
  const finite = [...losses].filter(Number.isFinite);
  return [Math.min(...finite), Math.max(...finite)];
}

export function sliceScene(shown: SliceShown, say: Say, words: SayOptimizers): Scene {
  const { runs, window, sliced, unit, width } = shown;
  const size = sizeOf(window, width);
  const made = plot({
    outer: { x: 0, y: 0, ...size },
    x: { domain: window.x, title: unit },
    y: { domain: window.y },
  });
  // Rules across the map would be taken for contours.
  const base = { ...made, marks: made.marks.filter((mark) => mark.kind === "text") };
  const marks: Mark[] = [...base.marks];
  const taken: Box[] = [];
  const numbers: { text: string; spots: [number, number][] }[] = [];
  if (sliced) {
    const { lines, labels } = levelMarks(sliced, base);
    marks.push(...lines);
    numbers.push(...labels);
  }
  marks.push({ kind: "rect", ...base.frame, stroke: "rule" });
  for (const run of runs) {
    const points = onMap(run.track.points, base);
    if (points.length > 2) marks.push({ kind: "path", points, stroke: run.token, width: 1.75 });
  }
  marks.push(...endMarks(runs, base, taken, words("start")));
  for (const { text, spots } of numbers) {
    const box = spots.map((spot) => numberBox(text, spot)).find((each) => free(each, taken, base.frame));
    if (!box) continue;
    taken.push(box);
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    marks.push({ kind: "text", ...at, text, ...numberStyle });
  }
  return { ...size, marks, description: describe(shown, say, words) };
}

const numberStyle = {
  anchor: "middle",
  baseline: "middle",
  size: 11,
  font: "mono",
  fill: "muted",
  halo: true,
} as const;

/** The frame is as high as wide: lengths are the same both ways. */
function sizeOf(window: SliceShown["window"], width: number): { width: number; height: number } {
  const { frame } = plot({
    outer: { x: 0, y: 0, width, height: width },
    x: { domain: window.x },
    y: { domain: window.y },
  });
  return { width, height: Math.round(width - (frame.height - frame.width)) };
}

function onMap(points: ArrayLike<number>, { x, y, frame }: Plot): number[] {
  const scene: number[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) scene.push(x.at(points[i]!), y.at(points[i + 1]!));
  return clipPolyline(scene, frame);
}

function levelMarks(sliced: Sliced, { frame }: Plot) {
  const { values, side } = heightsOf(sliced);
  const levels = lossLevels(...rangeOf(sliced));
  const top = Math.max(...[...values].filter(Number.isFinite));
  const logs = values.map((value) => Math.log(Number.isFinite(value) && value > 0 ? value : top));
  const cell = { width: frame.width / (side - 1), height: frame.height / (side - 1) };
  const lines: Mark[] = [];
  const labels: { text: string; spots: [number, number][] }[] = [];
  contourLines(
    logs,
    side,
    side,
    levels.map(({ level }) => Math.log(level)),
  ).forEach((line, index) => {
    const points = line.map((value, i) => (i % 2 === 0 ? frame.x + value * cell.width : frame.y + value * cell.height));
    if (points.length === 0) return;
    const { level, named } = levels[index]!;
    lines.push({ kind: "path", points, stroke: "faint", width: named ? 1 : 0.6, opacity: 0.8 });
    if (named) labels.push({ text: compact(level, 1), spots: spotsOn(points) });
  });
  return { lines, labels };
}

/** Places along a line, its middle first. */
function spotsOn(points: readonly number[]): [number, number][] {
  const count = points.length / 2;
  return [0.5, 0.25, 0.75, 0.1, 0.9].flatMap((share): [number, number][] => {
    const at = 2 * Math.min(count - 1, Math.floor(share * count));
    return Number.isFinite(points[at]) ? [[points[at]!, points[at + 1]!]] : [];
  });
}

function numberBox(text: string, [x, y]: [number, number]): Box {
  const width = textWidth(text, { size: 11, font: "mono", weight: 400 }) + 4;
  return { x: x - width / 2, y: y - 7, width, height: 14 };
}

const free = (box: Box, taken: readonly Box[], frame: Box) =>
  inside(box, frame) && !taken.some((other) => overlaps(box, other));

/** Where they began, where each has come to, and their names. */
function endMarks(runs: readonly SliceRun[], base: Plot, taken: Box[], start: string): Mark[] {
  const { x, y, frame } = base;
  const marks: Mark[] = [];
  const around = (cx: number, cy: number, r: number): Box => ({ x: cx - r, y: cy - r, width: 2 * r, height: 2 * r });
  const heads = runs.flatMap(({ label, token, track: { points } }) => {
    const [px, py] = [x.at(points.at(-2) ?? Number.NaN), y.at(points.at(-1) ?? Number.NaN)];
    return Number.isFinite(px) && inside(around(px, py, 0), frame) ? [{ label, token, px, py }] : [];
  });
  const first = runs.find(({ track }) => track.points.length > 2)?.track.points;
  const begin = first ? ([x.at(first[0]!), y.at(first[1]!)] as const) : null;
  for (const { token, px, py } of heads) {
    marks.push({ kind: "circle", x: px, y: py, r: 4.5, fill: token, stroke: "paper", strokeWidth: 1.25 });
    taken.push(around(px, py, 5));
  }
  if (begin && inside(around(...begin, 0), frame)) {
    marks.push({ kind: "circle", x: begin[0], y: begin[1], r: 5, fill: "paper", stroke: "ink", strokeWidth: 1.5 });
    taken.push(around(...begin, 6));
  }
  const ways = runs.flatMap(({ track }) => boxesAlong(onMap(track.points, base)));
  const room = { x: frame.x + 3, y: frame.y + 3, width: frame.width - 6, height: frame.height - 6 };
  const name = (text: string, px: number, py: number, token: Token, strong: boolean) => {
    const style = strong ? strongLabel : smallLabel;
    const size = { width: textWidth(text, style), height: 15 };
    // Beside the paths if there is room near by, over them rather than far away.
    const box =
      placeNear(px, py, size, room, [...taken, ...ways], [8, 16, 26]) ??
      placeNear(px, py, size, room, taken, [8, 16, 26, 40, 60]);
    if (!box) return;
    taken.push(box);
    marks.push({
      kind: "text",
      x: box.x,
      y: box.y + 11.5,
      text,
      size: style.size,
      weight: style.weight,
      fill: token,
      halo: true,
    });
  };
  for (const { label, token, px, py } of heads) name(label, px, py, token, true);
  if (begin && inside(around(...begin, 0), frame)) name(start, ...begin, "muted", false);
  return marks;
}

/** How much of each path can be seen on the plane. */
export function sharesOf(runs: readonly SliceRun[], say: Say, words: SayOptimizers): string {
  const shares = runs.map(({ label, track }) => words("saysShare", { run: label, share: percent(track.share) }));
  return words("saysShares", { runs: listIn(say, shares) });
}

function describe({ runs, sliced }: SliceShown, say: Say, words: SayOptimizers): string {
  const told = sharesOf(runs, say, words);
  if (!sliced) return told;
  const [low, high] = rangeOf(sliced);
  return words("saysSlice", { low: compact(low), high: compact(high) }) + say("sentenceGap") + told;
}
