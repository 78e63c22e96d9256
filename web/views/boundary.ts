/** What a network answers over the plane: regions by class, the boundary, and the points it learns from. */
import type { ProbeResult } from "../engine/program.js";
import type { FigureState } from "../figure/state.js";
import { type Box, clipPolyline } from "../scene/clip.js";
import { contourLines } from "../scene/contours.js";
import { percent } from "../scene/numbers.js";
import { classToken } from "../scene/palette.js";
import { linearScale } from "../scene/scale.js";
import type { Mark } from "../scene/scene.js";
import { elide, smallLabel, strongLabel, textWidth } from "../scene/type.js";
import { listIn, sayIn } from "../strings/say.js";
import { remembered } from "./memo.js";
import { type Plane, placeIn, planeIn, proportional } from "./plane.js";
import { hint, type RunChoice, runIndex, tokenOf } from "./runs.js";
import type { Size, View } from "./view.js";

export interface BoundaryOptions {
  /** One run, or all of them side by side. */
  run: RunChoice | null;
  /** The part of the plane; left out: the named set's own, with room for its noise. */
  x: readonly [number, number] | null;
  y: readonly [number, number] | null;
  size: number;
}

const shownPoints = 400;

export const boundary: View<BoundaryOptions> = {
  type: "boundary",
  defaults: { run: null, x: null, y: null, size: 56 },
  aspect: (_options, width) => (width < 480 ? 0.86 : 0.74),
  probes: (state, options) =>
    runsOf(state, options).flatMap((run) => {
      const { x, y } = planeFor(state, run, options);
      return [
        {
          key: gridKey(state, run, options),
          run,
          name: "decision_grid",
          options: { x: [...x], y: [...y], size: options.size },
          everyMs: 80,
        },
        { key: `data:${run}`, run, name: "data", options: { split: "train", limit: shownPoints }, everyMs: 2000 },
      ];
    }),
  scene(state, options, size) {
    const runs = runsOf(state, options);
    const { x, y } = planeFor(state, runs[0] ?? 0, options);
    const panels = panelsOf(runs.length, size, (y[1] - y[0]) / (x[1] - x[0]));
    const marks = runs.flatMap((run, index) => panel(state, run, options, panels[index]!, runs.length > 1));
    return { ...size, marks, description: describe(state, runs) };
  },
  inputs: 2,
  place(state, options, size, x, y) {
    const runs = runsOf(state, options);
    const plane = planeFor(state, runs[0] ?? 0, options);
    const panels = panelsOf(runs.length, size, (plane.y[1] - plane.y[0]) / (plane.x[1] - plane.x[0]));
    const found = panels.map((outer) => placeIn(mapIn(outer, plane), plane, x, y));
    return found.find((place) => place !== null) ?? null;
  },
  plane: (state, options) => planeFor(state, runsOf(state, options)[0] ?? 0, options),
};

function runsOf(state: FigureState, { run }: BoundaryOptions): number[] {
  return run === null ? state.runs.map((_, index) => index) : [runIndex(state, run)];
}

const planeFor = (state: FigureState, run: number, options: BoundaryOptions): Plane => planeIn(state, run, options);

function gridKey(state: FigureState, run: number, options: BoundaryOptions): string {
  const { x, y } = planeFor(state, run, options);
  return `decision_grid:${run}:${[...x, ...y].join(",")}:${options.size}`;
}

const headHeight = 20;
const gap = 16;

/** The map in a panel, below its head. */
function mapIn(outer: Box, plane: Plane): Box {
  return proportional(plane, { ...outer, y: outer.y + headHeight, height: outer.height - headHeight });
}

/** In as many columns as make the panels largest, for maps of these proportions. */
function panelsOf(count: number, { width, height }: Size, heightOverWidth: number): Box[] {
  const layout = (columns: number) => {
    const rows = Math.ceil(count / columns);
    const box = { width: (width - (columns - 1) * gap) / columns, height: (height - (rows - 1) * gap) / rows };
    return { columns, box, side: Math.min(box.width, (box.height - headHeight) / heightOverWidth) };
  };
  const layouts = Array.from({ length: count }, (_, index) => layout(index + 1));
  const { columns, box } = layouts.reduce((best, each) => (each.side > best.side ? each : best));
  return Array.from({ length: count }, (_, index) => ({
    x: (index % columns) * (box.width + gap),
    y: Math.floor(index / columns) * (box.height + gap),
    ...box,
  }));
}

const regionsOf = remembered((probability: ProbeResult[string]) => {
  const [rows, columns, outputs] = probability.shape as [number, number, number];
  const cells = rows * columns;
  const classes = new Uint8Array(cells);
  const confidence = new Float32Array(cells);
  const many = Math.max(outputs, 2);
  // How far each class is ahead of the best other one: its zero line is its border. In logarithms, since a sure network's
  // probabilities jump from 0 to 1 between two cells.
  const lead = Array.from({ length: many }, () => new Float32Array(cells));
  for (let cell = 0; cell < cells; cell++) {
    const of = (k: number): number => {
      const value = probability.data[cell * outputs + (outputs === 1 ? 0 : k)]!;
      return outputs === 1 && k === 0 ? 1 - value : value;
    };
    let best = 0;
    for (let k = 1; k < many; k++) if (of(k) > of(best)) best = k;
    classes[cell] = best;
    confidence[cell] = (of(best) - 1 / many) / (1 - 1 / many);
    for (let k = 0; k < many; k++) {
      let other = Number.NEGATIVE_INFINITY;
      for (let j = 0; j < many; j++) if (j !== k) other = Math.max(other, of(j));
      lead[k]![cell] = Math.log(Math.max(of(k), 1e-12)) - Math.log(Math.max(other, 1e-12));
    }
  }
  const lines = (many === 2 ? lead.slice(1) : lead).map(
    (field) => contourLines(toEdges(field, columns, rows), columns + 2, rows + 2, [0])[0]!,
  );
  return { columns, rows, classes, confidence, lines };
});

/** One more cell all around, so that a line drawn through cell middles reaches the edges. */
function toEdges(field: Float32Array, columns: number, rows: number): Float32Array {
  const wide = new Float32Array((columns + 2) * (rows + 2));
  for (let row = 0; row < rows + 2; row++) {
    for (let column = 0; column < columns + 2; column++) {
      const [r, c] = [Math.min(Math.max(row - 1, 0), rows - 1), Math.min(Math.max(column - 1, 0), columns - 1)];
      wide[row * (columns + 2) + column] = field[r * columns + c]!;
    }
  }
  return wide;
}

function panel(state: FigureState, run: number, options: BoundaryOptions, outer: Box, named: boolean): Mark[] {
  const say = sayIn(state.lang);
  const { label: name, curves } = state.runs[run]!;
  const plane = planeFor(state, run, options);
  const box = mapIn(outer, plane);
  const marks: Mark[] = [];
  const answer = state.probes[gridKey(state, run, options)]?.probability;
  if (answer) {
    const { columns, rows, classes, confidence, lines } = regionsOf(answer);
    marks.push({ kind: "regions", ...box, columns, rows, classes, confidence });
    for (const line of lines) {
      const points = line.map((value, i) =>
        i % 2 === 0 ? box.x + ((value - 0.5) / columns) * box.width : box.y + ((value - 0.5) / rows) * box.height,
      );
      const shown = clipPolyline(points, box);
      if (shown.length > 0) marks.push({ kind: "path", points: shown, stroke: "ink", width: 1.5 });
    }
  }
  marks.push({ kind: "rect", ...box, stroke: "rule" });
  const data = state.probes[`data:${run}`];
  if (data) marks.push(...pointMarks(data, plane, box));
  if (!answer) marks.push(...hint(box, say("boundaryWaits")));

  const accuracy = [
    ["train", curves.trainAccuracy],
    ["validation", curves.validationAccuracy],
  ] as const;
  const said = accuracy.flatMap(([split, values]) =>
    Number.isFinite(values.at(-1)) ? [say("splitShare", { split: say(split), share: percent(values.at(-1)!) })] : [],
  );
  const numbers = said.length > 0 ? say("correct", { shares: said.join(say("comma")) }) : "";
  const numbersWidth = textWidth(numbers, smallLabel);
  const fits = !named || numbersWidth + textWidth(name, strongLabel) + 10 <= box.width;
  if (named) {
    marks.push({
      kind: "text",
      x: box.x,
      y: outer.y + 12,
      text: elide(name, box.width, strongLabel),
      weight: 600,
      fill: tokenOf(state.runs[run]!),
    });
  }
  if (numbers && fits) {
    const anchor = named ? "end" : "start";
    marks.push({
      kind: "text",
      x: named ? box.x + box.width : box.x,
      y: outer.y + 12,
      text: numbers,
      anchor,
      size: smallLabel.size,
      fill: "muted",
    });
  }
  return marks;
}

/** Class 0 round, class 1 square, so that colour is not all that tells them apart. */
function pointMarks({ inputs, targets }: ProbeResult, plane: Plane, box: Box): Mark[] {
  if (!inputs || !targets) return [];
  const x = linearScale(plane.x, [box.x, box.x + box.width]);
  const y = linearScale(plane.y, [box.y + box.height, box.y]);
  const r = targets.data.length > 150 ? 2.5 : 3.5;
  const marks: Mark[] = [];
  targets.data.forEach((target, row) => {
    const [px, py] = [x.at(inputs.data[2 * row]!), y.at(inputs.data[2 * row + 1]!)];
    if (px < box.x || px > box.x + box.width || py < box.y || py > box.y + box.height) return;
    const paint = { fill: classToken(target), stroke: "ink", strokeWidth: 0.9 } as const;
    if (target % 2 === 0) marks.push({ kind: "circle", x: px, y: py, r, ...paint });
    else marks.push({ kind: "rect", x: px - 0.9 * r, y: py - 0.9 * r, width: 1.8 * r, height: 1.8 * r, ...paint });
  });
  return marks;
}

function describe(state: FigureState, runs: readonly number[]): string {
  const say = sayIn(state.lang);
  const said = runs.map((index) => {
    const { label: run, curves } = state.runs[index]!;
    const [train, validation] = [curves.trainAccuracy.at(-1), curves.validationAccuracy.at(-1)];
    if (train === undefined || !Number.isFinite(train)) return say("saysRegionWaits", { run });
    if (validation === undefined || !Number.isFinite(validation))
      return say("saysRegion", { run, train: percent(train) });
    return say("saysRegionJudged", { run, train: percent(train), validation: percent(validation) });
  });
  return say("saysRegions", { step: state.step, runs: listIn(say, said) });
}
