/** A reader's own rows on their way in: the Data button, files dropped on the figure, `figure.data`. Their code arrives with them. */
import { html, nothing, type TemplateResult } from "lit";
import type { OwnData } from "../figure/own_data.js";
import type { FigureRuntime } from "../figure/runtime.js";
import type { FigureState } from "../figure/state.js";
import type { Say } from "../strings/say.js";
import type { DataPanel } from "./data_panel.js";
import type { Drawings } from "./drawings.js";

export class DataDrawer {
  readonly #element: HTMLElement;
  readonly #runtime: () => FigureRuntime | null;
  readonly #drawings: Drawings;
  readonly #redraw: () => void;
  #open = false;
  #panel: DataPanel | null = null;
  #problem: string | null = null;

  constructor(element: HTMLElement, runtime: () => FigureRuntime | null, drawings: Drawings, redraw: () => void) {
    this.#element = element;
    this.#runtime = runtime;
    this.#drawings = drawings;
    this.#redraw = redraw;
    element.addEventListener("dragover", (event) => this.#takesFile(event) && event.preventDefault());
    element.addEventListener("drop", this.#drop);
  }

  /** What the page's script gives; null takes it back. */
  async give(runtime: FigureRuntime, data: OwnData | null): Promise<void> {
    if (data === null) await runtime.setData(() => null);
    else {
      const { sourceOf } = await import("../figure/own_data.js");
      await runtime.setData((state) => sourceOf(state, data));
    }
  }

  /** Opens what the button opens, for whoever asks elsewhere for rows of their own. */
  open(): void {
    if (!this.#open) this.#toggle();
  }

  button({ spec }: FigureState, say: Say): TemplateResult | typeof nothing {
    if (!spec.ownData) return nothing;
    return html`<button type="button" aria-expanded=${this.#open} aria-controls=${this.#open && this.#panel ? "own-data" : nothing} @click=${this.#toggle}>${say("data")}</button>`;
  }

  panel(state: FigureState, say: Say): TemplateResult | typeof nothing {
    if (!this.#open) return nothing;
    if (this.#problem !== null)
      return html`<p class="note" role="status">${say("dataMissing", { reason: this.#problem })}</p>`;
    return this.#panel?.render(state) ?? nothing;
  }

  readonly #toggle = (): void => {
    this.#open = !this.#open;
    this.#panel?.stopDrawing();
    this.#redraw();
    if (this.#open) void this.#load();
  };

  async #load(): Promise<DataPanel | null> {
    this.#problem = null;
    try {
      const { DataPanel: Panel } = await import("./data_panel.js");
      this.#panel ??= new Panel(this.#element, this.#runtime, this.#drawings, this.#redraw);
    } catch (error) {
      this.#problem = String(error);
    }
    this.#redraw();
    return this.#panel;
  }

  #takesFile({ dataTransfer }: DragEvent): boolean {
    const wanted = this.#runtime()?.state.spec.ownData === true;
    return wanted && dataTransfer?.types.includes("Files") === true;
  }

  readonly #drop = async (event: DragEvent): Promise<void> => {
    if (!this.#takesFile(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    // Weights, which the open code takes (take_away.ts).
    if (file?.name.endsWith(".safetensors")) return;
    this.#open = true;
    const panel = await this.#load();
    if (file) await panel?.take(file);
  };
}
