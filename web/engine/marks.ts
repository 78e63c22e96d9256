/** Checkpoints along a session's way, to go back to: bounded in number and bytes, evenly spaced over the steps. */
import type { RunCheckpoint } from "./lockstep_run.js";

/** A whole session as it was after `step` steps; `version` counts the programs that it has had. */
export interface Mark {
  step: number;
  version: number;
  runs: (RunCheckpoint & { step: number })[];
}

const most = 48;
const mostBytes = 24 << 20;

export class Marks {
  #marks: Mark[] = [];
  /** Steps between two marks; doubled whenever there are too many. */
  #stride = 8;

  get steps(): number[] {
    return this.#marks.map(({ step }) => step);
  }

  clear(): void {
    this.#marks = [];
    this.#stride = 8;
  }

  dropAfter(step: number): void {
    this.#marks = this.#marks.filter((mark) => mark.step <= step);
  }

  /**
   * The session has come to `step`; `take` makes the checkpoint where one is due. What lies ahead and was made by other
   * programs will never be come to on this way.
   */
  pass(step: number, version: number, take: () => Mark["runs"]): void {
    this.#marks = this.#marks.filter((mark) => mark.step < step || mark.version === version);
    const next = this.#marks.findIndex((mark) => mark.step >= step);
    const before = this.#marks[next < 0 ? this.#marks.length - 1 : next - 1];
    if (step - (before?.step ?? 0) < this.#stride || this.#marks[next]?.step === step) return;
    this.#marks.splice(next < 0 ? this.#marks.length : next, 0, { step, version, runs: take() });
    while (this.#marks.length > 2 && (this.#marks.length > most || this.#bytes > mostBytes)) {
      this.#stride *= 2;
      this.#marks = this.#marks.filter((_, index) => index % 2 === 1);
    }
  }

  /** The last one before `step`. */
  before(step: number): Mark | undefined {
    return this.#marks.findLast((mark) => mark.step < step);
  }

  get #bytes(): number {
    return this.#marks.reduce(
      (sum, { runs }) => sum + runs.reduce((bytes, run) => bytes + (run.bytes?.byteLength ?? 0), 0),
      0,
    );
  }
}
