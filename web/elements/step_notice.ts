/** Tells that the figure has trained: at once, and then at most once per frame. */

export class StepNotice {
  #tell: () => void;
  #step = 0;
  #told = 0;
  #frame = 0;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** The step that the figure is at now. */
  see(step: number): void {
    this.#step = step;
    if (this.#frame === 0) this.#say();
  }

  /** The figure starts over without a word: another spec. */
  forget(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = this.#step = this.#told = 0;
  }

  #say(): void {
    if (this.#step === this.#told) return;
    this.#told = this.#step;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#say();
    });
    this.#tell();
  }
}
