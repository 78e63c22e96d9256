/** One thing at a time: works off whatever there is to do, never twice at once, and never misses a late wish. */

export class Pump {
  #next: () => Promise<boolean>;
  #running = false;
  /** Something came while the pump was about to rest. */
  #woken = false;
  #waiters: (() => void)[] = [];

  /** `next` does one thing and answers whether there may be another now; it must not reject. */
  constructor(next: () => Promise<boolean>) {
    this.#next = next;
  }

  /** Resolves when all there is to do by now is done, or when `release` says that the rest never ends by itself. */
  run(): Promise<void> {
    const done = new Promise<void>((resolve) => this.#waiters.push(resolve));
    this.#woken = true;
    if (!this.#running) void this.#work();
    return done;
  }

  release(): void {
    for (const done of this.#waiters.splice(0)) done();
  }

  async #work(): Promise<void> {
    this.#running = true;
    let more = true;
    while (more || this.#woken) {
      this.#woken = false;
      more = await this.#next();
    }
    this.#running = false;
    this.release();
  }
}
