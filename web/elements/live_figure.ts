/** <live-figure src="figures/04-dropout.json">: what the element promises to a page, and how it keeps it. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { pytorchScript } from "../code/script.js";
import { controlSheets } from "../controls/registry.js";
import { type Client, sharedClient } from "../engine/client.js";
import type { EngineErrorData, Program } from "../engine/program.js";
import { FigureRuntime } from "../figure/runtime.js";
import { type FigureSnapshot, LOADING, takeSnapshot } from "../figure/snapshot.js";
import type { Value } from "../figure/spec.js";
import type { FigureState } from "../figure/state.js";
import { failureData } from "../figure/state_keeper.js";
import type { Theme } from "../scene/palette.js";
import { type Say, sayIn } from "../strings/say.js";
import { viewTypes } from "../views/registry.js";
import { anatomy } from "./anatomy.js";
import { CodeDrawer, codeStyles } from "./code_drawer.js";
import { Drawings, wantedProbes } from "./drawings.js";
import { figureStyles } from "./figure_styles.js";
import { GoalNotice, postGoal } from "./goal_notice.js";
import { keyAction } from "./keyboard.js";
import { loadSpec, specInPage } from "./load_spec.js";
import { ownUnits } from "./own_units.js";
import { PageTheme } from "./page_theme.js";
import { lessMotion, Redraw } from "./redraw.js";
import { browserClock, type Sight, watchSight } from "./screen.js";
import { Sharing } from "./sharing.js";
import { Speaker } from "./speaker.js";
import { taskStyles } from "./task.js";
import { tokens } from "./tokens.js";
import { useStyles } from "./use_dialog.js";

export type FigureEvent = "ready" | "step" | "change" | "goal" | "error";

/** The `detail` of `livefig:error`. */
export interface FigureFailure extends FigureSnapshot {
  error: EngineErrorData;
}

/**
 * A figure that trains in the reader's browser. Its `status` attribute (`loading`, `ready`, `running`, `paused`,
 * `finished`, `diverged` or `failed`), `suspended` (off screen) and `scheme` (`light` or `dark`) are reflected for styling.
 *
 * @tagname live-figure
 * @slot - A static picture with its caption: shown until the figure is ready, where it cannot run, and on paper. A
 *   `<script type="application/json">` beside it is the spec itself, and goes before `src`.
 * @fires {CustomEvent<FigureSnapshot>} livefig:ready - Step 0 is evaluated; from now on it can be seen and played.
 * @fires {CustomEvent<FigureSnapshot>} livefig:step - It has trained; at most once per frame.
 * @fires {CustomEvent<FigureSnapshot>} livefig:change - Another value, seed, program or speed holds.
 * @fires {CustomEvent<FigureSnapshot>} livefig:goal - The spec's goal is met, for the first time since step 0.
 * @fires {CustomEvent<FigureFailure>} livefig:error - Something was refused or broke; `detail.error` names the field.
 */
export class LiveFigure extends LitElement {
  /** @internal */
  static override styles = [tokens, figureStyles, taskStyles, codeStyles, useStyles, ...controlSheets].map(ownUnits);
  /** @internal */
  static override properties = {
    src: {},
    seed: { type: Number },
    state: {},
    autoplay: { type: Boolean },
    theme: {},
    lang: { reflect: true },
    base: {},
  };

  /** The figure's spec, relative to the page. */
  declare src: string | null;
  /** Over the spec's own seed. */
  declare seed: number | null;
  /** A shared state, as the Share button writes it: settings, seed and step, come to by training. */
  declare state: string | null;
  /** Plays as soon as it is ready, unless the reader wants less motion. */
  declare autoplay: boolean;
  /** `auto` is as light or dark as the page behind the figure. */
  declare theme: "auto" | "light" | "dark" | null;
  /** The language of what the figure says; the page's by default. */
  declare lang: string;
  /** The folder of the runtime's files (livefig.wasm, livefig-worker.js, digits.bin); beside the script by default. */
  declare base: string | null;

  #runtime: FigureRuntime | null = null;
  /** Why there is no runtime, once loading has failed. */
  #reason: string | null = null;
  #live = false;
  #loading: Promise<FigureRuntime | null> | null = null;
  /** Waiting until the element stands in a page and has a src. */
  #waiting: (() => void)[] = [];
  #abort = new AbortController();
  #drawings = new Drawings(() => this.#invalidate());
  #speaker = new Speaker();
  #sharing = new Sharing(this, () => this.#runtime);
  #code = new CodeDrawer(() => this.#invalidate());
  #unwatch: (() => void) | null = null;
  #sight: Sight = { near: false, seen: false };
  #redraw = new Redraw(
    () => this.requestUpdate(),
    () => this.#runtime?.state.status === "running",
  );
  #page = new PageTheme(this, () => this.#invalidate());
  #toldStep = 0;
  #goal = new GoalNotice();

  constructor() {
    super();
    this.addEventListener("keydown", (event) => this.#keydown(event));
  }

  /** Counts even before the figure is ready; after its end it plays again from step 0. */
  async play(): Promise<void> {
    await (await this.#load())?.play();
  }

  /** At once; a step that is under way is finished. */
  async pause(): Promise<void> {
    await (await this.#load())?.pause();
  }

  /** Exactly n steps, then pause. */
  async step(n = 1): Promise<void> {
    await (await this.#load())?.step(n);
  }

  /** Step 0 again, with the same numbers to come. */
  async reset(): Promise<void> {
    await (await this.#load())?.reset();
  }

  /** What the figure shows now, as numbers. */
  get snapshot(): FigureSnapshot {
    if (this.#runtime) return takeSnapshot(this.#runtime.state);
    return this.#reason === null ? LOADING : { ...LOADING, status: "failed", message: this.#reason };
  }

  /** The base program, every template resolved; null before the figure has loaded. Setting it resets. */
  get program(): Program | null {
    return this.#runtime ? structuredClone(this.#runtime.state.program) : null;
  }

  set program(program: Program) {
    const copy = structuredClone(program);
    void this.#load().then((runtime) => runtime?.setProgram(copy));
  }

  /** The base program as a PyTorch script that trains as long as the figure; null before the figure has loaded. */
  get code(): string | null {
    return this.#runtime && pytorchScript(this.#runtime.state.program, this.#runtime.state.playback.steps);
  }

  /** Steps per second, Infinity for as fast as it goes; null before the figure has loaded. */
  get speed(): number | null {
    return this.#runtime?.state.speed ?? null;
  }

  set speed(speed: number) {
    void this.#load().then((runtime) => this.#setSpeed(runtime, speed));
  }

  /** @internal */
  override connectedCallback(): void {
    super.connectedCallback();
    this.#reflect();
    // One worker and the wasm load while the page is still laid out; figures in sight are known only after that.
    this.#client().warmUp();
    this.#sharing.connect();
    this.#unwatch = watchSight(this, (sight) => this.#see(sight), this.#sharing.linked);
    this.#page.connect();
    // A canvas does not draw itself again when a font arrives.
    document.fonts?.addEventListener("loadingdone", this.#invalidate);
    this.#stand();
  }

  /** @internal */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
    this.#sharing.disconnect();
    this.#page.disconnect();
    document.fonts?.removeEventListener("loadingdone", this.#invalidate);
    // Moved within the page, it comes back at once and may keep its runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.#unload();
    });
  }

  /** @internal */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const reload = changed.has("src") && changed.get("src") !== undefined;
    if (reload || (changed.has("base") && this.#loading)) this.#unload();
    else if (changed.has("seed") && this.#runtime) void this.#runtime.setSeed(this.seed ?? undefined);
    if (changed.has("state") && this.#live && this.#runtime) void this.#sharing.restore(this.#runtime);
    if (changed.has("lang")) this.#runtime?.setLanguage(this.#language);
    this.#stand();
    if (this.#sight.near) void this.#load();
  }

  /** @internal */
  protected override render(): TemplateResult {
    const say = this.#say;
    const state = this.#runtime?.state;
    if (!state || !this.#live) {
      const reason =
        this.#reason === null
          ? nothing
          : html`<p class="reason" role="status">${say("notLive", { reason: this.#reason })}</p>`;
      return html`<slot></slot>${reason}`;
    }
    const figure = anatomy(
      state,
      this.#speaker.say(state, performance.now()),
      say,
      {
        toggle: () => void (state.status === "running" ? this.pause() : this.play()),
        step: () => void this.step(),
        reset: () => void this.reset(),
        setSpeed: (speed) => this.#setSpeed(this.#runtime, speed),
        newSeed: () => void this.#runtime?.setSeed(state.seed + 1),
        set: (variable, value) => this.#set(variable, value),
        point: (event) => this.#intend(this.#drawings.intentOfClick(event, state)),
        key: (event) => {
          const intent = this.#drawings.intentOfKey(event, state);
          if (intent) event.preventDefault();
          this.#intend(intent);
        },
      },
      this.#code,
      this.#sharing,
    );
    // On paper the light-DOM picture takes over: a canvas has the size and the colours of the screen.
    return this.childElementCount > 0 ? html`${figure}<slot class="on-paper"></slot>` : figure;
  }

  /** @internal */
  protected override updated(): void {
    const theme = this.#theme();
    if (this.getAttribute("scheme") !== theme) this.setAttribute("scheme", theme);
    const state = this.#runtime?.state;
    if (!state || !this.#live) return;
    this.#drawings.draw(this.renderRoot, state, theme, this.#redraw.drawn());
    if (state.step === this.#toldStep) return;
    this.#toldStep = state.step;
    this.#tell("step");
  }

  get #language(): string {
    return this.lang || document.documentElement.lang || "en";
  }

  get #say(): Say {
    return sayIn(this.#language);
  }

  #theme(): Theme {
    if (this.theme === "light" || this.theme === "dark") return this.theme;
    return this.#page.theme;
  }

  #see(sight: Sight): void {
    this.#sight = sight;
    this.#runtime?.setSuspended(!sight.seen);
    if (sight.near) void this.#load();
  }

  #client(): Client {
    return sharedClient(this.base ? new URL(this.base, document.baseURI) : undefined);
  }

  /** The runtime, made when it is first needed; null where the figure cannot run. */
  #load(): Promise<FigureRuntime | null> {
    this.#loading ??= this.#make(this.#abort.signal);
    return this.#loading;
  }

  async #make(signal: AbortSignal): Promise<FigureRuntime | null> {
    if (!this.#stands()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (signal.aborted) return null;
    try {
      const client = this.#client();
      const spec = await loadSpec(this.src ?? "spec", specInPage(this), viewTypes, this.#say, signal);
      if (signal.aborted) return null;
      const runtime = new FigureRuntime({
        client,
        spec,
        seed: this.seed ?? undefined,
        clock: browserClock,
        probes: wantedProbes,
        lang: this.#language,
        onChange: (state) => {
          this.#reflect();
          if (this.#goal.reachedIn(state)) this.#tellGoal(state);
          this.#sharing.changed();
          this.#invalidate();
        },
        onAccepted: () => this.#tell("change"),
        onError: (error) => this.#tell("error", error),
      });
      this.#runtime = runtime;
      runtime.setSuspended(!this.#sight.seen);
      void this.#begin(runtime, signal);
      return runtime;
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
      return null;
    }
  }

  #stands(): boolean {
    return this.isConnected && (Boolean(this.src) || specInPage(this) !== null);
  }

  #stand(): void {
    if (this.#stands()) for (const go of this.#waiting.splice(0)) go();
  }

  async #begin(runtime: FigureRuntime, signal: AbortSignal): Promise<void> {
    await runtime.start();
    if (signal.aborted) return;
    if (runtime.broken) {
      // Nothing trains here at all: the picture stays, with the reason.
      this.#reason = runtime.state.message ?? "";
      return this.#invalidate();
    }
    this.#live = true;
    this.#invalidate();
    this.#tell("ready");
    await this.#sharing.restore(runtime);
    if (signal.aborted) return;
    if (this.autoplay && !lessMotion()) void runtime.play();
  }

  #fail(error: unknown): void {
    const data = failureData(error);
    this.#reason = data.where ? `${data.where}: ${data.message}` : data.message;
    this.#reflect();
    this.#invalidate();
    this.#tell("error", data);
  }

  #unload(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#runtime?.dispose();
    this.#runtime = null;
    this.#loading = null;
    this.#reason = null;
    this.#live = false;
    this.#toldStep = 0;
    this.#drawings.dispose();
    this.#speaker = new Speaker();
    this.#goal = new GoalNotice();
    if (this.isConnected) this.#reflect();
  }

  #set(variable: string, value: Value): void {
    void this.#runtime?.setVariable(variable, value);
  }

  #setSpeed(runtime: FigureRuntime | null, speed: number): void {
    runtime?.setSpeed(speed);
    this.#tell("change");
  }

  #intend(intent: { variable: string; value: Value } | null): void {
    if (intent) this.#set(intent.variable, intent.value);
  }

  #keydown(event: KeyboardEvent): void {
    const action = keyAction(event);
    if (!action || !this.#live) return;
    event.preventDefault();
    if (action === "step") void this.step();
    else if (action === "reset") void this.reset();
    else void (this.#runtime?.state.status === "running" ? this.pause() : this.play());
  }

  #reflect(): void {
    const { status, suspended } = this.snapshot;
    if (this.getAttribute("status") !== status) this.setAttribute("status", status);
    this.toggleAttribute("suspended", suspended);
  }

  #tellGoal(state: FigureState): void {
    this.#tell("goal");
    postGoal(state, this.src, this.#language);
  }

  #invalidate = (): void => this.#redraw.ask();

  #tell(name: FigureEvent, error?: EngineErrorData): void {
    const detail = error ? { ...this.snapshot, error } : this.snapshot;
    this.dispatchEvent(new CustomEvent(`livefig:${name}`, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "live-figure": LiveFigure;
  }
  interface HTMLElementEventMap {
    "livefig:ready": CustomEvent<FigureSnapshot>;
    "livefig:step": CustomEvent<FigureSnapshot>;
    "livefig:change": CustomEvent<FigureSnapshot>;
    "livefig:goal": CustomEvent<FigureSnapshot>;
    "livefig:error": CustomEvent<FigureFailure>;
  }
}
