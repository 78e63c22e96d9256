/** A figure played in Node, without clock or page, to the step of its static picture. */
import type { Engine } from "../../engine/engine.js";
import { Session } from "../../engine/session.js";
import type { ProbeRequest } from "../../engine/session_types.js";
import type { FigureSpec, Variables } from "../../figure/spec.js";
import type { FigureState } from "../../figure/state.js";
import { applySnapshot, createState, setStatus } from "../../figure/update.js";
import { probesOf } from "./drawings.js";

/** As many steps at once as keep every batch loss of a snapshot (session_types.ts: thinned above 512). */
const stretch = 500;

/** Other settings than the spec's. */
export interface Setting {
  seed?: number;
  variables?: Variables;
  /** What is trained of it; all by default. */
  only?: (state: FigureState) => FigureState;
  /** Nothing is drawn of it: its views need not be loaded, and what they look at is not measured. */
  unseen?: boolean;
}

/** The state at `step`, with the measurements its views ask for. Throws what the engine refuses. */
export function train(engine: Engine, spec: FigureSpec, step: number, setting: Setting = {}): FigureState {
  const { only = (whole: FigureState) => whole } = setting;
  let state = setStatus(only(createState(spec, setting)), "running");
  const session = new Session(engine, state.runs);
  const advance = (steps: number, probes: ProbeRequest[]) => {
    const { evaluateEvery, gradients } = state.playback;
    const request = { steps, budgetMs: Number.POSITIVE_INFINITY, evaluateEvery, gradients, probes };
    // Nothing here depends on the clock: it stands still.
    state = applySnapshot(
      state,
      session.advance(request, () => 0),
    );
  };
  try {
    advance(0, []);
    while (state.step < step && state.runs.some(({ status }) => status === "running")) {
      advance(Math.min(stretch, step - state.step), []);
    }
    advance(0, setting.unseen ? [] : probesOf(state));
  } finally {
    session.dispose();
  }
  const failed = state.runs.find(({ status }) => status === "failed");
  if (failed) throw new Error(`${spec.name}: run "${failed.name}": [${failed.error?.where}] ${failed.error?.message}`);
  return setStatus(state, "paused");
}
