/** How much gradient reached each layer, kept along the way: every step at first, then ever more seldom. */
import type { Run } from "./run.js";
import type { GradientRows } from "./session_types.js";

/** So many steps are kept one by one; behind them, half as many rows for each stretch that is as long as all before it. */
const CLOSE = 256;

/** The next step after `step` that is kept. They follow from the step alone, so the same run always keeps the same. */
export function nextRow(step: number): number {
  const every = strideAt(step);
  return (Math.floor(step / every) + 1) * every;
}

/** A power of two: where it doubles the coarser steps lie on the finer ones. */
function strideAt(step: number): number {
  let stride = 1;
  while (step >= stride * CLOSE) stride *= 2;
  return stride;
}

export class GradientRecord {
  #step: number[] = [];
  #norm: Float32Array[] = [];
  #layer: Float32Array = new Float32Array(0);
  /** A surface has no layers. */
  #network: boolean | undefined;

  /** After a step: nothing is computed anew, the norms are those of the gradients that it left behind. */
  see(run: Run, step: number, status: "running" | "diverged"): void {
    if (step < 1 || (status === "running" && step % strideAt(step) !== 0)) return;
    this.#network ??= run.layers().length > 0;
    if (!this.#network) return;
    const { norm, layer } = run.probe("gradient_norm");
    this.#step.push(step);
    this.#norm.push(norm!.data);
    this.#layer = layer!.data;
  }

  /** The rows since the last call; null when there are none. */
  take(): GradientRows | null {
    if (this.#step.length === 0) return null;
    const norm = new Float32Array(this.#layer.length * this.#step.length);
    this.#norm.forEach((row, at) => norm.set(row, at * this.#layer.length));
    const rows = { step: Float32Array.from(this.#step), layer: this.#layer, norm };
    this.#step = [];
    this.#norm = [];
    return rows;
  }

  /** Another run begins. */
  clear(): void {
    this.take();
    this.#network = undefined;
  }
}
