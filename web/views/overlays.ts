/** How views draw overlays: the code for it arrives with the tools that make them, as most figures never have any. */
import type { Overlay } from "../figure/overlay.js";
import type { Curves, FigureState } from "../figure/state.js";
import type { EndLabel } from "../scene/end_labels.js";
import type { Plot } from "../scene/plot.js";
import type { Mark } from "../scene/scene.js";

export interface Line {
  step: readonly number[];
  value: readonly number[];
}

export interface OverlayPainter {
  /** All lines that must have their place on the axes. */
  lines(overlays: readonly Overlay[], column: keyof Curves): Line[];
  marks(overlays: readonly Overlay[], column: keyof Curves, base: Plot): Mark[];
  labels(overlays: readonly Overlay[], column: keyof Curves, base: Plot): EndLabel[];
}

let painter: OverlayPainter | null = null;

/** overlay_marks.ts, once it is there. */
export function paintOverlaysWith(made: OverlayPainter): void {
  painter = made;
}

/** A reader draws a curve of their own: the whole axis is there for it, and nothing stands in the way. */
export const isDrawnOn = ({ overlays = [] }: FigureState): boolean => overlays.some(({ opacity }) => opacity === 0);

const none: readonly never[] = [];

export function overlayLines({ overlays }: FigureState, column: keyof Curves): readonly Line[] {
  return (overlays && painter?.lines(overlays, column)) ?? none;
}

export function overlayMarks({ overlays }: FigureState, column: keyof Curves, base: Plot): readonly Mark[] {
  return (overlays && painter?.marks(overlays, column, base)) ?? none;
}

export function overlayLabels({ overlays }: FigureState, column: keyof Curves, base: Plot): readonly EndLabel[] {
  return (overlays && painter?.labels(overlays, column, base)) ?? none;
}
