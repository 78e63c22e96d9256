/** Which of the views' probes are due: each at its own interval, all of them when the figure comes to rest. */
import type { ProbeRequest } from "../engine/session_types.js";
import type { FigureState } from "./state.js";

/** A probe and how often it may be measured; milliseconds, 0 for every snapshot. */
export interface TimedProbe extends ProbeRequest {
  everyMs: number;
}

export class ProbeSchedule {
  #wanted: (state: FigureState) => readonly TimedProbe[];
  #measured = new Map<string, { time: number; step: number }>();

  /** `wanted`: what the views of a state want measured; equal keys are asked once. */
  constructor(wanted: (state: FigureState) => readonly TimedProbe[]) {
    this.#wanted = wanted;
  }

  /** Those whose interval is over. */
  due(state: FigureState, now: number): ProbeRequest[] {
    return this.#requests(state, ({ key, everyMs }) => {
      const last = this.#measured.get(key);
      return !last || now - last.time >= everyMs;
    });
  }

  /** Those that have not been measured at this very step. */
  stale(state: FigureState): ProbeRequest[] {
    return this.#requests(state, ({ key }) => this.#measured.get(key)?.step !== state.step);
  }

  measured(requests: readonly ProbeRequest[], now: number, step: number): void {
    for (const { key } of requests) this.#measured.set(key, { time: now, step });
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
