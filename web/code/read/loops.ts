/** The loops that are being followed, and how many steps they would make in all once enough of them has been seen. */
import type { Recorder } from "./record.js";
import type { Stmt } from "./syntax.js";

interface Loop {
  node: Stmt;
  /** Of a `for`. */
  count: number | null;
  /** Of a `while`: the two sides of its condition now. */
  bounds: (() => [number, number] | null) | null;
  atStart: [number, number] | null;
  done: number;
  stepsAtStart: number;
  stepsAtTurn: number;
  stop: boolean;
}

export class Loops {
  /** Loops that trained. */
  readonly trained = new Set<Stmt>();
  /** Set when the loops were left before their end; null then where nobody can tell. */
  total: number | null | undefined;
  #recorder: Recorder;
  #stack: Loop[] = [];

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  enter(node: Stmt, count: number | null, bounds: Loop["bounds"]): Loop {
    const steps = this.#recorder.steps.length;
    const loop: Loop = {
      node,
      count,
      bounds,
      atStart: bounds?.() ?? null,
      done: 0,
      stepsAtStart: steps,
      stepsAtTurn: steps,
      stop: false,
    };
    this.#stack.push(loop);
    return loop;
  }

  /** After each turn; true when it has been followed for long enough. */
  turned(loop: Loop): boolean {
    loop.done++;
    if (this.#recorder.steps.length > loop.stepsAtTurn) this.trained.add(loop.node);
    if (this.#recorder.enough && this.total === undefined) {
      this.total = this.#estimate(0);
      for (const one of this.#stack) one.stop = true;
    }
    loop.stepsAtTurn = this.#recorder.steps.length;
    return loop.stop;
  }

  /** A loop that was left before its end is still around what is followed now: the rest of its turn comes at another step. */
  get cut(): boolean {
    return this.#stack.some(({ stop }) => stop);
  }

  leave(): void {
    const loop = this.#stack.pop();
    if (loop && this.#recorder.steps.length > loop.stepsAtStart) this.trained.add(loop.node);
  }

  /** Steps that the loop at this depth makes in all. */
  #estimate(depth: number): number | null {
    const loop = this.#stack[depth];
    if (!loop) return null;
    const made = this.#recorder.steps.length - loop.stepsAtStart;
    if (loop.bounds) {
      const now = loop.bounds();
      if (!now || !loop.atStart || now[1] !== loop.atStart[1] || now[0] <= loop.atStart[0]) return null;
      return Math.ceil(((now[1] - loop.atStart[0]) * made) / (now[0] - loop.atStart[0]));
    }
    const innermost = depth === this.#stack.length - 1;
    // In the innermost loop the turn that ends now counts; outside, only turns that are over.
    const done = loop.done;
    const steps = innermost ? made : loop.stepsAtTurn - loop.stepsAtStart;
    const each = done > 0 && steps > 0 ? steps / done : this.#estimate(depth + 1);
    return each === null || loop.count === null ? null : Math.round(each * loop.count);
  }
}
