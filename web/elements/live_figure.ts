/** <live-figure src="figures/04-dropout.json">: what the element promises to a page; figure_life.ts keeps it. */
import { LitElement, type PropertyValues, type TemplateResult } from "lit";
import { pytorchScript } from "../code/script.js";
import { controlSheets } from "../controls/registry.js";
import type { ArrayData, Program } from "../engine/program.js";
import type { OwnData } from "../figure/own_data.js";
import type { FigureRuntime } from "../figure/runtime.js";
import type { FigureSnapshot } from "../figure/snapshot.js";
import { FigureLife } from "./figure_life.js";
import { figureStyles } from "./figure_styles.js";
import { ownUnits } from "./own_units.js";
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

  #life = new FigureLife(this);

  constructor() {
    super();
    this.addEventListener("keydown", (event) => this.#life.keydown(event));
  }

  /** Counts even before the figure is ready; after its end it plays again from step 0. */
  async play(): Promise<void> {
    await (await this.#life.loading.load())?.play();
  }

  /** At once; a step that is under way is finished. */
  async pause(): Promise<void> {
    await (await this.#life.loading.load())?.pause();
  }

  /** Exactly n steps, then pause. */
  async step(n = 1): Promise<void> {
    await (await this.#life.loading.load())?.step(n);
  }

  /** Step 0 again, with the same numbers to come. */
  async reset(): Promise<void> {
    await (await this.#life.loading.load())?.reset();
  }

  /** What the figure shows now, as numbers. */
  get snapshot(): FigureSnapshot {
    return this.#life.loading.snapshot;
  }

  /** The base program, every template resolved; null before the figure has loaded. Setting it resets. */
  get program(): Program | null {
    return this.#runtime ? structuredClone(this.#runtime.state.program) : null;
  }

  set program(program: Program) {
    const copy = structuredClone(program);
    void this.#life.loading.load().then((runtime) => runtime?.setProgram(copy));
  }

  /** A reader's or the script's own rows; null while the figure learns from those of its spec. */
  get data(): ArrayData | null {
    const state = this.#runtime?.state;
    return state?.spec.source?.own ? (structuredClone(state.program.data) as ArrayData) : null;
  }

  /** CSV text, a list of rows, or arrays, in place of the figure's rows; null for those again. It starts over. */
  set data(data: OwnData | null) {
    const copy = structuredClone(data);
    void this.#life.loading.load().then((runtime) => runtime && this.#life.data.give(runtime, copy));
  }

  /**
   * The base program as a PyTorch script that trains as long as the figure; null before the figure has loaded. Setting it
   * trains what the script says, from step 0, with the views as they are. What it says wrongly fires `livefig:error` with the line in
   * `detail.error.where`, stands in the code panel, and leaves the figure as it was.
   */
  get code(): string | null {
    if (!this.#runtime) return null;
    const { state } = this.#runtime;
    return this.#life.code.textOf(state) ?? pytorchScript(state.program, state.playback.steps);
  }

  set code(text: string) {
    this.#life.loading.first(async (runtime) => {
      const problem = await this.#life.code.write(String(text), runtime);
      if (problem) this.#life.events.tell("error", problem);
    });
  }

  /** Steps per second, Infinity for as fast as it goes; null before the figure has loaded. */
  get speed(): number | null {
    return this.#runtime?.state.speed ?? null;
  }

  set speed(speed: number) {
    void this.#life.loading.load().then((runtime) => {
      runtime?.setSpeed(speed);
      this.#life.events.tell("change");
    });
  }

  get #runtime(): FigureRuntime | null {
    return this.#life.loading.runtime;
  }

  /** @internal */
  override connectedCallback(): void {
    super.connectedCallback();
    this.#life.connect();
  }

  /** @internal */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.disconnect();
  }

  /** @internal */
  protected override willUpdate(changed: PropertyValues): void {
    this.#life.follow(changed);
  }

  /** @internal */
  protected override render(): TemplateResult {
    return this.#life.render();
  }

  /** @internal */
  protected override updated(): void {
    this.#life.draw();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "live-figure": LiveFigure;
  }
}
