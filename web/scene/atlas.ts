/** All rasters of a scene coloured into one image, so that a frame costs one upload however many tiles it shows. */
import { classToken, mix, palette, rampRgb, regionOpacity, rgb, type Theme } from "./palette.js";
import type { Mark, Ramp } from "./scene.js";

export type RasterMark = Extract<Mark, { kind: "grid" | "regions" }>;

export interface Atlas {
  width: number;
  height: number;
  /** RGBA bytes, `width × height`. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Upper left corner of each mark's raster, in the order given. */
  places: { x: number; y: number }[];
}

/** One pixel apart, in shelves; a cell whose value is not a number stays transparent. */
export function colourAtlas(marks: readonly RasterMark[], theme: Theme): Atlas {
  const width = Math.max(256, ...marks.map((mark) => mark.columns));
  const places: Atlas["places"] = [];
  let [x, y, shelf] = [0, 0, 0];
  for (const { columns, rows } of marks) {
    if (x > 0 && x + columns > width) [x, y, shelf] = [0, y + shelf + 1, 0];
    places.push({ x, y });
    x += columns + 1;
    shelf = Math.max(shelf, rows);
  }
  const height = y + shelf;
  const pixels = new Uint8ClampedArray(width * height * 4);
  const words = new Uint32Array(pixels.buffer);
  marks.forEach((mark, index) => {
    const place = places[index]!;
    const colourOf = mark.kind === "grid" ? gridColours(mark, theme) : regionColours(mark, theme);
    for (let row = 0; row < mark.rows; row++) {
      const start = (place.y + row) * width + place.x;
      for (let column = 0; column < mark.columns; column++)
        words[start + column] = colourOf(row * mark.columns + column);
    }
  });
  return { width, height, pixels, places };
}

const shades = 256;
const tables = new Map<string, Uint32Array>();

/** The ramp's 256 colours as little-endian RGBA words. */
function rampTable(ramp: Ramp, theme: Theme): Uint32Array {
  const key = `${ramp} ${theme}`;
  let table = tables.get(key);
  if (!table) {
    table = Uint32Array.from({ length: shades }, (_, shade) => word(...rampRgb(ramp, shade / (shades - 1), theme)));
    tables.set(key, table);
  }
  return table;
}

function word(r: number, g: number, b: number): number {
  return ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
}

function gridColours({ values, domain, ramp }: Extract<Mark, { kind: "grid" }>, theme: Theme) {
  const table = rampTable(ramp, theme);
  const scale = (shades - 1) / (domain[1] - domain[0] || 1);
  return (index: number): number => {
    const shade = Math.round((values[index]! - domain[0]) * scale);
    return Number.isNaN(shade) ? 0 : table[Math.min(Math.max(shade, 0), shades - 1)]!;
  };
}

function regionColours({ classes, confidence }: Extract<Mark, { kind: "regions" }>, theme: Theme) {
  const paper = rgb(palette[theme].paper);
  return (index: number): number => {
    if (Number.isNaN(confidence[index]!)) return 0;
    const full = rgb(palette[theme][classToken(classes[index]!)]);
    return word(...mix(paper, full, regionOpacity(confidence[index]!)));
  };
}
