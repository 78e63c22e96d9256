/**
 * A figure's life: what the reader wants (play, step, reset, another value) and what the session answers, in one order.
 * Wishes are noted at once; a single pump works them off, so at most one request is under way. No DOM: the clock and
 * the frames come from outside.
 */
import type { ClientSession } from "../engine/client.js";
import { EngineError } from "../engine/errors.js";
import type { ProbeRequest } from "../engine/session_types.js";
import { Changeable } from "./changeable.js";
import { type Exchanged, sessionRuns } from "./exchange.js";
import { Pace } from "./pace.js";
import { Progress } from "./progress.js";
import { Pump } from "./pump.js";
import type { RuntimeOptions } from "./runtime_options.js";
import { Settings } from "./settings.js";
import type { FigureState } from "./state.js";
import { StateKeeper } from "./state_keeper.js";
import { StepWishes } from "./step_wishes.js";
import * as update from "./update.js";
import type { Work } from "./workplace.js";

export class FigureRuntime extends Changeable {
  #options: RuntimeOptions;
  #keeper: StateKeeper;
  #settings: Settings;
  #session: ClientSession | null = null;
  #opened: Promise<void> | null = null;
  #playing = false;
  #broken = false;
  #disposed = false;
  #pump = new Pump(() => this.#next());
  #pace: Pace;
  #progress: Progress;
  // Wishes not yet worked off; #first: step 0 is to be evaluated before anything moves.
  #reset = false;
  #steps = new StepWishes();
  #first = false;
  #measure = false;
  #checkpoint = false;
  #works: Work[] = [];

  /** Throws SpecError. Nothing is loaded before start() or the first wish. */
  constructor(options: RuntimeOptions) {
    const keeper = new StateKeeper(options);
    const settings = new Settings(keeper);
    super(options.spec, keeper, settings);
    this.#options = options;
    this.#keeper = keeper;
    this.#settings = settings;
    this.#progress = new Progress(options, this.#keeper);
    this.#pace = new Pace(
      options.clock,
      () => this.state.speed,
      () => void this.#pump.run(),
    );
  }

  get state(): FigureState {
    return this.#keeper.state;
  }

  /** Steps were asked for that are not made yet. */
  get stepping(): boolean {
    return this.#steps.pending;
  }

  /** Nothing can train here, or can any more; the state's message says why. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Creates the runs and evaluates step 0; what the views look at follows a frame later. Never rejects: a failure is a status. */
  start(): Promise<void> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  /** Counts before the figure is ready. After the end it plays again from step 0. */
  async play(): Promise<void> {
    if (this.#over()) this.#reset = true;
    this.#playing = true;
    if (this.#session && !this.#reset) this.#keeper.set(update.say(update.settle(this.state, true), undefined));
    await this.start();
    await this.#pump.run();
  }

  async pause(): Promise<void> {
    const played = this.#playing;
    this.#playing = false;
    this.#pace.rest();
    this.#dropSteps();
    if (!this.#session) return;
    this.#checkpoint ||= played;
    this.#measure ||= played;
    this.#keeper.set(update.settle(this.state, false));
    await this.#pump.run();
  }

  /** Exactly n steps, on screen or not, then pause; fewer only at the figure's end or when all runs diverge. */
  async step(n = 1): Promise<void> {
    if (!Number.isInteger(n) || n < 1) throw new EngineError("invalid_value", "step", "must be a whole number above 0");
    this.#playing = false;
    this.#pace.rest();
    const done = this.#steps.add(n);
    await this.start();
    if (this.#broken || this.#disposed) this.#dropSteps();
    else void this.#pump.run();
    await done;
  }

  /** Step 0 again, with the same numbers to come. */
  async reset(): Promise<void> {
    this.#playing = false;
    this.#pace.rest();
    this.#dropSteps();
    this.#reset = true;
    await this.start();
    await this.#pump.run();
  }

  /** Work on the session itself, in its turn and at rest: what few readers ask for comes with code of its own. */
  async perform(work: Work): Promise<void> {
    this.#playing = false;
    this.#pace.rest();
    this.#dropSteps();
    this.#works.push(work);
    await this.start();
    await this.#pump.run();
  }

  /** A question to the engine that changes nothing, so that training goes on meanwhile. */
  async ask<T>(question: (session: ClientSession) => Promise<T>): Promise<T> {
    await this.start();
    if (!this.#session || this.#broken) throw new EngineError("disposed", "session", this.state.message ?? "gone");
    return question(this.#session);
  }

  /** Off screen or in a hidden tab: the status stays, nothing trains. */
  setSuspended(suspended: boolean): void {
    if (suspended === this.state.suspended) return;
    this.#keeper.set({ ...this.state, suspended });
    if (suspended) this.#pace.rest();
    else void this.#pump.run();
  }

  /** The views want something else than before. */
  refresh(): Promise<void> {
    this.#progress.forget();
    this.#measure = true;
    return this.#pump.run();
  }

  dispose(): void {
    this.#disposed = true;
    this.#keeper.silence();
    this.#pace.rest();
    this.#session?.dispose();
    this.#dropSteps();
  }

  #over(): boolean {
    return this.state.status === "finished" || this.state.status === "diverged";
  }

  async #open(): Promise<void> {
    try {
      const runs = sessionRuns(this.#settings.open());
      const session = await this.#options.client.createSession(runs, undefined, this.#progress.first());
      if (this.#disposed) return session.dispose();
      this.#session = session;
      session.onReplaced = (event) => {
        this.#progress.forget();
        this.#keeper.replaced(event);
      };
      this.#first = true;
      await this.#pump.run();
      this.#measureAfterFrame();
      const refused = this.state.runs.find(({ error }) => error)?.error;
      if (refused) this.#keeper.refuse(refused, this.#settings.good);
    } catch (error) {
      this.#fail(error);
    }
  }

  protected async change(make: (state: FigureState) => FigureState, restart: boolean, quiet = false): Promise<void> {
    if (!this.#settings.note(make, restart, quiet)) return;
    await this.#pump.run();
  }

  /** A step that was asked for as soon as the figure was ready goes before the measurements, which take longer. */
  #measureAfterFrame(): void {
    this.#measure = true;
    this.#options.clock.requestFrame(() => void this.#pump.run());
  }

  #dropSteps(): void {
    this.#measure ||= this.#steps.pending;
    this.#steps.drop();
  }

  #fail(error: unknown): void {
    this.#broken = true;
    this.#playing = false;
    this.#pace.rest();
    this.#dropSteps();
    this.#keeper.fail(error);
  }

  async #next(): Promise<boolean> {
    if (!this.#session || this.#broken || this.#disposed) return false;
    try {
      return await this.#workOff(this.#session);
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  /** One wish, in the order of their weight; answers whether there may be another before the next frame. */
  async #workOff(session: ClientSession): Promise<boolean> {
    if (this.#first && !(update.lends(this.state) && this.#settings.changed)) await this.#applyFirst();
    else if (this.#settings.changed) await this.#applyChange(session);
    else if (this.#works.length > 0) await this.#applyWork(session);
    else if (this.#reset) await this.#applyReset(session);
    else if (this.#steps.pending) await this.#applySteps();
    else if (this.#playing && !this.state.suspended) {
      // Playing goes on by itself: nobody waits for its end.
      this.#pump.release();
      return this.#applyPlay(session);
    } else if (this.#measure) await this.#applyMeasure();
    else if (this.#checkpoint) {
      this.#checkpoint = false;
      await session.checkpoint();
    } else return false;
    return true;
  }

  async #advance(steps: number, probes: ProbeRequest[]): Promise<number> {
    const made = await this.#progress.advance(this.#session!, steps, probes, () => this.#playing);
    if (this.#playing && this.state.status !== "running") {
      this.#playing = false;
      this.#pace.rest();
      this.#measure = true;
      this.#checkpoint = true;
    }
    return made;
  }

  async #applyFirst(): Promise<void> {
    // What is borrowed comes first, piece by piece; step 0 is evaluated when it is there.
    this.#first = update.lends(this.state);
    await this.#advance(0, []);
  }

  /** Everything that is looked at, as it is at this very step. */
  async #applyMeasure(): Promise<void> {
    this.#measure = false;
    await this.#advance(0, this.#progress.stale());
  }

  async #applyPlay({ place }: ClientSession): Promise<boolean> {
    // One slice a frame is enough on the main thread: the rest of the frame is for drawing.
    const waits = place === "main-thread" && this.#pace.waiting;
    this.#pace.run();
    if (waits || this.#pace.owed < 1) return false;
    const probes = this.#progress.due();
    this.#pace.paid(await this.#advance(this.#pace.owed, probes));
    return place !== "main-thread";
  }

  async #applySteps(): Promise<void> {
    const missing = this.#steps.missing(this.state.step, this.state.playback.steps);
    if (missing > 0 && !this.#over() && this.state.status !== "failed") {
      await this.#advance(missing, []);
      return;
    }
    // What is seen after the step belongs to that step.
    await this.#applyMeasure();
    this.#checkpoint = true;
    this.#steps.finish();
  }

  async #applyWork(session: ClientSession): Promise<void> {
    await this.#works.shift()!({ session, keeper: this.#keeper, settings: this.#settings });
    this.#progress.forget();
    this.#measure = true;
    this.#checkpoint = true;
  }

  async #applyReset(session: ClientSession): Promise<void> {
    this.#reset = false;
    await session.reset();
    this.#startOver();
  }

  #startOver(): void {
    this.#progress.forget();
    this.#settings.began();
    this.#keeper.set(update.settle(update.resetState(this.state), this.#playing));
    this.#first = true;
    this.#measure = true;
  }

  async #applyChange(session: ClientSession): Promise<void> {
    const done = await this.#settings.exchange(session);
    if (done.outcome === "refused") return;
    this.#accepted(done);
    this.#options.onAccepted?.();
  }

  #accepted(done: Exchanged): void {
    if (done.outcome === "restarted") {
      // A figure that had come to its end shows the new value's effect from the start, at once.
      this.#playing ||= this.#over();
      this.#startOver();
      return;
    }
    this.#progress.forget();
    this.#measure = true;
    const settled = update.settle(this.state, this.#playing);
    this.#keeper.set(done.outcome === "live" ? update.say(settled, undefined) : settled);
  }
}
