/** The type of a figure: font stacks by role, and how wide a text will be without asking a canvas. */
import type { FontRole } from "./scene.js";

export const fontStacks: Readonly<Record<FontRole, string>> = {
  sans: '"IBM Plex Sans", system-ui, "Segoe UI", Helvetica, Arial, sans-serif',
  mono: '"IBM Plex Mono", ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  serif: '"STIX Two Text", "Times New Roman", Times, serif',
};

/** The faces that scenes use, as `document.fonts.load` takes them: a canvas does not wait for a font, nor draw again when it comes. */
export const canvasFaces: readonly string[] = [
  '400 12px "IBM Plex Sans"',
  '600 12px "IBM Plex Sans"',
  '400 12px "IBM Plex Mono"',
  '400 12px "STIX Two Text"',
];

/** Default size of a text mark; nothing in a figure is set smaller than 11. */
export const textSize = 12;
export const smallSize = 11;

/** Advance widths of IBM Plex Sans for U+0020…U+007E, thousandths of an em ×0.1. */
// biome-ignore format: a table
const regular = [
  24, 28, 42, 71, 60, 93, 69, 24, 33, 33, 45, 60, 27, 40, 27, 38, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 29, 29, 60, 60, 60, 48,
  89, 64, 65, 62, 67, 58, 56, 69, 71, 40, 51, 63, 50, 81, 71, 71, 61, 71, 64, 58, 57, 68, 61, 89, 61, 59, 58, 32, 38, 32, 60, 56,
  60, 53, 58, 50, 58, 55, 32, 53, 57, 25, 25, 53, 27, 87, 57, 56, 58, 58, 37, 49, 35, 57, 49, 77, 51, 50, 46, 34, 31, 34, 60,
];
// biome-ignore format: a table
const semibold = [
  24, 31, 47, 66, 60, 96, 71, 26, 34, 34, 56, 60, 30, 40, 30, 44, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 32, 32, 60, 60, 60, 49,
  90, 67, 66, 64, 69, 60, 58, 71, 72, 42, 54, 68, 52, 82, 72, 71, 64, 71, 66, 61, 58, 69, 64, 95, 65, 63, 60, 33, 44, 33, 60, 56,
  60, 56, 60, 51, 60, 56, 35, 54, 59, 27, 27, 56, 29, 89, 59, 56, 60, 60, 39, 50, 37, 59, 52, 82, 54, 52, 50, 36, 38, 36, 60,
];
const beyondAscii = 60;
/** Chinese characters and their punctuation are as wide as they are high. */
const wide = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/;
const wideAdvance = 100;
/** Fallback fonts run a little wider than Plex; better a gap than a collision. */
const slack = 1.03;

export interface TextStyle {
  size: number;
  font: FontRole;
  weight: 400 | 600;
}

export const label: TextStyle = { size: textSize, font: "sans", weight: 400 };
export const strongLabel: TextStyle = { size: textSize, font: "sans", weight: 600 };
export const smallLabel: TextStyle = { size: smallSize, font: "sans", weight: 400 };
export const number: TextStyle = { size: smallSize, font: "mono", weight: 400 };

/** An estimate in scene units, from the advance widths of our own fonts; the same in Node and in every browser. */
export function textWidth(text: string, style: TextStyle): number {
  if (style.font === "mono") {
    const hundredths = [...text].reduce((sum, character) => sum + (wide.test(character) ? wideAdvance : 60), 0);
    return (hundredths / 100) * style.size * slack;
  }
  const table = style.weight === 600 ? semibold : regular;
  let hundredths = 0;
  for (const character of text)
    hundredths += table[character.charCodeAt(0) - 32] ?? (wide.test(character) ? wideAdvance : beyondAscii);
  return (hundredths / 100) * style.size * slack;
}

/** Breaks at spaces, and between Chinese characters, so that no line is wider than `width` unless a single word is. */
export function wrap(text: string, width: number, style: TextStyle): string[] {
  const lines: string[] = [];
  let line = "";
  for (const [, space = "", word = ""] of text.matchAll(
    /( ?)([\u2e80-\u9fff\uff00-\uff60]|[^ \u2e80-\u9fff\uff00-\uff60]+)/g,
  )) {
    const longer = line ? line + space + word : word;
    // No line begins with a full stop or a comma.
    if (line && textWidth(longer, style) > width && !/^[，。、；：！？）]/.test(word)) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  return lines;
}

/** Shortens with an ellipsis until it fits. */
export function elide(text: string, width: number, style: TextStyle): string {
  if (textWidth(text, style) <= width) return text;
  const characters = [...text];
  while (characters.length > 1) {
    characters.pop();
    const shorter = `${characters.join("").trimEnd()}…`;
    if (textWidth(shorter, style) <= width) return shorter;
  }
  return "…";
}
