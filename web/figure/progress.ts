/** One request to the session, one snapshot into the state: never past the figure's end, measured when it is due. */
import type { ClientSession } from "../engine/client.js";
import type { AdvanceRequest, ProbeRequest } from "../engine/session_types.js";
import { BUDGET_MS } from "./exchange.js";
import type { Clock } from "./pace.js";
import { ProbeSchedule } from "./probe_schedule.js";
import type { RuntimeOptions } from "./runtime_options.js";
import type { StateKeeper } from "./state_keeper.js";
import * as update from "./update.js";

/** What runs borrow is trained in pieces of this length, so that a reader sees how far it is. */
const LENDING_MS = 100;

export class Progress {
  #keeper: StateKeeper;
  #clock: Clock;
  #schedule: ProbeSchedule;

  constructor({ clock, probes }: RuntimeOptions, keeper: StateKeeper) {
    this.#keeper = keeper;
    this.#clock = clock;
    this.#schedule = new ProbeSchedule(probes ?? (() => []));
  }

  /** What the runtime asks first of a session: step 0, evaluated. */
  first(): AdvanceRequest {
    const { evaluateEvery } = this.#keeper.state.playback;
    return { steps: 0, budgetMs: this.#budget(0), evaluateEvery, probes: [] };
  }

  /** Answers the steps made. `playing` is asked when the answer is there: the reader may have paused meanwhile. */
  async advance(
    session: ClientSession,
    steps: number,
    probes: ProbeRequest[],
    playing: () => boolean,
  ): Promise<number> {
    const { playback, step: before } = this.#keeper.state;
    const { steps: end, evaluateEvery, gradients } = playback;
    const most = Math.max(0, Math.min(steps, end - before));
    const budgetMs = this.#budget(most);
    const asked = this.#clock.now();
    const snapshot = await session.advance({ steps: most, budgetMs, evaluateEvery, gradients, probes });
    const now = this.#clock.now();
    this.#schedule.measured(probes, now, snapshot.step, now - asked - snapshot.trainedMs);
    this.#keeper.set(update.settle(update.applySnapshot(this.#keeper.state, snapshot), playing()));
    return Math.max(0, snapshot.step - before);
  }

  #budget(steps: number): number {
    if (update.lends(this.#keeper.state)) return LENDING_MS;
    // At rest nothing is left half measured: the same step always shows the same numbers.
    return steps === 0 ? Number.POSITIVE_INFINITY : BUDGET_MS;
  }

  /** What is due to be measured while it plays. */
  due(): ProbeRequest[] {
    return this.#schedule.due(this.#keeper.state, this.#clock.now());
  }

  /** What has not been measured at this very step. */
  stale(): ProbeRequest[] {
    return this.#schedule.stale(this.#keeper.state);
  }

  forget(): void {
    this.#schedule.forget();
  }
}
