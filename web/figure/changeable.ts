/** What a reader or a page may change about a figure, each as one line: values, seed, program, rows, language, speed. */
import type { EngineErrorData, Program } from "../engine/program.js";
import type { Settings } from "./settings.js";
import type { DataSource, FigureSpec, Value } from "./spec.js";
import type { FigureState } from "./state.js";
import { failureData, type StateKeeper } from "./state_keeper.js";
import * as update from "./update.js";

export abstract class Changeable {
  /** The spec as its author wrote it, in no other language and with no other program. */
  readonly written: FigureSpec;
  private readonly keeper: StateKeeper;
  private readonly settings: Settings;

  constructor(written: FigureSpec, keeper: StateKeeper, settings: Settings) {
    this.written = written;
    this.keeper = keeper;
    this.settings = settings;
  }

  /** Never rejects. */
  abstract start(): Promise<void>;
  /** Notes a change and waits until the session has it: with `restart` from step 0 in any case, if `quiet` untold where refused. */
  protected abstract change(
    make: (state: FigureState) => FigureState,
    restart: boolean,
    quiet?: boolean,
  ): Promise<void>;

  /** Live where the engine can, otherwise from step 0 again, playing on if it played; what is refused changes nothing. */
  setVariable(name: string, value: Value): Promise<void> {
    return this.change((state) => update.setVariable(state, name, value), false);
  }

  setSeed(seed: number | undefined): Promise<void> {
    return this.change((state) => update.setSeed(state, seed), true);
  }

  /** Another base program: from step 0 again, playing on if it played. */
  setProgram(program: Program): Promise<void> {
    return this.change((state) => update.setProgram(state, program), true);
  }

  /** Many settings at once, from step 0; the refusal where they do not hold. */
  async setAll(make: (state: FigureState) => FigureState): Promise<EngineErrorData | null> {
    await this.start();
    await this.change(make, true);
    return this.settings.refusal;
  }

  /** The same; whoever asks says the refusal, nobody else does. Without `restart` it goes on where the engine can. */
  async tryAll(make: (state: FigureState) => FigureState, restart = true): Promise<EngineErrorData | null> {
    await this.start();
    await this.change(make, restart, true);
    return this.settings.refusal;
  }

  /** The step at which a value was last changed while it trained; 0 where the runs are of one piece. */
  get changedAt(): number {
    return this.settings.chapters.at(-1)?.step ?? 0;
  }

  /** Other rows than the figure's, null for its own again; `make` may throw SpecError. The refusal where they do not hold. */
  setData(make: (state: FigureState) => DataSource | null): Promise<EngineErrorData | null> {
    return this.setAll((state) => update.setSource(state, make(state) ?? this.written.source));
  }

  say(message: string | undefined): void {
    this.keeper.set(update.say(this.keeper.state, message));
  }

  /** What is no wish to the session. */
  note(make: (state: FigureState) => FigureState): void {
    this.keeper.set(make(this.keeper.state));
  }

  setLanguage(tag: string): void {
    this.keeper.set(update.setLanguage(this.keeper.state, this.written, tag));
  }

  setSpeed(speed: number): void {
    try {
      this.keeper.set(update.setSpeed(this.keeper.state, speed));
    } catch (error) {
      this.keeper.refuse(failureData(error), this.settings.good);
    }
  }
}
