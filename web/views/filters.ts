/** What the first layer looks for in an image: the weights of each unit or kernel as a tile, live. */
import type { LayerProgram, Program } from "../engine/program.js";
import { rowShape } from "../figure/shapes.js";
import type { FigureState } from "../figure/state.js";
import type { Mark } from "../scene/scene.js";
import { number, strongLabel, textWidth } from "../scene/type.js";
import { type Say, sayIn } from "../strings/say.js";
import { parametersProbe } from "./first_layer.js";
import { layerBlocks } from "./layer_blocks.js";
import { hint, type RunChoice, runIndex } from "./runs.js";
import type { Size, View } from "./view.js";

export interface FiltersOptions {
  run: RunChoice;
  /** At most so many tiles. */
  most: number;
}

const gap = 4;
const headHeight = 17;
const largest = 64;

export const filters: View<FiltersOptions> = {
  type: "filters",
  defaults: { run: 0, most: 64 },
  aspect: (_options, width) => (width < 480 ? 0.8 : 0.62),
  probes: (state, options) => [parametersProbe(runIndex(state, options.run))],
  scene(state, options, size) {
    const run = runIndex(state, options.run);
    const found = tilesOf(state, run, options.most);
    const say = sayIn(state.lang);
    const marks = found?.tiles.length
      ? [...head(found, layerBlocks(state.runs[run]!.program, say)[0]?.name ?? ""), ...tiled(found, size)]
      : hint({ x: 0, y: 0, ...size }, say(found ? "filtersNone" : "filtersWait"));
    return { ...size, marks, description: describe(found, say) };
  },
};

interface Tiles {
  tiles: Float32Array[];
  all: number;
  rows: number;
  columns: number;
  /** The largest weight, whatever its sign. */
  size: number;
}

/** Null while nothing has been measured; no tiles where the first layer sees no image. */
function tilesOf(state: FigureState, run: number, most: number): Tiles | null {
  const program: Program = state.runs[run]?.program ?? {};
  const first = (program.model ?? []).findIndex(({ type }) => type !== "Flatten");
  const layer = program.model?.[first];
  const none = { tiles: [], all: 0, rows: 0, columns: 0, size: 1 };
  const shape = layer && tileShape(layer, program);
  if (!shape) return none;
  const weight = state.probes[parametersProbe(run).key]?.[`${first}.weight`];
  if (!weight) return null;
  const [rows, columns] = shape;
  const per = rows * columns;
  const all = weight.shape[0]!;
  // The parameters of the network before: the next answer fits.
  if (weight.data.length !== all * per) return null;
  const tiles = Array.from({ length: Math.min(all, most) }, (_, unit) =>
    weight.data.subarray(unit * per, (unit + 1) * per),
  );
  const size = weight.data.reduce((least, value) => Math.max(least, Math.abs(value)), 0) || 1;
  return { tiles, all, rows, columns, size };
}

/** Kernels over one channel; units over an image, or over a row of numbers that is a square one. */
function tileShape({ type, kernel_size: kernel }: LayerProgram, { data }: Program): [number, number] | null {
  if (!data) return null;
  const row = rowShape(data);
  const image = row.length === 3 && row[0] === 1;
  if (type === "Conv2d") return image && typeof kernel === "number" ? [kernel, kernel] : null;
  if (type !== "Linear") return null;
  if (image) return [row[1]!, row[2]!];
  const side = Math.round(Math.sqrt(row[0]!));
  return row.length === 1 && side > 1 && side * side === row[0] ? [side, side] : null;
}

/** The layer's name and what its weights are. */
function head({ all, rows, columns }: Tiles, name: string): Mark[] {
  const shape = `${all}×${rows}×${columns}`;
  return [
    { kind: "text", x: 0, y: 11, text: name, weight: 600, size: 12 },
    {
      kind: "text",
      x: textWidth(name, strongLabel) + 8,
      y: 11,
      text: shape,
      size: number.size,
      font: "mono",
      fill: "muted",
    },
  ];
}

function tiled({ tiles, rows, columns, size }: Tiles, room: Size): Mark[] {
  let tile = largest;
  const perLine = () => Math.max(1, Math.floor((room.width + gap) / (tile + gap)));
  while (tile > 8 && Math.ceil(tiles.length / perLine()) * (tile + gap) - gap > room.height - headHeight) tile -= 1;
  return tiles.flatMap((values, index): Mark[] => {
    const [x, y] = [(index % perLine()) * (tile + gap), headHeight + Math.floor(index / perLine()) * (tile + gap)];
    return [
      { kind: "grid", x, y, width: tile, height: tile, columns, rows, values, ramp: "sign", domain: [-size, size] },
      { kind: "rect", x: x + 0.5, y: y + 0.5, width: tile - 1, height: tile - 1, stroke: "rule" },
    ];
  });
}

function describe(found: Tiles | null, say: Say): string {
  if (!found) return say("saysFiltersWait");
  if (found.tiles.length === 0) return say("saysFiltersNone");
  const { all, rows, columns, size } = found;
  return say("saysFilters", { count: all, shape: `${rows}×${columns}`, size: size.toPrecision(2) });
}
