/** A figure's state: the types and the defaults; pure updates stand in update.ts, drawing elsewhere. */
import type { Curves } from "../engine/curves.js";
import type { EngineErrorData, ProbeResult, Program } from "../engine/program.js";
import type { Gradients } from "./gradients.js";
import type { Ahead, Overlay } from "./overlay.js";
import type { FigureSpec, PlaybackSpec, Variables, ViewSpec } from "./spec.js";

export type { Curves };

export type FigureStatus = "loading" | "ready" | "running" | "paused" | "finished" | "diverged" | "failed";

export interface RunState {
  name: string;
  /** The name as it is shown, in the language that is spoken. */
  label: string;
  /** Index into the run colours: token `run-<color>`. */
  color: number;
  program: Program;
  status: "running" | "diverged" | "failed";
  diverged?: { step: number; layer: string };
  error?: EngineErrorData;
  /** How far the network is trained that it is still to borrow from, 0 to 1. */
  borrowing?: number | undefined;
  step: number;
  epoch: number;
  /** Last batch's loss, penalty included; NaN before the first step. */
  loss: number;
  curves: Curves;
  /** Every batch's loss, thinned to a bounded number of points. */
  batches: { step: number[]; loss: number[] };
  /** How much gradient reached each layer, where the playback asks for it to be kept. */
  gradients: Gradients;
  /** On a 2-D surface: where the run has been, x and y in turn. */
  path: number[];
}

export interface FigureState {
  /** In the language that is spoken. */
  spec: FigureSpec;
  /** The language of everything that is said (web/strings). */
  lang?: string;
  variables: Variables;
  /** The reader's seed, over the spec's; undefined while the spec's own counts. */
  seedOverride?: number;
  /** The seed the base program runs with. */
  seed: number;
  /** The base program, resolved; a run's own program is in `runs`. */
  program: Program;
  /** The spec's views and playback, resolved against the variables. */
  views: ViewSpec[];
  playback: PlaybackSpec;
  status: FigureStatus;
  /** Off screen or in a hidden tab: `status` stays, nothing trains. */
  suspended: boolean;
  step: number;
  /** Steps per second; Infinity for "max". */
  speed: number;
  runs: RunState[];
  /** While an earlier step is shown: the runs as they went on from there. */
  ahead?: Ahead | undefined;
  /** Runs that were pinned to compare with, as links say them (share.ts). */
  pins?: readonly string[] | undefined;
  /** What is drawn under the runs' own curves (overlay.ts). */
  overlays?: readonly Overlay[];
  /** The step at which the figure's goal was met, since step 0; and the last evaluation that was judged. */
  goalAt?: number | undefined;
  goalJudged?: number;
  /** The same for each of several goals, by its index. */
  metAt?: Readonly<Record<number, number>> | undefined;
  /** The last answer of each probe, by the key of its request. */
  probes: Record<string, ProbeResult>;
  /** What went wrong, in words for the reader. */
  message?: string;
}
