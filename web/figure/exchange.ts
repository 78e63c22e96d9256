/** Gives a session other programs: to all runs or to none, live where the engine can, else from step 0. */
import type { ClientSession } from "../engine/client.js";
import type { EngineErrorData } from "../engine/program.js";
import type { SessionRun } from "../engine/session_types.js";
import type { FigureSettings } from "./chapters.js";
import { equalJson } from "./edit_program.js";
import type { FigureState } from "./state.js";

/** Training time asked of the session at once; the rest of a frame is for drawing. */
export const BUDGET_MS = 12;

export type Exchanged =
  /** The programs were these already: only what is looked at changed. */
  | { outcome: "same" }
  /** All runs went on with the new values. */
  | { outcome: "live" }
  /** All runs stand at step 0 of the new programs. */
  | { outcome: "restarted" }
  /** All runs are as they were. */
  | { outcome: "refused"; error: EngineErrorData };

export function sessionRuns(state: Pick<FigureSettings, "runs">): SessionRun[] {
  return state.runs.map(({ name, program }) => ({ name, program }));
}

/** `good` is what the session trains now. With `restart` the runs start over even where they could go on. */
export async function exchangePrograms(
  session: ClientSession,
  wanted: FigureState,
  good: FigureState,
  restart: boolean,
): Promise<Exchanged> {
  if (!restart && equalJson(sessionRuns(wanted), sessionRuns(good))) return { outcome: "same" };
  const outcomes = await session.update(sessionRuns(wanted));
  const refused = outcomes.find(({ outcome }) => outcome === "refused");
  if (refused) {
    return {
      outcome: "refused",
      error: refused.error ?? { code: "invalid_value", where: "", message: "no reason given" },
    };
  }
  // A run that has diverged gains nothing from a better value, and runs in lockstep start together.
  const over = wanted.runs.some(({ status }) => status !== "running") || wanted.status === "finished";
  if (!restart && !over && outcomes.every(({ outcome }) => outcome !== "recreated")) return { outcome: "live" };
  await session.reset();
  return { outcome: "restarted" };
}
