/** The network as columns of units: what this step's dropout left of it. */
import type { FigureState } from "../figure/state.js";
import { count as countText } from "../scene/numbers.js";
import type { Mark, Token } from "../scene/scene.js";
import { smallLabel } from "../scene/type.js";
import { listIn, type Say, sayIn } from "../strings/say.js";
import { type LayerBlock, layerBlocks } from "./layer_blocks.js";
import { type RunChoice, runIndex, tokenOf } from "./runs.js";
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
    const say = sayIn(state.lang);
    const marks = draw(columns, token, options.mode, size, say);
    return { ...size, marks, description: describe(state, options, columns, say) };
  },
};

interface Column {
  name: string;
  kind: LayerBlock["kind"] | "input";
  units: number;
  /** 1 kept, 0 dropped, per unit; null where there is no dropout. */
  mask: Float32Array | null;
}

function columnsOf(state: FigureState, { run: choice, mode }: NetworkOptions): Column[] {
  const run = runIndex(state, choice);
  const masks = state.probes[`dropout_mask:${run}`];
  const units = state.probes[`units:${run}`];
  const say = sayIn(state.lang);
  const columns: Column[] = [];
  const inputs = units?.input?.data.length;
  if (inputs) columns.push({ name: say("input"), kind: "input", units: inputs, mask: null });
  for (const { name, kind, layers, dropout } of layerBlocks(state.runs[run]?.program ?? {}, say)) {
    const size = layers[0]!.out_features;
    if (typeof size !== "number") continue;
    const mask = mode === "train" && dropout >= 0 ? masks?.[String(dropout)]?.data : undefined;
    columns.push({ name, kind, units: size, mask: mask?.length === size ? mask : null });
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

function draw(columns: readonly Column[], token: Token, mode: "train" | "eval", size: Size, say: Say): Mark[] {
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
      marks.push(...unitMarks(x, y, radius, isDropped(column, unit), column.kind === "input" ? "faint" : token)),
    );
    const last = ys.at(-1) ?? top;
    if (column.units > ys.length) {
      for (const step of [1, 1.7, 2.4])
        marks.push({ kind: "circle", x, y: last + radius + step * 4.2, r: 1.1, fill: "muted" });
    }
    marks.push(...caption(column, x, bottom + 16, mode, say));
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

function caption(column: Column, x: number, y: number, mode: "train" | "eval", say: Say): Mark[] {
  const text = (dy: number, content: string, fill: Token): Mark => ({
    kind: "text",
    x,
    y: y + dy,
    text: content,
    anchor: "middle",
    size: smallLabel.size,
    fill,
  });
  const marks = [text(0, column.name, "ink"), text(14, say("units", { count: countText(column.units) }), "muted")];
  if (column.mask) marks.push(text(28, say("dropped", { count: countText(droppedOf(column)) }), "muted"));
  else if (mode === "eval" && column.kind === "hidden") marks.push(text(28, say("allActive"), "muted"));
  return marks;
}

function describe(state: FigureState, options: NetworkOptions, columns: readonly Column[], say: Say): string {
  const said = columns.map((column) => {
    const { name, units: count } = column;
    return column.mask
      ? say("saysUnitsDropped", { name, count, dropped: droppedOf(column) })
      : say("saysUnits", { name, count });
  });
  const layers = listIn(say, said);
  return options.mode === "eval"
    ? say("saysNetworkEval", { layers })
    : say("saysNetwork", { step: state.step, layers });
}
