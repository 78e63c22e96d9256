/** What a figure tells its page: five events, each with what the figure shows, as numbers. */
import type { EngineErrorData } from "../engine/program.js";
import type { FigureSnapshot } from "../figure/snapshot.js";
import type { FigureState } from "../figure/state.js";
import { GoalNotice, postGoal } from "./goal_notice.js";
import { StepNotice } from "./step_notice.js";

export type FigureEvent = "ready" | "step" | "change" | "goal" | "error";

/** The `detail` of `livefig:error`. */
export interface FigureFailure extends FigureSnapshot {
  error: EngineErrorData;
}

/** The element as its events need it. */
export interface TellingFigure extends HTMLElement {
  readonly snapshot: FigureSnapshot;
  readonly src: string | null;
}

export class FigureEvents {
  readonly #element: TellingFigure;
  readonly #trained = new StepNotice(() => this.tell("step"));
  #goal = new GoalNotice();

  constructor(element: TellingFigure) {
    this.#element = element;
  }

  tell(name: FigureEvent, error?: EngineErrorData): void {
    const { snapshot } = this.#element;
    this.#send(name, error ? { ...snapshot, error } : snapshot);
  }

  /** That it has trained, and what it has reached by that; a figure that is not `live` yet trains in silence. */
  changed(state: FigureState, live: boolean, language: string): void {
    if (live) this.#trained.see(state.step);
    for (const reached of this.#goal.reachedIn(state)) {
      const goal = { label: reached.goal.label, met: true, step: reached.step };
      this.#send("goal", { ...this.#element.snapshot, goal });
      postGoal(state, reached, this.#element.src, language);
    }
  }

  /** The figure starts over without a word: another spec. */
  forget(): void {
    this.#trained.forget();
    this.#goal = new GoalNotice();
  }

  #send(name: FigureEvent, detail: FigureSnapshot | FigureFailure): void {
    this.#element.dispatchEvent(new CustomEvent(`livefig:${name}`, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementEventMap {
    "livefig:ready": CustomEvent<FigureSnapshot>;
    "livefig:step": CustomEvent<FigureSnapshot>;
    "livefig:change": CustomEvent<FigureSnapshot>;
    "livefig:goal": CustomEvent<FigureSnapshot>;
    "livefig:error": CustomEvent<FigureFailure>;
  }
}
