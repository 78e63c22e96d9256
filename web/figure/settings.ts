/** The reader's other values on their way to the session: noted at once, exchanged in one request, taken back when refused. */
import type { ClientSession } from "../engine/client.js";
import type { EngineErrorData } from "../engine/program.js";
import { type Chapter, settingsOf } from "./chapters.js";
import { type Exchanged, exchangePrograms } from "./exchange.js";
import { SpecError } from "./resolve.js";
import type { FigureState } from "./state.js";
import { failureData, type StateKeeper } from "./state_keeper.js";

export class Settings {
  #keeper: StateKeeper;
  /** What the session trains with; a refused change goes back to it. */
  #good: FigureState;
  /** Why the last change does not hold. */
  #refusal: EngineErrorData | null = null;
  #changed = false;
  #restart = false;
  /** Since step 0. */
  chapters: readonly Chapter[] = [];
  /** Who made the change says a refusal. */
  #quiet = false;

  constructor(keeper: StateKeeper) {
    this.#keeper = keeper;
    this.#good = keeper.state;
  }

  get good(): FigureState {
    return this.#good;
  }

  get refusal(): EngineErrorData | null {
    return this.#refusal;
  }

  /** A change is noted and not yet exchanged. */
  get changed(): boolean {
    return this.#changed;
  }

  /** The session stands at step 0. */
  began(): void {
    this.chapters = [{ step: 0, settings: settingsOf(this.#good) }];
  }

  /** The session was given back what it trained with before. */
  back(chapters: readonly Chapter[]): void {
    this.#good = this.#keeper.state;
    this.chapters = chapters;
  }

  /** The state as it is now is what a new session gets. */
  open(): FigureState {
    this.#good = this.#keeper.state;
    this.began();
    return this.#good;
  }

  /**
   * False when the spec itself refuses; the reader has been told then, unless `quiet`. With `restart` the runs start over
   * in any case.
   */
  note(make: (state: FigureState) => FigureState, restart: boolean, quiet = false): boolean {
    this.#refusal = null;
    this.#quiet = quiet;
    try {
      this.#keeper.set(make(this.#keeper.state));
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      this.#refusal = failureData(error);
      this.#keeper.refuse(this.#refusal, this.#keeper.state, quiet);
      return false;
    }
    this.#changed = true;
    this.#restart ||= restart;
    return true;
  }

  /** Gives the session what has been noted. */
  async exchange(session: ClientSession): Promise<Exchanged> {
    const wanted = this.#keeper.state;
    const restart = this.#restart;
    this.#changed = false;
    this.#restart = false;
    const done = await exchangePrograms(session, wanted, { ...this.#good, step: wanted.step }, restart);
    // A newer wish may already stand; only the refused one is taken back.
    if (done.outcome === "refused") this.#refusal = done.error;
    if (done.outcome === "refused")
      this.#keeper.refuse(done.error, this.#changed ? this.#keeper.state : this.#good, this.#quiet);
    else this.#good = wanted;
    if (done.outcome === "live")
      this.chapters = [...this.chapters, { step: wanted.step, settings: settingsOf(wanted) }];
    return done;
  }
}
