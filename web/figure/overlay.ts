/** What is drawn under a figure's own curves: pinned runs, a band over seeds, what the reader expected, the way ahead. */
import type { Chapter } from "./chapters.js";
import type { Curves, RunState } from "./state.js";

export type OverlayColumns = { step: readonly number[] } & Partial<Record<keyof Curves, readonly number[]>>;

export interface Overlay {
  /** Stands at the line's end; without one it has no label. */
  label?: string;
  /** Index into the run colours; null is no run's. */
  color: number | null;
  columns: OverlayColumns;
  /** A band between two lines, around the columns. */
  band?: { low: OverlayColumns; high: OverlayColumns };
  /** 0 is not drawn, and still has its place on the axes. */
  opacity: number;
  dash?: readonly number[];
  /** Only from this step on. */
  from?: number;
}

/** A way that was gone already, further than what is shown now. */
export interface Ahead {
  step: number;
  runs: readonly RunState[];
  /** What it was made with: as long as these go on from where the figure stands, it will be made again. */
  chapters: readonly Chapter[];
}

/** Evaluations; on a surface, where nothing is evaluated, every step's loss stands in. */
export function columnsOf({ curves, batches, program }: RunState): OverlayColumns {
  if (curves.step.length > 0 && !program.surface) return curves;
  return { step: batches.step, validationLoss: batches.loss };
}
