/** What a figure trained with, from which step on: a replay to any step goes through the same changes. */
import type { StateDict } from "../engine/run.js";
import type { SessionRun } from "../engine/session_types.js";
import type { FigureState } from "./state.js";

/** What the reader can change. */
export type FigureSettings = Pick<
  FigureState,
  "spec" | "variables" | "seedOverride" | "seed" | "program" | "views" | "playback"
> & { runs: readonly SessionRun[] };

export interface Chapter {
  /** The steps after this one are made so. */
  step: number;
  settings: FigureSettings;
  /** It begins with these weights in place of those that one run had come to. */
  put?: { run: number; weights: StateDict };
}

export function settingsOf(state: FigureState): FigureSettings {
  const { spec, variables, seedOverride, seed, program, views, playback } = state;
  const runs = state.runs.map((run) => ({ name: run.name, program: run.program }));
  return { spec, variables, seedOverride, seed, program, views, playback, runs };
}
