/** What is laid over a loss in parts: under the line that it is compared with, labelled, and drawn by hand at the start. */
import { expect, test } from "vitest";
import type { Overlay } from "../../../web/figure/overlay.js";
import type { FigureState } from "../../../web/figure/state.js";
import { overlayPainter } from "../../../web/views/overlay_marks.js";
import { paintOverlaysWith } from "../../../web/views/overlays.js";
import { stackedLoss } from "../../../web/views/stacked_loss.js";
import * as synthetic from "./synthetic/index.js";

paintOverlaysWith(overlayPainter);
const size = { width: 400, height: 220 };
const options = { ...stackedLoss.defaults, run: 1 };
const over = (state: FigureState, overlay: Partial<Overlay>): FigureState => ({
  ...state,
  overlays: [{ color: 4, columns: { step: [0, 100, 200], validationLoss: [1, 0.5, 0.4] }, opacity: 0.7, ...overlay }],
});
const marksOf = (state: FigureState) => stackedLoss.scene(state, options, size).marks;

test("a pinned run's line stands under the validation line, and its name at its end", () => {
  const marks = marksOf(over(synthetic.moons(2), { label: "① network" }));
  const paths = marks.flatMap((mark, at) => (mark.kind === "path" ? [{ ...mark, at }] : []));
  const validation = paths.find(({ stroke, width }) => stroke === "ink" && width === 2)!;
  const pinned = paths.find(({ stroke, opacity }) => stroke === "run-4" && opacity === 0.7)!;
  const areas = paths.filter(({ closed, fill }) => closed && fill !== "run-4");
  expect(pinned.at).toBeLessThan(validation.at);
  for (const { at } of areas) expect(at).toBeLessThan(pinned.at);
  expect(marks.some((mark) => mark.kind === "text" && mark.text === "① network")).toBe(true);
});

test("before the run a hand may draw on it: the axes stand still, and no word is in the way", () => {
  const start = synthetic.atStart(synthetic.moons(2));
  const frame = over(start, { opacity: 0, columns: { step: [0, 1000], validationLoss: [2, 2] } });
  const { x, y, frame: box } = stackedLoss.plot!(frame, options, size);
  expect(x.invert(box.x + box.width)).toBeCloseTo(1000);
  expect(y.invert(box.y)).toBeGreaterThanOrEqual(2);
  const texts = (state: FigureState) => marksOf(state).flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
  expect(texts(start).join()).toMatch(/Press play/i);
  expect(texts(frame).join()).not.toMatch(/Press play/i);
});
