/** Which of the views' probes are due: each at its own interval, all of them when the figure comes to rest. */
import type { ProbeRequest } from "../engine/session_types.js";

/** A probe and how often it may be measured; milliseconds, 0 for every snapshot. */
export interface TimedProbe extends ProbeRequest {
  everyMs: number;
}

export class ProbeSchedule {
  #measured = new Map<string, { time: number; step: number }>();

  /** Equal keys are asked once. */
  due(probes: readonly TimedProbe[], now: number): ProbeRequest[] {
    return this.#requests(probes, ({ key, everyMs }) => {
      const last = this.#measured.get(key);
      return !last || now - last.time >= everyMs;
    });
  }

  /** Those that have not been measured at this very step. */
  stale(probes: readonly TimedProbe[], step: number): ProbeRequest[] {
    return this.#requests(probes, ({ key }) => this.#measured.get(key)?.step !== step);
  }

  measured(requests: readonly ProbeRequest[], now: number, step: number): void {
    for (const { key } of requests) this.#measured.set(key, { time: now, step });
  }

  /** Other programs or other options: nothing known counts any more. */
  forget(): void {
    this.#measured.clear();
  }

  #requests(probes: readonly TimedProbe[], wanted: (probe: TimedProbe) => boolean): ProbeRequest[] {
    const asked = new Map<string, ProbeRequest>();
    for (const probe of probes) {
      if (asked.has(probe.key) || !wanted(probe)) continue;
      const { key, run, name, options } = probe;
      asked.set(key, { key, run, name, options });
    }
    return [...asked.values()];
  }
}
