/** Keeps a figure's current state, tells of every change, and puts what goes wrong into the reader's words. */
import type { Replaced } from "../engine/client.js";
import { errorData } from "../engine/errors.js";
import type { EngineErrorData } from "../engine/program.js";
import { sayIn } from "../strings/say.js";
import { sayProblem, sentenceIn, sentencesFor } from "../strings/sentences.js";
import { SpecError } from "./resolve.js";
import { rewind } from "./rewind.js";
import type { RuntimeOptions } from "./runtime_options.js";
import type { FigureState } from "./state.js";
import * as update from "./update.js";

export class StateKeeper {
  #options: RuntimeOptions;
  #state: FigureState;
  #silent = false;

  /** Throws SpecError. */
  constructor(options: RuntimeOptions) {
    this.#options = options;
    this.#state = update.createState(options.spec, { seed: options.seed, lang: options.lang });
  }

  get state(): FigureState {
    return this.#state;
  }

  set(state: FigureState): void {
    this.#state = state;
    if (!this.#silent) this.#options.onChange?.(state);
  }

  /** The settings go back to those of `good`, the numbers stay. */
  refuse(error: EngineErrorData, good: FigureState, quiet = false): void {
    const back = update.withSettingsOf(this.#state, good);
    if (quiet) {
      this.set(back);
      return;
    }
    const { lang } = back;
    const told = (state: FigureState) => update.say(state, sayIn(lang)("refused", { reason: sayProblem(lang, error) }));
    const waiting = sentencesFor(lang);
    this.set(waiting ? back : told(back));
    void waiting?.then(() => this.set(told(this.#state)));
    this.#options.onError?.(error);
  }

  replaced({ step, steps }: Replaced): void {
    const back = update.settle(rewind(this.#state, step, steps), this.#state.status === "running");
    this.set(update.say(back, sayIn(this.#state.lang)("workerStopped", { step })));
  }

  fail(error: unknown): void {
    if (this.#silent) return;
    const data = failureData(error);
    const { lang } = this.#state;
    const told = (state: FigureState) => update.fail(state, sentenceIn(lang, data.message));
    const waiting = sentencesFor(lang);
    this.set(waiting ? update.fail(this.#state, undefined) : told(this.#state));
    void waiting?.then(() => this.set(told(this.#state)));
    this.#options.onError?.(data);
  }

  /** Nobody listens any more. */
  silence(): void {
    this.#silent = true;
  }
}

export function failureData(error: unknown): EngineErrorData {
  if (error instanceof SpecError) return { code: "bad_spec", where: error.path, message: error.problem };
  return errorData(error);
}
