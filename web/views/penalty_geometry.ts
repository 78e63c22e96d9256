/** Why the penalty shrinks: over two weights the lines of equal loss, the circle of equal price, and where the two touch. */
import type { ProbeResult } from "../engine/program.js";
import { shortNumber } from "../figure/short_number.js";
import type { FigureState, RunState } from "../figure/state.js";
import { type Box, clipPolyline } from "../scene/clip.js";
import { contourLines, logLevels } from "../scene/contours.js";
import { compact, loss as lossText } from "../scene/numbers.js";
import { boxesAlong, placeNear } from "../scene/placement.js";
import { type Plot, plot } from "../scene/plot.js";
import type { Mark, Token } from "../scene/scene.js";
import { smallLabel, strongLabel, type TextStyle, textWidth } from "../scene/type.js";
import { sayOfGeometry } from "../strings/geometry.js";
import { remembered } from "./memo.js";
import type { Plane } from "./plane.js";
import { hint, type RunChoice, runIndex, tokenOf } from "./runs.js";
import { lossGrid, lowest, type Place, type TwoInputs } from "./two_weights.js";
import type { Size, View } from "./view.js";

export interface PenaltyGeometryOptions {
  /** Whose data, and whose λ. */
  run: RunChoice;
}

const shownPoints = 400;

export const penaltyGeometry: View<PenaltyGeometryOptions> = {
  type: "penalty_geometry",
  defaults: { run: 0 },
  aspect: (_options, width) => (width < 480 ? 0.86 : 0.66),
  // As the decision boundary asks for them: equal keys are asked once.
  probes(state, options) {
    const run = runIndex(state, options.run);
    return [{ key: `data:${run}`, run, name: "data", options: { split: "train", limit: shownPoints }, everyMs: 2000 }];
  },
  scene(state, options, size) {
    const found = foundIn(state, options);
    return { ...size, marks: draw(state, found, size), description: describe(state, found) };
  },
  table(state, options) {
    const found = foundIn(state, options);
    if (typeof found === "string") return { rows: [] };
    const row = (lambda: number, { w, loss }: Place) => [lambda, ...w, Math.hypot(...w), loss];
    return {
      head: ["λ", "w₁", "w₂", "|w|", sayOfGeometry(state.lang)("columnLoss")],
      rows: [row(found.lambda, found.place), ...found.bowl.way.map(({ lambda, place }) => row(lambda, place))],
    };
  },
};

interface Bowl {
  data: TwoInputs;
  /** Where the loss by itself is lowest. */
  free: Place;
  /** Where the sum is, for λ from 0 up. */
  way: { lambda: number; place: Place }[];
  plane: Plane;
  /** Of the height above the lowest, its root: near the minimum it is straight, which interpolation follows best. */
  roots: Float64Array;
}

interface Found {
  run: RunState;
  bowl: Bowl;
  lambda: number;
  /** Where loss + λ|w|² is lowest. */
  place: Place;
}

const [columns, rows] = [65, 45];
/** Width over height that the grid covers; a drawing shows as much of it as its own proportions ask for. */
const widest = 1.6;

function foundIn(state: FigureState, { run: choice }: PenaltyGeometryOptions): Found | "none" | "waits" {
  const index = runIndex(state, choice);
  const run = state.runs[index]!;
  const answer = state.probes[`data:${index}`];
  if (!answer) return "waits";
  const bowl = bowlOf(answer);
  if (!bowl) return "none";
  const l2 = run.program.loss?.l2;
  const lambda = typeof l2 === "number" ? l2 : 0;
  return { run, bowl, lambda, place: lambda > 0 ? lowest(bowl.data, lambda, bowl.free) : bowl.free };
}

/** The data are asked for again and again, and are the same: what follows from them is not computed again. */
let last: { answer: ProbeResult; bowl: Bowl | null } | null = null;

const bowlOf = remembered((answer: ProbeResult): Bowl | null => {
  const { inputs, targets } = answer;
  if (last && equal(last.answer.inputs?.data, inputs?.data) && equal(last.answer.targets?.data, targets?.data))
    return last.bowl;
  last = { answer, bowl: bowlFrom(answer) };
  return last.bowl;
});

const equal = (one?: Float32Array, other?: Float32Array) =>
  one?.length === other?.length && (one?.every((value, index) => value === other![index]) ?? true);

function bowlFrom({ inputs, targets }: ProbeResult): Bowl | null {
  if (!inputs || !targets || inputs.shape[1] !== 2 || inputs.shape.length !== 2 || targets.shape.length !== 1)
    return null;
  if (targets.data.some((target) => target !== 0 && target !== 1) || new Set(targets.data).size !== 2) return null;
  const data = { inputs: inputs.data, targets: targets.data };
  const steps = Array.from({ length: 33 }, (_, step) => 1e-4 * 10 ** (step / 8));
  // From the largest λ down: each minimum is near the one before.
  let guess = lowest(data, steps.at(-1)!);
  const priced = steps.reverse().map((lambda) => {
    guess = lowest(data, lambda, guess);
    return { lambda, place: guess };
  });
  const free = lowest(data, 0, guess);
  const way = [{ lambda: 0, place: free }, ...priced.reverse()];
  const middle = [free.w[0] / 2, free.w[1] / 2] as const;
  const half = Math.max(0.85 * Math.hypot(...free.w), 0.1);
  const plane: Plane = {
    x: [middle[0] - widest * half, middle[0] + widest * half],
    y: [middle[1] - half, middle[1] + half],
  };
  const heights = lossGrid(data, plane, columns, rows);
  const roots = heights.map((height) => Math.sqrt(Math.max(height - free.loss, 0)));
  return { data, free, way, plane, roots };
}

const head = 18;

/** One unit is as long across as up: a circle must look like one. */
function plotOf({ plane }: Bowl, size: Size): Plot {
  const outer = { x: 0, y: head, width: size.width, height: size.height - head };
  const titled = (x: readonly [number, number]) =>
    plot({ outer, x: { domain: x, title: "w₁" }, y: { domain: plane.y, title: "w₂" } });
  const { frame } = titled(plane.x);
  const middle = (plane.x[0] + plane.x[1]) / 2;
  const half = ((plane.y[1] - plane.y[0]) / 2) * Math.min(frame.width / frame.height, widest);
  const base = titled([middle - half, middle + half]);
  // Rules across the map would be taken for lines of equal loss.
  return { ...base, marks: base.marks.filter(({ kind }) => kind === "text") };
}

function draw(state: FigureState, found: Found | "none" | "waits", size: Size): Mark[] {
  const say = sayOfGeometry(state.lang);
  if (typeof found === "string") return hint({ x: 0, y: 0, ...size }, say(found));
  const { run, bowl, lambda, place } = found;
  const base = plotOf(bowl, size);
  const token = tokenOf(run);
  const penalty = lambda * (place.w[0] ** 2 + place.w[1] ** 2);
  const numbers = { loss: lossText(place.loss), penalty: lossText(penalty), sum: lossText(place.loss + penalty) };
  const marks: Mark[] = [
    { kind: "text", x: 0, y: 12, text: say("sum", numbers), size: smallLabel.size, fill: "muted" },
    ...base.marks,
    ...levelMarks(bowl, base),
    { kind: "rect", ...base.frame, stroke: "rule" },
    ...wayMarks(bowl, base),
  ];
  const lines: number[] = [];
  if (lambda > 0) {
    // The line of equal loss through the touching point, and the circle of equal price.
    const circle = clipPolyline(circlePoints(Math.hypot(...place.w), base), base.frame);
    const touching = toScene(linesAt(bowl, [Math.sqrt(Math.max(place.loss - bowl.free.loss, 0))]), bowl, base);
    if (touching.length > 0) marks.push({ kind: "path", points: touching, stroke: token, width: 2 });
    if (circle.length > 0) marks.push({ kind: "path", points: circle, stroke: "ink", width: 1.5 });
    lines.push(...touching, Number.NaN, Number.NaN, ...circle);
  }
  marks.push(
    ...crossMark(base.x.at(0), base.y.at(0), "muted"),
    ...crossMark(base.x.at(bowl.free.w[0]), base.y.at(bowl.free.w[1]), "ink"),
  );
  if (lambda > 0)
    marks.push({
      kind: "circle",
      x: base.x.at(place.w[0]),
      y: base.y.at(place.w[1]),
      r: 5,
      fill: token,
      stroke: "paper",
      strokeWidth: 1.25,
    });
  return [...marks, ...labels(state, found, base, lines)];
}

function linesAt({ roots }: Bowl, levels: readonly number[]): number[] {
  return contourLines(roots, columns, rows, levels).flatMap((line) => [...line, Number.NaN, Number.NaN]);
}

/** From the grid's crossings to the scene, cut at the frame. */
function toScene(line: readonly number[], { plane }: Bowl, { x, y, frame }: Plot): number[] {
  const points = line.map((value, at) =>
    at % 2 === 0
      ? x.at(plane.x[0] + (value / (columns - 1)) * (plane.x[1] - plane.x[0]))
      : y.at(plane.y[1] - (value / (rows - 1)) * (plane.y[1] - plane.y[0])),
  );
  return clipPolyline(points, frame);
}

function levelMarks(bowl: Bowl, base: Plot): Mark[] {
  const highest = bowl.roots.reduce((most, root) => Math.max(most, root), 0) ** 2;
  const levels = logLevels(0, highest, 14).map(Math.sqrt);
  const points = toScene(linesAt(bowl, levels), bowl, base);
  return points.length > 0 ? [{ kind: "path", points, stroke: "faint", width: 0.75, opacity: 0.8 }] : [];
}

/** Where the minimum goes as λ grows: from the loss's own to the origin. */
function wayMarks({ way }: Bowl, { x, y, frame }: Plot): Mark[] {
  const points = way.flatMap(({ place: { w } }) => [x.at(w[0]), y.at(w[1])]);
  return [
    {
      kind: "path",
      points: clipPolyline([...points, x.at(0), y.at(0)], frame),
      stroke: "muted",
      width: 1,
      dash: [2, 3],
    },
  ];
}

function circlePoints(radius: number, { x, y }: Plot): number[] {
  return Array.from({ length: 97 }, (_, step) => {
    const angle = (step / 96) * 2 * Math.PI;
    return [x.at(radius * Math.cos(angle)), y.at(radius * Math.sin(angle))];
  }).flat();
}

function crossMark(x: number, y: number, stroke: Token): Mark[] {
  const pen = Number.NaN;
  return [{ kind: "path", points: [x - 4, y, x + 4, y, pen, pen, x, y - 4, x, y + 4], stroke, width: 1.25 }];
}

function labels(state: FigureState, { run, bowl, lambda, place }: Found, base: Plot, lines: readonly number[]): Mark[] {
  const say = sayOfGeometry(state.lang);
  const { frame, x, y } = base;
  const radius = Math.hypot(...place.w);
  const around = (cx: number, cy: number): Box => ({ x: cx - 6, y: cy - 6, width: 12, height: 12 });
  const at = (w: readonly [number, number]) => [x.at(w[0]), y.at(w[1])] as const;
  const taken = [around(...at([0, 0])), around(...at(bowl.free.w)), around(...at(place.w))];
  const room = { x: frame.x + 3, y: frame.y + 3, width: frame.width - 6, height: frame.height - 6 };
  const beside = boxesAlong(lines);
  const marks: Mark[] = [];
  const label = (text: string, [cx, cy]: readonly [number, number], style: TextStyle, fill: Token) => {
    const size = { width: textWidth(text, style), height: 15 };
    // Beside the lines where there is room near by, over them rather than far away.
    const box =
      placeNear(cx, cy, size, room, [...taken, ...beside], [9, 16, 24, 34]) ??
      placeNear(cx, cy, size, room, taken, [9, 18, 32, 48, 70]);
    if (!box) return;
    taken.push(box);
    const [weight, baseline] = [style.weight, box.y + 11.5];
    marks.push({ kind: "text", x: box.x, y: baseline, text, size: style.size, weight, fill, halo: true });
  };
  if (lambda > 0) label(say("priced", { lambda: shortNumber(lambda) }), at(place.w), strongLabel, tokenOf(run));
  label(say("free"), at(bowl.free.w), strongLabel, "ink");
  // On the far side of the circle, where nothing else is.
  const far = [-place.w[0], -place.w[1]] as const;
  if (lambda > 0) label(say("circle", { radius: compact(radius, 2) }), at(far), smallLabel, "ink");
  return marks;
}

function describe(state: FigureState, found: Found | "none" | "waits"): string {
  const say = sayOfGeometry(state.lang);
  if (typeof found === "string") return say(found === "none" ? "saysNone" : "saysWaits");
  const { bowl, lambda, place } = found;
  const of = ({ w, loss }: Place) => ({
    w1: compact(w[0], 2),
    w2: compact(w[1], 2),
    loss: lossText(loss),
    radius: compact(Math.hypot(...w), 2),
  });
  if (lambda === 0) return say("saysFree", of(bowl.free));
  const free = of(bowl.free);
  return say("says", {
    ...of(place),
    least: free.loss,
    free1: free.w1,
    free2: free.w2,
    lambda: shortNumber(lambda),
    penalty: lossText(lambda * (place.w[0] ** 2 + place.w[1] ** 2)),
  });
}
