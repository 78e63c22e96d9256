/** <live-figure src="figures/04-dropout.json">: what the element promises to a page, and how it keeps it. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { pytorchScript } from "../code/script.js";
import { controlSheets } from "../controls/registry.js";
import { type Client, sharedClient } from "../engine/client.js";
import type { ArrayData, Program } from "../engine/program.js";
import type { OwnData } from "../figure/own_data.js";
import type { FigureRuntime } from "../figure/runtime.js";
import type { FigureSnapshot } from "../figure/snapshot.js";
import type { FigureState } from "../figure/state.js";
import type { Theme } from "../scene/palette.js";
import { type Say, sayIn } from "../strings/say.js";
import { type AnatomyActions, anatomy } from "./anatomy.js";
import { BuilderDrawer } from "./builder_drawer.js";
import { CodeDrawer } from "./code_drawer.js";
import { DataDrawer } from "./data_drawer.js";
import { Drawings } from "./drawings.js";
import { actionsOf } from "./figure_actions.js";
import { FigureEvents } from "./figure_events.js";
import { type FigureHost, FigureLoading } from "./figure_loading.js";
import { figureStyles } from "./figure_styles.js";
import { keyAction } from "./keyboard.js";
import { ownUnits } from "./own_units.js";
import { PageTheme } from "./page_theme.js";
import { lessMotion, Redraw } from "./redraw.js";
import { type Sight, watchSight } from "./screen.js";
import { Sharing } from "./sharing.js";
import { lending, Speaker } from "./speaker.js";
import { StudyDrawer } from "./study_drawer.js";
import { taskStyles } from "./task.js";
import { tokens } from "./tokens.js";
import { useStyles } from "./use_dialog.js";

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
  static override styles = [tokens, figureStyles, taskStyles, useStyles, ...controlSheets].map(ownUnits);
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

  #loading = new FigureLoading(this.#host());
  #drawings = new Drawings(
    () => this.#invalidate(),
    () => void this.#runtime?.refresh(),
  );
  #speaker = new Speaker();
  #sharing = new Sharing(this, () => this.#runtime);
  #code = new CodeDrawer({ element: this, runtime: () => this.#runtime, redraw: () => this.#invalidate() });
  #study = new StudyDrawer(this, () => this.#invalidate());
  #data = new DataDrawer(
    this,
    () => this.#runtime,
    this.#drawings,
    () => this.#invalidate(),
  );
  #builder = new BuilderDrawer(this, () => this.#data.open());
  #unwatch: (() => void) | null = null;
  #sight: Sight = { near: false, seen: false };
  #redraw = new Redraw(
    () => this.requestUpdate(),
    () => this.#runtime?.state.status === "running",
    () => this.#runtime?.stepping === true,
  );
  #page = new PageTheme(this, () => this.#invalidate());
  #events = new FigureEvents(this);

  constructor() {
    super();
    this.addEventListener("keydown", (event) => this.#keydown(event));
  }

  /** Counts even before the figure is ready; after its end it plays again from step 0. */
  async play(): Promise<void> {
    await (await this.#loading.load())?.play();
  }

  /** At once; a step that is under way is finished. */
  async pause(): Promise<void> {
    await (await this.#loading.load())?.pause();
  }

  /** Exactly n steps, then pause. */
  async step(n = 1): Promise<void> {
    await (await this.#loading.load())?.step(n);
  }

  /** Step 0 again, with the same numbers to come. */
  async reset(): Promise<void> {
    await (await this.#loading.load())?.reset();
  }

  /** What the figure shows now, as numbers. */
  get snapshot(): FigureSnapshot {
    return this.#loading.snapshot;
  }

  /** The base program, every template resolved; null before the figure has loaded. Setting it resets. */
  get program(): Program | null {
    return this.#runtime ? structuredClone(this.#runtime.state.program) : null;
  }

  set program(program: Program) {
    const copy = structuredClone(program);
    void this.#loading.load().then((runtime) => runtime?.setProgram(copy));
  }

  /** A reader's or the script's own rows; null while the figure learns from those of its spec. */
  get data(): ArrayData | null {
    const state = this.#runtime?.state;
    return state?.spec.source?.own ? (structuredClone(state.program.data) as ArrayData) : null;
  }

  /** CSV text, a list of rows, or arrays, in place of the figure's rows; null for those again. It starts over. */
  set data(data: OwnData | null) {
    const copy = structuredClone(data);
    void this.#loading.load().then((runtime) => runtime && this.#data.give(runtime, copy));
  }

  /**
   * The base program as a PyTorch script that trains as long as the figure; null before the figure has loaded. Setting it
   * trains what the script says, from step 0, with the views as they are. What it says wrongly fires `livefig:error` with the line in
   * `detail.error.where`, stands in the code panel, and leaves the figure as it was.
   */
  get code(): string | null {
    if (!this.#runtime) return null;
    const { state } = this.#runtime;
    return this.#code.textOf(state) ?? pytorchScript(state.program, state.playback.steps);
  }

  set code(text: string) {
    this.#loading.first(async (runtime) => {
      const problem = await this.#code.write(String(text), runtime);
      if (problem) this.#events.tell("error", problem);
    });
  }

  /** Steps per second, Infinity for as fast as it goes; null before the figure has loaded. */
  get speed(): number | null {
    return this.#runtime?.state.speed ?? null;
  }

  set speed(speed: number) {
    void this.#loading.load().then((runtime) => this.#setSpeed(runtime, speed));
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
    this.#loading.stand();
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
      if (!this.isConnected) this.#loading.unload();
    });
  }

  /** @internal */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const reload = changed.has("src") && changed.get("src") !== undefined;
    if (reload || (changed.has("base") && this.#loading.begun)) this.#loading.unload();
    else if (changed.has("seed") && this.#runtime) void this.#runtime.setSeed(this.seed ?? undefined);
    if (changed.has("state") && this.#loading.live && this.#runtime) void this.#sharing.restore(this.#runtime);
    if (changed.has("lang")) this.#runtime?.setLanguage(this.#language);
    this.#loading.stand();
    if (this.#sight.near) void this.#loading.load();
  }

  /** @internal */
  protected override render(): TemplateResult {
    const say = this.#say;
    const state = this.#runtime?.state;
    if (!state || !this.#loading.live) {
      const reason =
        this.#loading.reason === null
          ? nothing
          : html`<p class="reason" role="status">${say("notLive", { reason: this.#loading.reason })}</p>`;
      const lent = state && lending(state);
      return html`${lent ? html`<p class="lending" role="status">${lent}</p>` : nothing}<slot></slot>${reason}`;
    }
    const figure = anatomy(
      state,
      this.#speaker.say(state, performance.now()),
      say,
      this.#actions(this.#runtime!),
      this.#code,
      this.#data,
      this.#sharing,
      this.#study,
      this.#builder,
    );
    // On paper the light-DOM picture takes over: a canvas has the size and the colours of the screen.
    return this.childElementCount > 0 ? html`${figure}<slot class="on-paper"></slot>` : figure;
  }

  /** @internal */
  protected override updated(): void {
    const state = this.#runtime?.state;
    // What lies behind the figure is known once the page is laid out: that does not hold up a figure that is still loading.
    if (!state || !this.#loading.live) return void requestAnimationFrame(() => this.#dye());
    const theme = this.#dye();
    this.#drawings.draw(this.renderRoot, this.#study.dress(state), theme, this.#redraw.drawn());
  }

  #dye(): Theme {
    const theme = this.#theme();
    if (this.getAttribute("scheme") !== theme) this.setAttribute("scheme", theme);
    return theme;
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
    if (sight.near) void this.#loading.load();
  }

  #client(): Client {
    return sharedClient(this.base ? new URL(this.base, document.baseURI) : undefined);
  }

  get #runtime(): FigureRuntime | null {
    return this.#loading.runtime;
  }

  #host(): FigureHost {
    return {
      element: this,
      client: () => this.#client(),
      language: () => this.#language,
      seen: () => this.#sight.seen,
      made: (runtime, client) => {
        this.#study.begin(runtime, client);
        this.#builder.begin(runtime);
      },
      changed: (state) => this.#changed(state),
      accepted: () => this.#events.tell("change"),
      refused: (error) => this.#events.tell("error", error),
      live: (runtime, signal) => void this.#begin(runtime, signal),
      failed: (error) => {
        this.#reflect();
        this.#invalidate();
        if (error) this.#events.tell("error", error);
      },
      unloaded: () => this.#forget(),
    };
  }

  #changed(state: FigureState): void {
    this.#reflect();
    this.#events.changed(state, this.#loading.live, this.#language);
    this.#sharing.changed();
    this.#study.changed(state);
    this.#builder.changed(state);
    this.#invalidate();
  }

  async #begin(runtime: FigureRuntime, signal: AbortSignal): Promise<void> {
    this.#invalidate();
    this.#events.tell("ready");
    await this.#sharing.restore(runtime);
    if (signal.aborted) return;
    if (this.autoplay && !lessMotion()) void runtime.play();
  }

  #forget(): void {
    this.#events.forget();
    this.#drawings.dispose();
    this.#study.end();
    this.#builder.end();
    this.#code.forget();
    this.#speaker = new Speaker();
    if (this.isConnected) this.#reflect();
  }

  #setSpeed(runtime: FigureRuntime | null, speed: number): void {
    runtime?.setSpeed(speed);
    this.#events.tell("change");
  }

  #actions(runtime: FigureRuntime): AnatomyActions {
    return actionsOf(this, runtime, this.#study, this.#drawings);
  }

  #keydown(event: KeyboardEvent): void {
    const action = keyAction(event);
    if (!action || !this.#loading.live) return;
    event.preventDefault();
    this.#actions(this.#runtime!)[action]();
  }

  #reflect(): void {
    const { status, suspended } = this.snapshot;
    if (this.getAttribute("status") !== status) this.setAttribute("status", status);
    this.toggleAttribute("suspended", suspended);
  }

  #invalidate = (): void => this.#redraw.ask();
}

declare global {
  interface HTMLElementTagNameMap {
    "live-figure": LiveFigure;
  }
}
