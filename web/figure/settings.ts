/** The reader's other values on their way to the session: noted at once, exchanged in one request, taken back when refused. */
import type { ClientSession } from "../engine/client.js";
import type { EngineErrorData } from "../engine/program.js";
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

  /** The state as it is now is what a new session gets. */
  open(): FigureState {
    this.#good = this.#keeper.state;
    return this.#good;
  }

  /** False when the spec itself refuses; the reader has been told then. With `restart` the runs start over in any case. */
  note(make: (state: FigureState) => FigureState, restart: boolean): boolean {
    this.#refusal = null;
    try {
      this.#keeper.set(make(this.#keeper.state));
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      this.#refusal = failureData(error);
      this.#keeper.refuse(this.#refusal, this.#keeper.state);
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
    if (done.outcome === "refused") this.#keeper.refuse(done.error, this.#changed ? this.#keeper.state : this.#good);
    else this.#good = wanted;
    return done;
  }
}
