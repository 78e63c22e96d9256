/** Colours hold what they promise: text reads on both papers, runs stay apart for colour-blind readers, ramps rise evenly. */
import { describe, expect, test } from "vitest";
import {
  declarations,
  hex,
  palette,
  type Rgb,
  rampColour,
  rampRgb,
  rgb,
  runToken,
  type Theme,
} from "../../../web/scene/palette.js";
import type { Token } from "../../../web/scene/scene.js";

const themes: Theme[] = ["light", "dark"];

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2's contrast ratio. */
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(rgb(a)), luminance(rgb(b))].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira & Fernandes (2009), severity 1, on linear light. */
const deficiencies = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
} as const;

function seen(colour: Rgb, matrix: readonly (readonly number[])[]): number[] {
  const linear = colour.map((channel) => (channel / 255) ** 2.2);
  return matrix
    .map((row) => row.reduce((sum, weight, k) => sum + weight * linear[k]!, 0))
    .map((value) => Math.max(value, 0) ** (1 / 2.2));
}

describe("palette", () => {
  const text: Token[] = ["ink", "muted", "bad", "good", ...[0, 1, 2, 3, 4, 5, 6].map(runToken)];
  test.each(themes)("text reads on %s paper and panel at 4.5 : 1", (theme) => {
    for (const token of text) {
      for (const ground of ["paper", "panel"] as const) {
        expect(contrast(palette[theme][token], palette[theme][ground]), `${token} on ${ground}`).toBeGreaterThanOrEqual(
          4.5,
        );
      }
    }
  });

  test.each(themes)("the first four runs stay apart on %s paper without red–green vision", (theme) => {
    for (const matrix of Object.values(deficiencies)) {
      const colours = [0, 1, 2, 3].map((run) => seen(rgb(palette[theme][runToken(run)]), matrix));
      for (let a = 0; a < 4; a++) {
        for (let b = a + 1; b < 4; b++) {
          const apart = Math.hypot(...colours[a]!.map((value, k) => value - colours[b]![k]!));
          expect(apart, `runs ${a} and ${b}`).toBeGreaterThan(0.17);
        }
      }
    }
  });

  test("both themes name the same tokens, and the style sheet names them all", () => {
    expect(Object.keys(palette.dark)).toEqual(Object.keys(palette.light));
    for (const token of Object.keys(palette.light))
      expect(declarations("dark")).toContain(`--lf-${token}: ${palette.dark[token as Token]};`);
  });

  test("hex and rgb are inverses", () => {
    for (const colour of Object.values(palette.light)) expect(hex(rgb(colour))).toBe(colour);
  });
});

describe("ramps", () => {
  test("the magnitude ramp rises in lightness all the way", () => {
    const steps = Array.from({ length: 33 }, (_, k) => luminance(rampRgb("magnitude", k / 32, "light")));
    for (let k = 1; k < steps.length; k++) expect(steps[k]!).toBeGreaterThan(steps[k - 1]!);
  });

  test.each(themes)("the diverging ramp is bare %s paper in the middle and two colours at its ends", (theme) => {
    expect(hex(rampRgb("sign", 0.5, theme))).toBe(palette[theme].paper);
    expect(hex(rampRgb("sign", 0, theme))).toBe(palette[theme].negative);
    expect(hex(rampRgb("sign", 1, theme))).toBe(palette[theme].positive);
  });

  test("values beyond the domain take its ends", () => {
    expect(rampColour("magnitude", 7)).toEqual(rampColour("magnitude", 1));
    expect(rampColour("ink", -1)).toEqual({ token: "ink", opacity: 0 });
  });
});
