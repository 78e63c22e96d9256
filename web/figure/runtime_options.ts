/** What a figure's runtime needs from outside: who trains, which time it is, what is looked at, who is told. */
import type { Client } from "../engine/client.js";
import type { EngineErrorData } from "../engine/program.js";
import type { Clock } from "./pace.js";
import type { TimedProbe } from "./probe_schedule.js";
import type { FigureSpec } from "./spec.js";
import type { FigureState } from "./state.js";

export interface RuntimeOptions {
  client: Client;
  spec: FigureSpec;
  /** Over the spec's own. */
  seed?: number;
  clock: Clock;
  /** What the views on screen want measured. */
  probes?: (state: FigureState) => readonly TimedProbe[];
  /** The language that the figure speaks, as a tag; English by default. */
  lang?: string;
  /** After every change of the state; redraw when convenient. */
  onChange?: (state: FigureState) => void;
  /** A new value, seed or program holds. */
  onAccepted?: () => void;
  /** Something was refused or broke; the state already says so. */
  onError?: (error: EngineErrorData) => void;
}
