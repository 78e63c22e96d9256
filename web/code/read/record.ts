/** What a training loop does, step by step, as the script is followed: the gradients' way from zero_grad to step. */
import { markOf } from "./marks.js";
import { ReadError, type Span } from "./problem.js";
import type { Flow, Loss, Node, Optimizer, Result, Scheduler, Tensor } from "./torch_values.js";
import { is, type Num, type Value } from "./values.js";

/** After so many steps the loops are not followed any more; how many they would make is worked out (evaluate.ts). */
export const FOLLOWED = 100;

export interface Clip {
  maxNorm: Num;
  normType: Num | null;
  at: Span;
}

export interface StepRecord {
  optimizer: Optimizer;
  loss: Loss | Tensor;
  clip: Clip | null;
  schedulers: Scheduler[];
  /** The model was in eval mode. */
  evaluating: boolean;
  at: Span;
}

export class Recorder {
  readonly steps: StepRecord[] = [];
  /** Outputs that were held against targets, whatever for. */
  readonly compared: { flow: Flow; targets: Node }[] = [];
  /** torch.manual_seed. */
  seed: Num | null = null;
  /** Layers whose weights have been drawn. */
  drawn = 0;
  /** model.eval() holds. */
  evaluating = false;
  /** Draws from torch's own stream: nobody shares it with the engine. */
  readonly globalDraws: Span[] = [];
  /** Results in printed texts, by the number in their mark (prints.ts). */
  readonly marked: { result: Result; spec: string; evaluating: boolean }[] = [];
  #zeroed = true;
  #loss: Loss | Tensor | null = null;
  #clip: Clip | null = null;

  zero(): void {
    this.#zeroed = true;
    this.#loss = null;
    this.#clip = null;
  }

  backward(loss: Value, at: Span): void {
    if (!is(loss, "loss") && !is(loss, "tensor")) throw new ReadError(at, "only a loss can go backward()");
    if (!this.#zeroed)
      throw new ReadError(
        at,
        "the gradients of the step before are still there: call `optimizer.zero_grad()` before this",
      );
    if (this.#loss) throw new ReadError(at, "one `backward()` a step is all that this lesson has");
    this.#loss = loss;
  }

  clip(clip: Clip): void {
    if (!this.#loss) throw new ReadError(clip.at, "there are no gradients yet: clip them after `loss.backward()`");
    this.#clip = clip;
  }

  step(optimizer: Optimizer, at: Span): void {
    if (!this.#loss) throw new ReadError(at, "there are no gradients yet: call `loss.backward()` before this");
    if (this.steps.length < FOLLOWED)
      this.steps.push({
        optimizer,
        loss: this.#loss,
        clip: this.#clip,
        schedulers: [],
        evaluating: this.evaluating,
        at,
      });
    this.#zeroed = false;
    this.#loss = null;
    this.#clip = null;
  }

  schedule(scheduler: Scheduler, at: Span): void {
    const last = this.steps.at(-1);
    if (!last) throw new ReadError(at, "the scheduler steps after `optimizer.step()`");
    last.schedulers.push(scheduler);
  }

  /** A mark for a text in which a result of training is printed. */
  readonly mark = (result: Result, spec: string): string => {
    this.marked.push({ result, spec, evaluating: this.evaluating });
    return markOf(this.marked.length - 1);
  };

  get enough(): boolean {
    return this.steps.length >= FOLLOWED;
  }
}
