/** How many steps a figure owes its reader: speed times the time that passed on screen, never a backlog. */

/** Time and frames: the browser's, or a test's. */
export interface Clock {
  now(): number;
  requestFrame(callback: () => void): number;
  cancelFrame(handle: number): void;
}

/** After a long frame at most this much time is made up for, so that a figure never races. */
const LONGEST_FRAME_MS = 100;

export class Pace {
  #clock: Clock;
  #speed: () => number;
  #onFrame: () => void;
  #frame: number | null = null;
  #owed = 0;
  #last: number | null = null;

  /** `speed` in steps per second, Infinity for as fast as it goes; `onFrame` is told when more may be owed. */
  constructor(clock: Clock, speed: () => number, onFrame: () => void) {
    this.#clock = clock;
    this.#speed = speed;
    this.#onFrame = onFrame;
  }

  /** Whole steps owed now. */
  get owed(): number {
    return Math.floor(this.#owed);
  }

  get waiting(): boolean {
    return this.#frame !== null;
  }

  paid(steps: number): void {
    this.#owed = Math.max(0, this.#owed - steps);
  }

  /** Asks for the next frame, once. */
  run(): void {
    this.#frame ??= this.#clock.requestFrame(() => {
      this.#frame = null;
      const now = this.#clock.now();
      const elapsed = this.#last === null ? null : Math.min(now - this.#last, LONGEST_FRAME_MS);
      this.#last = now;
      this.#add(elapsed, this.#speed());
      this.#onFrame();
    });
  }

  /** Nothing is owed for the time in which nothing could be seen. */
  rest(): void {
    if (this.#frame !== null) this.#clock.cancelFrame(this.#frame);
    this.#frame = null;
    this.#last = null;
    this.#owed = 0;
  }

  #add(elapsed: number | null, speed: number): void {
    if (speed === Number.POSITIVE_INFINITY) this.#owed = speed;
    // The first frame after a rest owes one step, so that play is seen at once.
    else if (elapsed === null) this.#owed = 1;
    else this.#owed = Math.min(this.#owed + (speed * elapsed) / 1000, Math.max(1, (speed * LONGEST_FRAME_MS) / 1000));
  }
}
