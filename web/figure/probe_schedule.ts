/** Which of the views' probes are due: each at its own interval, dear ones more seldom, all when the figure rests. */
import type { ProbeRequest } from "../engine/session_types.js";
import type { FigureState } from "./state.js";

/** A probe and how often it may be measured; milliseconds, 0 for every snapshot. */
export interface TimedProbe extends ProbeRequest {
  everyMs: number;
}

/** A probe that takes long is asked more seldom: so many times its own cost passes before it is due again. */
const REST_PER_COST = 3;

export class ProbeSchedule {
  #wanted: (state: FigureState) => readonly TimedProbe[];
  #measured = new Map<string, { time: number; step: number; cost: number }>();

  /** `wanted`: what the views of a state want measured; equal keys are asked once. */
  constructor(wanted: (state: FigureState) => readonly TimedProbe[]) {
    this.#wanted = wanted;
  }

  /** Those whose interval is over. */
  due(state: FigureState, now: number): ProbeRequest[] {
    return this.#requests(state, ({ key, everyMs }) => {
      const last = this.#measured.get(key);
      return !last || now - last.time >= Math.max(everyMs, REST_PER_COST * last.cost);
    });
  }

  /** Those that have not been measured at this very step. */
  stale(state: FigureState): ProbeRequest[] {
    return this.#requests(state, ({ key }) => this.#measured.get(key)?.step !== state.step);
  }

  /** `cost`: what the answer took beyond training, in milliseconds; the least seen of late is a probe's own. */
  measured(requests: readonly ProbeRequest[], now: number, step: number, cost: number): void {
    for (const { key } of requests) {
      const before = this.#measured.get(key)?.cost ?? cost;
      this.#measured.set(key, { time: now, step, cost: Math.min(cost, before * 1.5 + 1) });
    }
  }

  /** Other programs or other options: nothing known counts any more. */
  forget(): void {
    this.#measured.clear();
  }

  #requests(state: FigureState, isWanted: (probe: TimedProbe) => boolean): ProbeRequest[] {
    const asked = new Map<string, ProbeRequest>();
    for (const probe of this.#wanted(state)) {
      if (asked.has(probe.key) || !isWanted(probe)) continue;
      const { key, run, name, options } = probe;
      asked.set(key, { key, run, name, options });
    }
    return [...asked.values()];
  }
}
