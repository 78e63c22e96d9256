/** Work on a figure's session itself, such as going back in time: it gets its turn, and the session for as long. */
import type { ClientSession } from "../engine/client.js";
import type { Settings } from "./settings.js";
import type { StateKeeper } from "./state_keeper.js";

/** Whoever works here leaves the session at the step that the state says. */
export interface Workplace {
  session: ClientSession;
  keeper: StateKeeper;
  settings: Settings;
}

export type Work = (place: Workplace) => Promise<void>;
