/** Channels of one layer, each with the images that excite it most, and on each the part that the unit sees. */
import { type Channels, type Excited, type Excitement, type Field, isSilent } from "../../figure/study/exciting.js";
import { compact } from "../../scene/numbers.js";
import type { Mark, Scene, Token } from "../../scene/scene.js";
import { number, smallLabel, strongLabel, textWidth } from "../../scene/type.js";
import type { SayStudy } from "../../strings/study.js";

export interface ExcitingShown {
  found: Pick<Excitement, "images" | "shape">;
  channels: Channels;
  field: Field | null;
  targets: ArrayLike<number>;
  token: Token;
  width: number;
}

/** Of those that are kept, so many are drawn. */
export const TILES = 5;
const HEAD = 18;
const FOOT = 15;
const GAP = 3;
const BETWEEN = 20;

export function excitingScene(shown: ExcitingShown, study: SayStudy): Scene {
  const { channels, width } = shown;
  const abreast = width < 480 ? 2 : 3;
  const wide = (width - (abreast - 1) * BETWEEN) / abreast;
  const tile = Math.floor((wide - (TILES - 1) * GAP) / TILES);
  const pitch = HEAD + tile + FOOT + 8;
  const marks = channels.flatMap((kept, channel) => {
    const x = (channel % abreast) * (wide + BETWEEN);
    return channelMarks(shown, kept, { channel, x, y: Math.floor(channel / abreast) * pitch, wide, tile }, study);
  });
  const classes = channels.map((kept, channel) =>
    isSilent(kept)
      ? study("excitingSaysSilent", { channel })
      : study("excitingSays", {
          channel,
          classes: kept
            .slice(0, TILES)
            .map(({ row }) => shown.targets[row]!)
            .join(study("comma")),
        }),
  );
  const height = Math.ceil(channels.length / abreast) * pitch - 8;
  return { width, height, marks, description: classes.join(study("semicolon")) };
}

interface Place {
  channel: number;
  x: number;
  y: number;
  wide: number;
  tile: number;
}

function channelMarks(
  { found, field, targets, token }: ExcitingShown,
  kept: readonly Excited[],
  { channel, x, y, wide, tile }: Place,
  study: SayStudy,
): Mark[] {
  const name = study("excitingChannel", { channel });
  const silent = isSilent(kept);
  const beside = silent ? study("excitingSilent") : compact(kept[0]!.value);
  const marks: Mark[] = [{ kind: "text", x, y: y + 12, text: name, weight: 600 }];
  const room = wide - textWidth(name, strongLabel) - 8;
  if (textWidth(beside, smallLabel) <= room)
    marks.push({
      kind: "text",
      x: x + TILES * (tile + GAP) - GAP,
      y: y + 12,
      text: beside,
      anchor: "end",
      size: number.size,
      font: silent ? "sans" : "mono",
      fill: "muted",
    });
  if (silent) return marks;
  const [rows, columns] = found.shape.slice(-2) as [number, number];
  kept.slice(0, TILES).forEach(({ row, y: high, x: across }, index) => {
    const place = { x: x + index * (tile + GAP), y: y + HEAD, width: tile, height: tile };
    const values = found.images[row]!;
    const domain: [number, number] = [0, Math.max(...values, 1e-9)];
    marks.push({ kind: "grid", ...place, columns, rows, values, ramp: "ink", domain });
    marks.push({ kind: "rect", ...inside(place, 0.5), stroke: "rule" });
    if (field) marks.push(seen(field, high, across, { ...place, rows, columns }, token));
    marks.push({
      kind: "text",
      x: place.x + tile / 2,
      y: place.y + tile + 11,
      text: String(targets[row]),
      anchor: "middle",
      size: number.size,
      font: "mono",
      fill: "muted",
    });
  });
  return marks;
}

/** The unit's field, cut at the image's edge: what lies beyond is padding. */
function seen(
  { size, jump, start }: Field,
  high: number,
  across: number,
  image: { x: number; y: number; width: number; height: number; rows: number; columns: number },
  token: Token,
): Mark {
  const span = (place: number, most: number): [number, number] => {
    const from = start + place * jump;
    return [Math.max(from, 0), Math.min(from + size, most)];
  };
  const [left, right] = span(across, image.columns);
  const [top, bottom] = span(high, image.rows);
  const [px, py] = [image.width / image.columns, image.height / image.rows];
  const box = {
    x: image.x + left * px,
    y: image.y + top * py,
    width: (right - left) * px,
    height: (bottom - top) * py,
  };
  return { kind: "rect", ...inside(box, 0.75), stroke: token, strokeWidth: 1.5 };
}

const inside = (box: { x: number; y: number; width: number; height: number }, by: number) => ({
  x: box.x + by,
  y: box.y + by,
  width: Math.max(box.width - 2 * by, 0),
  height: Math.max(box.height - 2 * by, 0),
});
