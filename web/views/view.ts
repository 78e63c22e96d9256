/** What a view is: a pure function from state to a scene, and the probes it needs to be seen. */

import type { Value } from "../figure/spec.js";
import type { FigureState } from "../figure/state.js";
import type { Plot } from "../scene/plot.js";
import type { Scene } from "../scene/scene.js";
import type { Plane } from "./plane.js";

export interface Size {
  width: number;
  height: number;
}

/** A measurement the view wants while someone looks. */
export interface ViewProbe {
  /** Unique within the figure; equal keys are asked once. */
  key: string;
  /** Index of the run. */
  run: number;
  name: string;
  options: Record<string, unknown>;
  /** At most once in so many milliseconds; every snapshot when 0. */
  everyMs: number;
}

/** What a reader's gesture on a view asks for: the only way back from a drawing. */
export interface Intent {
  variable: string;
  value: Value;
}

/** The numbers behind a drawing; without a head its rows are run, measurement, place and value. */
export interface ViewTable {
  head?: readonly string[];
  rows: readonly (readonly (string | number)[])[];
  /** Of all rows, where not all were asked for. */
  count?: number;
}

export interface View<Options> {
  type: string;
  defaults: Options;
  /** Height over width that suits the drawing at a given width. */
  aspect(options: Options, width: number): number;
  probes(state: FigureState, options: Options): ViewProbe[];
  /** Pure: equal state, options and size give an equal scene. */
  scene(state: FigureState, options: Options, size: Size): Scene;
  /** Where steps and values stand in it, for whoever draws a curve of their own there. */
  plot?(state: FigureState, options: Options, size: Size): Plot;
  /** What it draws of its own, latest first: neither what it has measured nor the runs' history. `most` rows are enough. */
  table?(state: FigureState, options: Options, most: number): ViewTable;
  /** A click or tap at a point of the scene. */
  point?(state: FigureState, options: Options, size: Size, x: number, y: number): Intent | null;
  /** So many inputs of a row it has room for: a plane of two, a curve over one. */
  inputs?: number;
  /** The place among its data that a point of the scene stands for; null beside them. */
  place?(state: FigureState, options: Options, size: Size, x: number, y: number): readonly [number, number] | null;
  /** All that such places lie in. */
  plane?(state: FigureState, options: Options): Plane;
  /** An arrow key on the focused view. */
  key?(state: FigureState, options: Options, key: string): Intent | null;
}
