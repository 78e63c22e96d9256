/**
 * A figure's life: what the reader wants (play, step, reset, another value) and what the session answers, in one order.
 * Wishes are noted at once; a single pump works them off, so at most one request is under way. No DOM: the clock and
 * the frames come from outside.
 */
import type { ClientSession, Replaced } from "../engine/client.js";
import { EngineError, errorData } from "../engine/errors.js";
import type { EngineErrorData, Program } from "../engine/program.js";
import type { ProbeRequest } from "../engine/session_types.js";
import { BUDGET_MS, type Exchanged, exchangePrograms, sessionRuns } from "./exchange.js";
import { englishMessages } from "./messages.js";
import { Pace } from "./pace.js";
import { ProbeSchedule, type TimedProbe } from "./probe_schedule.js";
import { SpecError } from "./resolve.js";
import type { RuntimeOptions } from "./runtime_options.js";
import type { Value } from "./spec.js";
import type { FigureState } from "./state.js";
import * as update from "./update.js";

interface StepWish {
  steps: number;
  target?: number;
  done: () => void;
}

export class FigureRuntime {
  #options: RuntimeOptions;
  #state: FigureState;
  /** The settings that the session trains with; a refused change goes back to them. */
  #good: FigureState;
  #session: ClientSession | null = null;
  #opened: Promise<void> | null = null;
  #playing = false;
  #broken = false;
  #disposed = false;
  #pumping: Promise<void> | null = null;
  #pace: Pace;
  #schedule = new ProbeSchedule();
  // Wishes not yet worked off.
  #changed = false;
  #restart = false;
  #reset = false;
  #steps: StepWish[] = [];
  #measure = false;
  #checkpoint = false;

  /** Throws SpecError. Nothing is loaded before start() or the first wish. */
  constructor(options: RuntimeOptions) {
    this.#options = options;
    this.#state = update.createState(options.spec, { seed: options.seed });
    this.#good = this.#state;
    this.#pace = new Pace(options.clock, () => {
      void this.#pump();
      return this.#state.speed;
    });
  }

  get state(): FigureState {
    return this.#state;
  }

  /** Nothing can train here, or can any more; the state's message says why. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Creates the runs and measures step 0. Never rejects: a failure is a status. */
  start(): Promise<void> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  /** Counts before the figure is ready. After the end it plays again from step 0. */
  async play(): Promise<void> {
    if (this.#over()) this.#reset = true;
    this.#playing = true;
    if (this.#session && !this.#reset) this.#set(update.say(update.settle(this.#state, true), undefined));
    await this.start();
    await this.#pump();
  }

  async pause(): Promise<void> {
    const played = this.#playing;
    this.#playing = false;
    this.#pace.rest();
    this.#dropSteps();
    if (!this.#session) return;
    this.#checkpoint ||= played;
    this.#measure ||= played;
    this.#set(update.settle(this.#state, false));
    await this.#pump();
  }

  /** Exactly n steps, on screen or not, then pause; fewer only at the figure's end or when all runs diverge. */
  async step(n = 1): Promise<void> {
    if (!Number.isInteger(n) || n < 1) throw new EngineError("invalid_value", "step", "must be a whole number above 0");
    this.#playing = false;
    this.#pace.rest();
    const done = new Promise<void>((resolve) => this.#steps.push({ steps: n, done: resolve }));
    await this.start();
    if (this.#broken || this.#disposed) this.#dropSteps();
    else void this.#pump();
    await done;
  }

  /** Step 0 again, with the same numbers to come. */
  async reset(): Promise<void> {
    this.#playing = false;
    this.#pace.rest();
    this.#dropSteps();
    this.#reset = true;
    await this.start();
    await this.#pump();
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

  setSpeed(speed: number): void {
    this.#set(update.setSpeed(this.#state, speed));
  }

  /** Off screen or in a hidden tab: the status stays, nothing trains. */
  setSuspended(suspended: boolean): void {
    if (suspended === this.#state.suspended) return;
    this.#set({ ...this.#state, suspended });
    if (suspended) this.#pace.rest();
    else void this.#pump();
  }

  /** The views want something else than before. */
  refresh(): Promise<void> {
    this.#schedule.forget();
    this.#measure = true;
    return this.#pump();
  }

  dispose(): void {
    this.#disposed = true;
    this.#pace.rest();
    this.#session?.dispose();
    this.#dropSteps();
  }

  #over(): boolean {
    return this.#state.status === "finished" || this.#state.status === "diverged";
  }

  #set(state: FigureState): void {
    this.#state = state;
    if (!this.#disposed) this.#options.onChange?.(state);
  }

  async #open(): Promise<void> {
    try {
      this.#good = this.#state;
      const session = await this.#options.client.createSession(sessionRuns(this.#good));
      if (this.#disposed) return session.dispose();
      this.#session = session;
      session.onReplaced = (event) => this.#replaced(event);
      await this.#advance(0, this.#schedule.stale(this.#probes(), 0));
      const refused = this.#state.runs.find(({ error }) => error)?.error;
      if (refused) this.#refuse(refused);
    } catch (error) {
      this.#fail(error);
    }
    await this.#pump();
  }

  async #change(make: (state: FigureState) => FigureState, restart: boolean): Promise<void> {
    try {
      this.#set(make(this.#state));
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      return this.#refuse(specFailure(error));
    }
    this.#changed = true;
    this.#restart ||= restart;
    await this.#pump();
  }

  #dropSteps(): void {
    if (this.#steps.length > 0) this.#measure = true;
    for (const { done } of this.#steps.splice(0)) done();
  }

  #replaced({ step, steps }: Replaced): void {
    const { workerStopped } = this.#options.messages ?? englishMessages;
    this.#schedule.forget();
    this.#set(update.say(update.settle(update.rewind(this.#state, step, steps), this.#playing), workerStopped(step)));
  }

  #fail(error: unknown): void {
    const data = error instanceof SpecError ? specFailure(error) : errorData(error);
    this.#broken = true;
    this.#playing = false;
    this.#pace.rest();
    this.#dropSteps();
    if (this.#disposed) return;
    this.#set(update.fail(this.#state, data.message));
    this.#options.onError?.(data);
  }

  /** Works off all wishes; resolves when none is left. */
  #pump(): Promise<void> {
    this.#pumping ??= this.#work();
    return this.#pumping;
  }

  async #work(): Promise<void> {
    // Never all in one turn, so that #pumping is set before it is cleared.
    await null;
    try {
      while (this.#session && !this.#broken && !this.#disposed) {
        if (this.#changed) await this.#applyChange(this.#session);
        else if (this.#reset) await this.#applyReset(this.#session);
        else if (this.#steps.length > 0) await this.#applySteps();
        else if (this.#playing && !this.#state.suspended) {
          // A frame is enough on the main thread: the next slice must leave room for drawing.
          const waits = this.#session.place === "main-thread" && this.#pace.waiting;
          this.#pace.run();
          if (waits || this.#pace.owed < 1) return;
          await this.#applyPlay();
          if (this.#session.place === "main-thread") return;
        } else if (this.#measure) {
          this.#measure = false;
          await this.#advance(0, this.#schedule.stale(this.#probes(), this.#state.step));
        } else if (this.#checkpoint) {
          this.#checkpoint = false;
          await this.#session.checkpoint();
        } else return;
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#pumping = null;
    }
  }

  #probes(): readonly TimedProbe[] {
    return this.#options.probes?.(this.#state) ?? [];
  }

  /** One request, one snapshot. Asked for steps, it never goes past the figure's end. */
  async #advance(steps: number, probes: ProbeRequest[]): Promise<number> {
    const { steps: end, evaluateEvery } = this.#state.playback;
    const before = this.#state.step;
    const most = Math.max(0, Math.min(steps, end - before));
    // At rest nothing is left half measured: the same step always shows the same numbers.
    const budgetMs = most === 0 ? Number.POSITIVE_INFINITY : BUDGET_MS;
    const snapshot = await this.#session!.advance({ steps: most, budgetMs, evaluateEvery, probes });
    if (this.#disposed) return 0;
    this.#schedule.measured(probes, this.#options.clock.now(), snapshot.step);
    const next = update.settle(update.applySnapshot(this.#state, snapshot), this.#playing);
    if (this.#playing && next.status !== "running") {
      this.#playing = false;
      this.#pace.rest();
      this.#measure = true;
      this.#checkpoint = true;
    }
    this.#set(next);
    return Math.max(0, snapshot.step - before);
  }

  async #applyPlay(): Promise<void> {
    this.#pace.paid(
      await this.#advance(this.#pace.owed, this.#schedule.due(this.#probes(), this.#options.clock.now())),
    );
  }

  async #applySteps(): Promise<void> {
    const wish = this.#steps[0];
    wish.target ??= Math.min(this.#state.step + wish.steps, this.#state.playback.steps);
    if (this.#state.step < wish.target && !this.#over() && this.#state.status !== "failed") {
      await this.#advance(wish.target - this.#state.step, []);
      return;
    }
    // What is seen after the step belongs to that step.
    await this.#advance(0, this.#schedule.stale(this.#probes(), this.#state.step));
    this.#checkpoint = true;
    this.#steps.shift();
    wish.done();
  }

  async #applyReset(session: ClientSession): Promise<void> {
    this.#reset = false;
    await session.reset();
    this.#startOver();
  }

  #startOver(): void {
    this.#schedule.forget();
    this.#measure = false;
    this.#set(update.settle(update.resetState(this.#state), this.#playing));
    // Step 0 is measured before anything else moves.
    this.#steps.unshift({ steps: 0, done: () => undefined });
  }

  async #applyChange(session: ClientSession): Promise<void> {
    const wanted = this.#state;
    const restart = this.#restart;
    this.#changed = false;
    this.#restart = false;
    const done = await exchangePrograms(session, wanted, { ...this.#good, step: wanted.step }, restart);
    if (done.outcome === "refused") return this.#refuse(done.error);
    this.#good = wanted;
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
    const settled = update.settle(this.#state, this.#playing);
    this.#set(done.outcome === "live" ? update.say(settled, undefined) : settled);
  }

  #refuse(error: EngineErrorData): void {
    const { refused } = this.#options.messages ?? englishMessages;
    // A newer wish may already stand; only the refused one is taken back.
    if (!this.#changed) this.#set(update.say(update.withSettingsOf(this.#state, this.#good), refused(error)));
    this.#options.onError?.(error);
  }
}

function specFailure({ path, problem }: SpecError): EngineErrorData {
  return { code: "bad_spec", where: path, message: problem };
}
