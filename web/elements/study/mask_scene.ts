/** One thinned network looked at closely: the row that it is given, its units on and off, and three predictions to compare. */
import { type Look, likeliest, type Mask } from "../../figure/study/thinned.js";
import { percent } from "../../scene/numbers.js";
import type { Mark, Scene, Token } from "../../scene/scene.js";
import { number, smallLabel, strongLabel, textWidth } from "../../scene/type.js";
import { listIn, type Say } from "../../strings/say.js";
import type { SayStudy } from "../../strings/study.js";

export interface MaskShown {
  look: Look;
  /** From 0. */
  index: number;
  /** In the order of the dropout layers, with their names. */
  layers: readonly { name: string; kept: Mask[number] }[];
  /** Null where a row is no image. */
  image: { pixels: ArrayLike<number>; rows: number; columns: number } | null;
  token: Token;
  width: number;
}

const IMAGE = 64;
/** Height of a prediction, and what stays free under its bars. */
const STRIP = 80;
const UNDER = 12;
const TITLE = 17;

export function maskScene(shown: MaskShown, say: Say, study: SayStudy): Scene {
  const { look, index, layers, width } = shown;
  const narrow = width < 480;
  const left = narrow ? width : 212;
  const units = unitGrids(shown, narrow ? IMAGE + 20 : 0, narrow ? 0 : IMAGE + 14, left, study);
  const pictures = [...imageMarks(shown), ...units.marks];
  const [x, y] = narrow ? [0, units.bottom + 20] : [left + 36, 0];
  const predictions = [
    { name: study("maskOwn", { mask: index + 1 }), shares: look.own, token: shown.token },
    { name: study("maskAverage", { mask: index + 1 }), shares: look.average, token: shown.token },
    { name: study("thinnedAll"), shares: look.all, token: "ink" as Token },
  ];
  const bars = predictions.flatMap((each, at) => strip(each, { x, y: y + at * STRIP, width: width - x }, study));
  const end = y + predictions.length * STRIP - UNDER + 6;
  const on = layers.map(({ name, kept }) => `${name}${study("colon")}${onOf(kept, study)}`);
  const said = predictions.map(({ name, shares }) => `${name}${study("colon")}${saysOf(shares, study)}`);
  return {
    width,
    height: Math.max(units.bottom, end + 16),
    marks: [...pictures, ...bars, ...classAxis(look, { x, y: end, width: width - x })],
    description: `${study("maskDrawn", { mask: index + 1, layers: listIn(say, on), target: look.target })} ${said.join(say("semicolon"))}`,
  };
}

/** "3 (54%)" */
export function saysOf(shares: ArrayLike<number>, study: SayStudy): string {
  const best = likeliest(shares);
  return study("maskSays", { class: best, share: percent(shares[best]!) });
}

export function onOf(kept: Mask[number], study: SayStudy): string {
  return study("maskOn", { on: kept.reduce((sum, each) => sum + each, 0), all: kept.length });
}

function imageMarks({ image }: MaskShown): Mark[] {
  if (!image) return [];
  const high = Math.max(...Array.from(image.pixels), 1e-9);
  const { rows, columns, pixels: values } = image;
  return [
    { kind: "grid", x: 0, y: 0, width: IMAGE, height: IMAGE, columns, rows, values, ramp: "ink", domain: [0, high] },
    { kind: "rect", x: 0.5, y: 0.5, width: IMAGE - 1, height: IMAGE - 1, stroke: "rule" },
  ];
}

/** A dot per unit, row by row in the layer's order: filled where it is on. */
function unitGrids({ layers, token }: MaskShown, x: number, top: number, right: number, study: SayStudy) {
  const marks: Mark[] = [];
  let y = top;
  for (const { name, kept } of layers) {
    const columns = kept.length > 128 ? 32 : 16;
    const pitch = Math.min(10, (right - x) / columns);
    const text = onOf(kept, study);
    const beside = x + textWidth(name, strongLabel) + 8;
    marks.push({ kind: "text", x, y: y + 11, text: name, weight: 600 });
    marks.push({ kind: "text", x: beside, y: y + 11, text, size: smallLabel.size, fill: "muted" });
    y += TITLE;
    kept.forEach((on, unit) => {
      const at = { x: x + ((unit % columns) + 0.5) * pitch, y: y + (Math.floor(unit / columns) + 0.5) * pitch };
      const r = pitch * 0.36;
      marks.push(
        on
          ? { kind: "circle", ...at, r, fill: token }
          : { kind: "circle", ...at, r: r - 0.4, stroke: "faint", strokeWidth: 0.8 },
      );
    });
    y += Math.ceil(kept.length / columns) * pitch + 12;
  }
  return { marks, bottom: y - 12 };
}

interface Place {
  x: number;
  y: number;
  width: number;
}

/** A bar per class; the class that is said, strong. */
function strip(
  { name, shares, token }: { name: string; shares: ArrayLike<number>; token: Token },
  { x, y, width }: Place,
  study: SayStudy,
): Mark[] {
  const said = saysOf(shares, study);
  const best = likeliest(shares);
  const pitch = width / shares.length;
  const [top, base] = [y + TITLE + 4, y + STRIP - UNDER];
  const marks: Mark[] = [
    { kind: "text", x, y: y + 11, text: name, weight: 600, fill: token },
    { kind: "text", x: x + width, y: y + 11, text: said, size: number.size, font: "mono", anchor: "end" },
    { kind: "path", points: [x, base + 0.5, x + width, base + 0.5], stroke: "faint" },
  ];
  Array.from(shares).forEach((share, at) => {
    const height = Math.max(share * (base - top), 0);
    if (height < 0.3) return;
    const bar = { x: x + (at + 0.2) * pitch, y: base - height, width: pitch * 0.6, height };
    marks.push({ kind: "rect", ...bar, fill: token, opacity: at === best ? 1 : 0.45 });
  });
  return marks;
}

/** The classes under the lowest strip; the true one in a frame. */
function classAxis({ own, target }: Look, { x, y, width }: Place): Mark[] {
  const pitch = width / own.length;
  const marks = Array.from(own, (_, at): Mark => {
    const place = { x: x + (at + 0.5) * pitch, y: y + 8 };
    const fill: Token = at === target ? "ink" : "muted";
    return { kind: "text", ...place, text: String(at), anchor: "middle", size: number.size, font: "mono", fill };
  });
  const middle = x + (target + 0.5) * pitch;
  marks.push({ kind: "rect", x: middle - 8, y: y - 4, width: 16, height: 17, radius: 2, stroke: "ink" });
  return marks;
}
