/** How light a computed colour is, in every notation that browsers compute colours to. */
import { expect, it } from "vitest";
import { readColour } from "../../../web/elements/page_theme.js";

it.each([
  ["rgb(255, 255, 255)", 1, 1],
  ["rgb(30, 33, 41)", 0.13, 1],
  ["rgba(0, 0, 0, 0)", 0, 0],
  ["rgba(255, 255, 255, 0.9)", 1, 0.9],
  ["color(srgb 0.1 0.1 0.1 / 0.6)", 0.1, 0.6],
  ["color(display-p3 1 1 1)", 1, 1],
  ["oklch(0.21 0.006 285.9)", 0.21, 1],
  ["oklab(0.98 -0.001 0.002 / 0.5)", 0.98, 0.5],
  ["lab(95 0 -1e-5)", 0.95, 1],
  ["transparent", 1, 0],
])("%s", (colour, lightness, alpha) => {
  const read = readColour(colour);
  expect(read.lightness).toBeCloseTo(lightness, 2);
  expect(read.alpha).toBeCloseTo(alpha, 5);
});
