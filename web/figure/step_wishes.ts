/** Steps that someone asked for by number: made in order, each with a promise that tells when. */

interface Wish {
  steps: number;
  /** Set when it is its turn. */
  target?: number;
  done: () => void;
}

export class StepWishes {
  #wishes: Wish[] = [];

  get pending(): boolean {
    return this.#wishes.length > 0;
  }

  add(steps: number): Promise<void> {
    return new Promise((done) => this.#wishes.push({ steps, done }));
  }

  /** Steps that the first wish still lacks at `step`; none go past `end`. */
  missing(step: number, end: number): number {
    const wish = this.#wishes[0];
    wish.target ??= Math.min(step + wish.steps, end);
    return Math.max(0, wish.target - step);
  }

  /** The first wish is made, or as far as it can be. */
  finish(): void {
    this.#wishes.shift()?.done();
  }

  drop(): void {
    for (const { done } of this.#wishes.splice(0)) done();
  }
}
