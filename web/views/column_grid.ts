/**
 * What a convolution finds next to each other in a row of a table: channels × places, each column in the colour of how
 * the classes differ in it, for one run and, under it, for another whose columns stand in another order.
 *   run, beside   the runs; `beside` may be left out
 */
import type { ArrayData } from "../engine/program.js";
import type { FigureState } from "../figure/state.js";
import type { Mark } from "../scene/scene.js";
import { smallLabel, wrap } from "../scene/type.js";
import { sayIn } from "../strings/say.js";
import { remembered } from "./memo.js";
import { hint, type RunChoice, runIndex, tokenOf } from "./runs.js";
import type { Size, View } from "./view.js";

export interface ColumnGridOptions {
  run: RunChoice;
  beside: RunChoice | null;
}

interface Columns {
  rows: number;
  places: number;
  /** Class 1 less class 0, in standard deviations. */
  difference: Float32Array;
  /** How alike neighbours along the signal are: the mean size of their correlation. */
  alike: number;
}

export const columnGrid: View<ColumnGridOptions> = {
  type: "column_grid",
  defaults: { run: 0, beside: null },
  aspect: (_options, width) => (width < 480 ? 0.68 : 0.5),
  probes: () => [],
  scene(state, options, size) {
    const grids = gridsOf(state, options);
    return { ...size, marks: draw(state, grids, size), description: describe(state, grids) };
  },
  table: (state, options) => ({
    rows: gridsOf(state, options).flatMap(({ run, columns: { places, difference } }) =>
      Array.from(difference, (value, at) => [
        run.label,
        "difference",
        `${Math.floor(at / places)}, ${at % places}`,
        value,
      ]),
    ),
  }),
};

function gridsOf(state: FigureState, { run: first, beside }: ColumnGridOptions): Grid[] {
  const chosen = [first, ...(beside === null ? [] : [beside])];
  return chosen.flatMap((choice) => {
    const run = state.runs[runIndex(state, choice)];
    const data = run?.program.data;
    const columns = data && "inputs" in data ? columnsOf(data as ArrayData) : null;
    return run && columns ? [{ run, columns }] : [];
  });
}

type Grid = { run: FigureState["runs"][number]; columns: Columns };

/** Null for rows that are no signal of several channels, or of more classes than two. */
const columnsOf = remembered((data: ArrayData): Columns | null => {
  const [rows, places] = data.shape;
  if (data.shape.length !== 2 || !rows || !places) return null;
  const count = data.inputs.length / (rows * places);
  const values = Array.from({ length: rows * places }, (_, column) =>
    standard(Float64Array.from({ length: count }, (_, row) => data.inputs[row * rows * places + column]!)),
  );
  const difference = Float32Array.from(values, (column) => {
    const sums = [0, 0];
    const counts = [0, 0];
    column.forEach((value, row) => {
      const of = data.targets[row]! > 0 ? 1 : 0;
      sums[of]! += value;
      counts[of]! += 1;
    });
    return sums[1]! / Math.max(counts[1]!, 1) - sums[0]! / Math.max(counts[0]!, 1);
  });
  let alike = 0;
  for (let column = 0; column < values.length; column += 1) {
    if (column % places === places - 1) continue;
    const next = values[column + 1]!;
    alike += Math.abs(values[column]!.reduce((sum, value, row) => sum + value * next[row]!, 0) / count);
  }
  return { rows, places, difference, alike: alike / (rows * (places - 1)) };
});

function standard(column: Float64Array): Float64Array {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length) || 1;
  return column.map((value) => (value - mean) / spread);
}

function draw(state: FigureState, grids: readonly Grid[], size: Size): Mark[] {
  const say = sayIn(state.lang);
  if (grids.length === 0) return hint({ x: 0, y: 0, ...size }, say("columnsNone"));
  const most = Math.max(...grids.flatMap(({ columns }) => [...columns.difference].map(Math.abs)), 0.01);
  const note = wrap(say("columnsNote"), size.width, smallLabel);
  const room = (size.height - note.length * 14 - 6) / grids.length;
  const marks: Mark[] = grids.flatMap(({ run, columns: { rows, places, difference, alike } }, index): Mark[] => {
    const top = index * room;
    const cell = (size.width - 1) / places;
    const frame = { x: 0.5, y: top + 18, width: size.width - 1, height: Math.max(room - 30, rows) };
    return [
      { kind: "text", x: 0, y: top + 11, text: run.label, weight: 600, fill: tokenOf(run) },
      {
        kind: "text",
        x: size.width,
        y: top + 11,
        anchor: "end",
        size: smallLabel.size,
        fill: "muted",
        text: say("columnsAlike", { value: alike.toFixed(2) }),
      },
      { kind: "grid", ...frame, columns: places, rows, values: difference, ramp: "sign", domain: [-most, most] },
      { kind: "rect", ...frame, stroke: "rule" },
      ...Array.from({ length: places - 1 }, (_, place): Mark => {
        const x = Math.round((place + 1) * cell) + 0.5;
        return { kind: "path", points: [x, frame.y, x, frame.y + frame.height], stroke: "paper" };
      }),
    ];
  });
  const first = size.height - (note.length - 1) * 14 - 3;
  note.forEach((text, line) => {
    marks.push({ kind: "text", x: 0, y: first + line * 14, text, size: smallLabel.size, fill: "muted" });
  });
  return marks;
}

function describe(state: FigureState, grids: readonly Grid[]): string {
  const say = sayIn(state.lang);
  if (grids.length === 0) return say("columnsNone");
  return grids
    .map(({ run, columns: { alike } }) =>
      say("saysPart", { name: run.label, values: say("columnsAlike", { value: alike.toFixed(2) }) }),
    )
    .join(say("sentenceGap"));
}
