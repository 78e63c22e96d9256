/** The network as columns of units: what this step's dropout left of it. */
import type { FigureState } from "../figure/state.js";
import { count as countText } from "../scene/numbers.js";
import type { Mark, Token } from "../scene/scene.js";
import { smallLabel } from "../scene/type.js";
import { layerBlocks } from "./layer_blocks.js";
import { list, type RunChoice, runIndex, tokenOf } from "./runs.js";
import type { Size, View } from "./view.js";

export interface NetworkOptions {
  run: RunChoice;
  /** In "eval" nothing is dropped. */
  mode: "train" | "eval";
}

export const network: View<NetworkOptions> = {
  type: "network",
  defaults: { run: 0, mode: "train" },
  aspect: (_options, width) => (width < 480 ? 0.95 : 0.62),
  probes(state, options) {
    const run = runIndex(state, options.run);
    return [
      { key: `dropout_mask:${run}`, run, name: "dropout_mask", options: {}, everyMs: 120 },
      // Only for the number of inputs, which the program does not say.
      { key: `units:${run}`, run, name: "units", options: {}, everyMs: 60_000 },
    ];
  },
  scene(state, options, size) {
    const columns = columnsOf(state, options);
    const token = tokenOf(state.runs[runIndex(state, options.run)]!);
    return { ...size, marks: draw(columns, token, options.mode, size), description: describe(state, options, columns) };
  },
};

interface Column {
  name: string;
  units: number;
  /** 1 kept, 0 dropped, per unit; null where there is no dropout. */
  mask: Float32Array | null;
}

function columnsOf(state: FigureState, { run: choice, mode }: NetworkOptions): Column[] {
  const run = runIndex(state, choice);
  const masks = state.probes[`dropout_mask:${run}`];
  const units = state.probes[`units:${run}`];
  const columns: Column[] = [];
  const inputs = units?.input?.data.length;
  if (inputs) columns.push({ name: "input", units: inputs, mask: null });
  for (const { name, layers, dropout } of layerBlocks(state.runs[run]?.program ?? {})) {
    const size = layers[0]!.out_features;
    if (typeof size !== "number") continue;
    const mask = mode === "train" && dropout >= 0 ? masks?.[String(dropout)]?.data : undefined;
    columns.push({ name, units: size, mask: mask?.length === size ? mask : null });
  }
  return columns;
}

const isDropped = ({ mask }: Column, unit: number) => mask !== null && mask[unit] === 0;
const droppedOf = (column: Column) =>
  column.mask ? column.mask.reduce((sum, kept) => sum + (kept === 0 ? 1 : 0), 0) : 0;

interface PlacedColumn {
  column: Column;
  x: number;
  /** Heights of the units that are shown, the first ones of the layer. */
  ys: number[];
}

function draw(columns: readonly Column[], token: Token, mode: "train" | "eval", size: Size): Mark[] {
  const captionHeight = 46;
  const top = 8;
  const bottom = size.height - captionHeight;
  const most = size.width < 480 ? 12 : 14;
  const margin = Math.min(44, size.width / (2 * Math.max(columns.length, 1)));
  const placed = columns.map((column, index): PlacedColumn => {
    const shown = Math.min(column.units, most);
    const more = column.units > shown;
    const pitch = (bottom - top) / (most + 0.6);
    const height = (shown - 1 + (more ? 1.2 : 0)) * pitch;
    const first = (top + bottom - height) / 2;
    const x =
      columns.length === 1 ? size.width / 2 : margin + (index / (columns.length - 1)) * (size.width - 2 * margin);
    return { column, x, ys: Array.from({ length: shown }, (_, unit) => first + unit * pitch) };
  });
  const radius = Math.min(6.5, ((bottom - top) / (most + 0.6)) * 0.34);
  const marks: Mark[] = [{ kind: "path", points: edges(placed, radius), stroke: "ink", width: 0.6, opacity: 0.14 }];
  for (const { column, x, ys } of placed) {
    ys.forEach((y, unit) =>
      marks.push(...unitMarks(x, y, radius, isDropped(column, unit), column.name === "input" ? "faint" : token)),
    );
    const last = ys.at(-1) ?? top;
    if (column.units > ys.length) {
      for (const step of [1, 1.7, 2.4])
        marks.push({ kind: "circle", x, y: last + radius + step * 4.2, r: 1.1, fill: "muted" });
    }
    marks.push(...caption(column, x, bottom + 16, mode));
  }
  return marks;
}

/** Between shown units that both took part. */
function edges(placed: readonly PlacedColumn[], radius: number): number[] {
  const points: number[] = [];
  for (let index = 1; index < placed.length; index++) {
    const [from, to] = [placed[index - 1]!, placed[index]!];
    from.ys.forEach((y0, a) => {
      if (isDropped(from.column, a)) return;
      to.ys.forEach((y1, b) => {
        if (!isDropped(to.column, b)) points.push(from.x + radius, y0, to.x - radius, y1, Number.NaN, Number.NaN);
      });
    });
  }
  return points;
}

function unitMarks(x: number, y: number, r: number, dropped: boolean, token: Token): Mark[] {
  if (!dropped) return [{ kind: "circle", x, y, r, fill: token }];
  const arm = r * 0.62;
  return [
    { kind: "circle", x, y, r: r - 0.5, fill: "paper", stroke: "faint" },
    {
      kind: "path",
      stroke: "faint",
      width: 1.25,
      points: [x - arm, y - arm, x + arm, y + arm, Number.NaN, Number.NaN, x - arm, y + arm, x + arm, y - arm],
    },
  ];
}

function caption(column: Column, x: number, y: number, mode: "train" | "eval"): Mark[] {
  const text = (dy: number, content: string, fill: Token): Mark => ({
    kind: "text",
    x,
    y: y + dy,
    text: content,
    anchor: "middle",
    size: smallLabel.size,
    fill,
  });
  const marks = [text(0, column.name, "ink"), text(14, `${countText(column.units)} units`, "muted")];
  if (column.mask) marks.push(text(28, `${countText(droppedOf(column))} dropped`, "muted"));
  else if (mode === "eval" && column.name.startsWith("hidden")) marks.push(text(28, "all active", "muted"));
  return marks;
}

function describe(state: FigureState, options: NetworkOptions, columns: readonly Column[]): string {
  const said = columns.map((column) => {
    const dropped = column.mask ? `, ${droppedOf(column)} of them dropped` : "";
    return `${column.name} ${column.units} units${dropped}`;
  });
  const when = options.mode === "eval" ? "in eval mode" : `in training, step ${state.step}`;
  return `The network ${when}: ${list(said)}.`;
}
