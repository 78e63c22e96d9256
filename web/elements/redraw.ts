/** When a figure is drawn again: in the next frame, once however often it is asked; seldom where the reader wants less motion. */

/** With reduced motion a running figure is drawn this seldom. */
const REDUCED_MOTION_MS = 1000;
/** A first picture takes longer than a step: it waits so long for one that was asked for. */
const FIRST_STEP_MS = 100;

export const lessMotion = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Redraw {
  #draw: () => void;
  #runs: () => boolean;
  #steps: () => boolean;
  #frame = 0;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #ranThen = false;

  /**
   * `runs`: whether the figure moves by itself now; its first and its last picture are always drawn at once.
   * `steps`: whether steps were asked for that are not made yet.
   */
  constructor(draw: () => void, runs: () => boolean, steps: () => boolean) {
    this.#draw = draw;
    this.#runs = runs;
    this.#steps = steps;
  }

  ask(): void {
    if (this.#frame === 0) this.#inNextFrame(performance.now());
  }

  #inNextFrame(asked: number): void {
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const first = this.#drawnAt === Number.NEGATIVE_INFINITY;
      if (first && this.#steps() && performance.now() - asked < FIRST_STEP_MS) return this.#inNextFrame(asked);
      const runsOn = this.#ranThen && this.#runs();
      if (runsOn && performance.now() - this.#drawnAt < REDUCED_MOTION_MS && lessMotion()) return;
      this.#draw();
    });
  }

  /** It has just been drawn; answers the time. */
  drawn(): number {
    this.#drawnAt = performance.now();
    this.#ranThen = this.#runs();
    return this.#drawnAt;
  }
}
