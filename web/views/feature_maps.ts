/** One image on its way through the layers: its feature maps as rows of tiles, live. */
import type { ProbeResult } from "../engine/program.js";
import type { FigureState } from "../figure/state.js";
import { linearScale } from "../scene/scale.js";
import type { Mark, Ramp } from "../scene/scene.js";
import { number, smallLabel, strongLabel, textWidth } from "../scene/type.js";
import { listIn, type Say, sayIn } from "../strings/say.js";
import { layerBlocks } from "./layer_blocks.js";
import { remembered } from "./memo.js";
import { hint, type RunChoice, runIndex } from "./runs.js";
import type { Size, View } from "./view.js";

export interface FeatureMapsOptions {
  run: RunChoice;
  split: "train" | "validation";
  /** Which image of the split. */
  row: number;
}

export const featureMaps: View<FeatureMapsOptions> = {
  type: "feature_maps",
  defaults: { run: 0, split: "validation", row: 0 },
  aspect: (_options, width) => (width < 480 ? 1.15 : 0.72),
  probes: (state, options) => {
    const run = runIndex(state, options.run);
    const { split, row } = options;
    return [{ key: keyOf(state, options), run, name: "feature_maps", options: { split, row }, everyMs: 60 }];
  },
  scene(state, options, size) {
    const run = state.runs[runIndex(state, options.run)];
    const answer = state.probes[keyOf(state, options)];
    const say = sayIn(state.lang);
    const rows = answer && run ? rowsOf(answer, layerBlocks(run.program, say), say) : [];
    const marks = rows.length > 0 ? layout(rows, size, say) : hint({ x: 0, y: 0, ...size }, say("mapsWait"));
    return { ...size, marks, description: describe(options, rows, say) };
  },
};

function keyOf(state: FigureState, { run, split, row }: FeatureMapsOptions): string {
  return `feature_maps:${runIndex(state, run)}:${split}:${row}`;
}

interface MapRow {
  name: string;
  /** The followed image itself. */
  image: boolean;
  ramp: Ramp;
  columns: number;
  rows: number;
  domain: [number, number];
  maps: Float32Array[];
}

const planesOf = remembered((array: ProbeResult[string]) => {
  const [, rows, columns] = array.shape as [number, number, number];
  const planes: Float32Array[] = [];
  for (let from = 0; from < array.data.length; from += rows * columns)
    planes.push(array.data.subarray(from, from + rows * columns));
  let [low, high] = [0, 0];
  for (const value of array.data) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { planes, low, high };
});

/** The image, then what each convolution gives out after its activation: what the next layer sees. */
function rowsOf(answer: ProbeResult, blocks: ReturnType<typeof layerBlocks>, say: Say): MapRow[] {
  const shown = [
    { name: say("image"), key: "input" },
    ...blocks
      .filter(({ type }) => type === "Conv2d")
      .map(({ name, activation, weighted }) => ({
        name,
        key: String(activation >= 0 ? activation : weighted),
      })),
  ];
  return shown.flatMap(({ name, key }) => {
    const array = answer[key];
    if (array?.shape.length !== 3) return [];
    const { planes, low, high } = planesOf(array);
    const size = Math.max(-low, high) || 1;
    const ramp: Ramp = key === "input" ? "ink" : low < 0 ? "sign" : "magnitude";
    const domain: [number, number] = ramp === "sign" ? [-size, size] : [0, size];
    return [
      { name, image: key === "input", ramp, columns: array.shape[2]!, rows: array.shape[1]!, domain, maps: planes },
    ];
  });
}

const gap = 4;
const headHeight = 17;
const rowGap = 9;
const [smallest, largest] = [18, 64];

function layout(rows: readonly MapRow[], size: Size, say: Say): Mark[] {
  const tiles = tileSizes(rows, size);
  const marks: Mark[] = [];
  let y = 0;
  rows.forEach((row, index) => {
    const tile = tiles[index]!;
    const { perLine, lines } = linesOf(row, tile, size.width);
    const room = Math.floor((size.height - y - headHeight + gap) / (tile + gap));
    const shown = Math.min(row.maps.length, Math.max(0, Math.min(lines, room)) * perLine);
    if (shown === 0) return;
    const hidden = row.maps.length - shown;
    marks.push({ kind: "text", x: 0, y: y + 11, text: row.name, weight: 600, size: 12 });
    const shape = row.image ? `${row.rows}×${row.columns}` : `${row.maps.length}×${row.rows}×${row.columns}`;
    marks.push({
      kind: "text",
      x: textWidth(row.name, strongLabel) + 8,
      y: y + 11,
      size: number.size,
      font: "mono",
      fill: "muted",
      text: hidden > 0 ? say("shownOf", { shape, shown }) : shape,
    });
    y += headHeight;
    row.maps.slice(0, shown).forEach((values, map) => {
      const left = (map % perLine) * (tile + gap);
      const top = y + Math.floor(map / perLine) * (tile + gap);
      marks.push({
        kind: "grid",
        x: left,
        y: top,
        width: tile,
        height: tile,
        columns: row.columns,
        rows: row.rows,
        values,
        ramp: row.ramp,
        domain: row.domain,
      });
      if (row.ramp !== "magnitude") {
        marks.push({ kind: "rect", x: left + 0.5, y: top + 0.5, width: tile - 1, height: tile - 1, stroke: "rule" });
      }
    });
    y += Math.ceil(shown / perLine) * (tile + gap) - gap + rowGap;
  });
  marks.push(...rampKey(rows, size, say));
  return marks;
}

/** As many lines as the width asks for, equally full. */
function linesOf({ maps }: MapRow, tile: number, width: number): { perLine: number; lines: number } {
  const most = Math.max(1, Math.floor((width + gap) / (tile + gap)));
  const lines = Math.ceil(maps.length / most);
  return { perLine: Math.ceil(maps.length / lines), lines };
}

/** The largest common tile at which every row fits, then each row's own as far as the rest of the height allows. */
function tileSizes(rows: readonly MapRow[], { width, height }: Size): number[] {
  const used = (tiles: readonly number[]) =>
    rows.reduce(
      (sum, row, index) =>
        sum + headHeight + rowGap - gap + linesOf(row, tiles[index]!, width).lines * (tiles[index]! + gap),
      -rowGap,
    );
  const tiles = rows.map(() => smallest);
  for (let tile = largest; tile >= smallest; tile--) {
    tiles.fill(tile);
    if (used(tiles) <= height) break;
  }
  rows.forEach((row, index) => {
    const { lines } = linesOf(row, tiles[index]!, width);
    while (tiles[index]! < largest && linesOf(row, tiles[index]! + 1, width).lines === lines) {
      tiles[index]!++;
      if (used(tiles) > height) {
        tiles[index]!--;
        break;
      }
    }
  });
  return tiles;
}

/** What the colours mean, beside the image where there is always room. */
function rampKey(rows: readonly MapRow[], { width }: Size, say: Say): Mark[] {
  if (!rows.some(({ ramp }) => ramp === "magnitude")) return [];
  const cells = 32;
  const values = Float32Array.from({ length: cells }, (_, index) => index / (cells - 1));
  const [length, y] = [104, headHeight + 4];
  const x = linearScale([0, 1], [width - length, width]);
  return [
    {
      kind: "grid",
      x: x.at(0),
      y,
      width: length,
      height: 7,
      columns: cells,
      rows: 1,
      values,
      ramp: "magnitude",
      domain: [0, 1],
      smooth: true,
    },
    { kind: "text", x: x.at(0), y: y + 20, text: "0", size: smallLabel.size, fill: "muted" },
    {
      kind: "text",
      x: x.at(1),
      y: y + 20,
      text: say("largestOfLayer"),
      anchor: "end",
      size: smallLabel.size,
      fill: "muted",
    },
  ];
}

function describe({ split, row }: FeatureMapsOptions, rows: readonly MapRow[], say: Say): string {
  if (rows.length === 0) return say("saysMapsWait");
  const said = rows.slice(1).map(({ name, maps, rows: high, columns, domain }) => {
    const active = maps.filter((map) => map.some((value) => value > 0.05 * domain[1])).length;
    return say("saysMaps", { name, count: maps.length, shape: `${high}×${columns}`, active });
  });
  const layers = said.length > 0 ? listIn(say, said) : say("saysNoMaps");
  return say(split === "validation" ? "saysValidationImage" : "saysTrainingImage", { row, layers });
}
