/**
 * A figure's life: what the reader wants (play, step, reset, another value) and what the session answers, in one order.
 * Wishes are noted at once; a single pump works them off, so at most one request is under way. No DOM: the clock and
 * the frames come from outside.
 */
import type { ClientSession } from "../engine/client.js";
import { EngineError } from "../engine/errors.js";
import type { EngineErrorData, Program } from "../engine/program.js";
import type { ProbeRequest } from "../engine/session_types.js";
import { BUDGET_MS, type Exchanged, sessionRuns } from "./exchange.js";
import { Pace } from "./pace.js";
import { ProbeSchedule } from "./probe_schedule.js";
import { Pump } from "./pump.js";
import type { RuntimeOptions } from "./runtime_options.js";
import { Settings } from "./settings.js";
import type { FigureSpec, Value } from "./spec.js";
import type { FigureState } from "./state.js";
import { failureData, StateKeeper } from "./state_keeper.js";
import { StepWishes } from "./step_wishes.js";
import * as update from "./update.js";

export class FigureRuntime {
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
  #schedule: ProbeSchedule;
  // Wishes not yet worked off; #first: step 0 is to be evaluated before anything moves.
  #reset = false;
  #steps = new StepWishes();
  #first = false;
  #measure = false;
  #checkpoint = false;

  /** Throws SpecError. Nothing is loaded before start() or the first wish. */
  constructor(options: RuntimeOptions) {
    this.#options = options;
    this.#keeper = new StateKeeper(options);
    this.#settings = new Settings(this.#keeper);
    this.#schedule = new ProbeSchedule(options.probes ?? (() => []));
    this.#pace = new Pace(
      options.clock,
      () => this.state.speed,
      () => void this.#pump.run(),
    );
  }

  get state(): FigureState {
    return this.#keeper.state;
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

  /** Live where the engine can, otherwise from step 0 again, playing on if it played; what is refused changes nothing. */
  setVariable(name: string, value: Value): Promise<void> {
    return this.#change((state) => update.setVariable(state, name, value), false);
  }

  setSeed(seed: number | undefined): Promise<void> {
    return this.#change((state) => update.setSeed(state, seed), true);
  }

  /** Another base program: from step 0 again, playing on if it played. */
  setProgram(program: Program): Promise<void> {
    return this.#change((state) => update.setProgram(state, program), true);
  }

  /** Many settings at once, from step 0; the refusal where they do not hold. */
  async setAll(make: (state: FigureState) => FigureState): Promise<EngineErrorData | null> {
    await this.start();
    await this.#change(make, true);
    return this.#settings.refusal;
  }

  /** The spec as its author wrote it, in no other language and with no other program. */
  get written(): FigureSpec {
    return this.#options.spec;
  }

  say(message: string | undefined): void {
    this.#keeper.set(update.say(this.state, message));
  }

  setLanguage(tag: string): void {
    this.#keeper.set(update.setLanguage(this.state, this.#options.spec, tag));
  }

  setSpeed(speed: number): void {
    try {
      this.#keeper.set(update.setSpeed(this.state, speed));
    } catch (error) {
      this.#keeper.refuse(failureData(error), this.#settings.good);
    }
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
    this.#schedule.forget();
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
      const session = await this.#options.client.createSession(sessionRuns(this.#settings.open()));
      if (this.#disposed) return session.dispose();
      this.#session = session;
      session.onReplaced = (event) => {
        this.#schedule.forget();
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

  async #change(make: (state: FigureState) => FigureState, restart: boolean): Promise<void> {
    if (!this.#settings.note(make, restart)) return;
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
    if (this.#first) await this.#applyFirst();
    else if (this.#settings.changed) await this.#applyChange(session);
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

  /** One request, one snapshot. Asked for steps, it never goes past the figure's end. */
  async #advance(steps: number, probes: ProbeRequest[]): Promise<number> {
    const { steps: end, evaluateEvery } = this.state.playback;
    const before = this.state.step;
    const most = Math.max(0, Math.min(steps, end - before));
    // At rest nothing is left half measured: the same step always shows the same numbers.
    const budgetMs = most === 0 ? Number.POSITIVE_INFINITY : BUDGET_MS;
    const { clock } = this.#options;
    const asked = clock.now();
    const snapshot = await this.#session!.advance({ steps: most, budgetMs, evaluateEvery, probes });
    if (this.#disposed) return 0;
    const now = clock.now();
    this.#schedule.measured(probes, now, snapshot.step, now - asked - snapshot.trainedMs);
    const next = update.settle(update.applySnapshot(this.state, snapshot), this.#playing);
    if (this.#playing && next.status !== "running") {
      this.#playing = false;
      this.#pace.rest();
      this.#measure = true;
      this.#checkpoint = true;
    }
    this.#keeper.set(next);
    return Math.max(0, snapshot.step - before);
  }

  async #applyFirst(): Promise<void> {
    this.#first = false;
    await this.#advance(0, []);
  }

  /** Everything that is looked at, as it is at this very step. */
  async #applyMeasure(): Promise<void> {
    this.#measure = false;
    await this.#advance(0, this.#schedule.stale(this.state));
  }

  async #applyPlay({ place }: ClientSession): Promise<boolean> {
    // One slice a frame is enough on the main thread: the rest of the frame is for drawing.
    const waits = place === "main-thread" && this.#pace.waiting;
    this.#pace.run();
    if (waits || this.#pace.owed < 1) return false;
    const probes = this.#schedule.due(this.state, this.#options.clock.now());
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

  async #applyReset(session: ClientSession): Promise<void> {
    this.#reset = false;
    await session.reset();
    this.#startOver();
  }

  #startOver(): void {
    this.#schedule.forget();
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
    this.#schedule.forget();
    this.#measure = true;
    const settled = update.settle(this.state, this.#playing);
    this.#keeper.set(done.outcome === "live" ? update.say(settled, undefined) : settled);
  }
}
