/** A run's evaluations as columns that grow together: a session gathers them so, and a figure keeps them. */
import type { CurveChunk } from "./session_types.js";

export type Curves = Record<keyof CurveChunk, number[]>;

export const emptyCurves = (): Curves => ({
  step: [],
  trainLoss: [],
  validationLoss: [],
  trainAccuracy: [],
  validationAccuracy: [],
  penalty: [],
});
