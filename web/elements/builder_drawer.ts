/** Where a figure lets its reader build the network: the builder itself arrives with the first figure that has one. */
import { html, nothing, type TemplateResult } from "lit";
import type { FigureRuntime } from "../figure/runtime.js";
import type { FigureState } from "../figure/state.js";
import type { Say } from "../strings/say.js";
import type { Builder } from "./builder/builder.js";

export interface BuilderElement extends HTMLElement {
  requestUpdate(): void;
  readonly updateComplete: Promise<boolean>;
}

export class BuilderDrawer {
  readonly #element: BuilderElement;
  readonly #ownData: () => void;
  #runtime: FigureRuntime | null = null;
  #builder: Builder | null = null;
  #problem: string | null = null;

  /** `ownData` opens what a reader brings rows by. */
  constructor(element: BuilderElement, ownData: () => void) {
    this.#element = element;
    this.#ownData = ownData;
  }

  begin(runtime: FigureRuntime): void {
    this.#runtime = runtime;
    if (runtime.written.builder) void this.#load(runtime);
  }

  end(): void {
    this.#runtime = this.#builder = this.#problem = null;
  }

  /** After every change of the state. */
  changed(state: FigureState): void {
    this.#builder?.changed(state);
  }

  panel(state: FigureState, say: Say): TemplateResult | typeof nothing {
    if (!state.spec.builder) return nothing;
    if (this.#problem !== null)
      return html`<p class="note" role="status">${say("builderMissing", { reason: this.#problem })}</p>`;
    return this.#builder?.render(state) ?? nothing;
  }

  async #load(runtime: FigureRuntime): Promise<void> {
    try {
      const { Builder: Made } = await import("./builder/builder.js");
      if (this.#runtime === runtime) this.#builder = new Made(this.#element, runtime, this.#ownData);
    } catch (error) {
      this.#problem = String(error);
    }
    this.#element.requestUpdate();
  }
}
