/** The button that opens a figure's code, and what is open below it; the panel itself arrives with the first opening. */
import { html, nothing, type TemplateResult } from "lit";
import type { EngineErrorData } from "../engine/program.js";
import type { FigureRuntime } from "../figure/runtime.js";
import type { FigureState } from "../figure/state.js";
import type { Say } from "../strings/say.js";
import type { CodeFigure, CodeTabs } from "./code_tabs.js";

export class CodeDrawer {
  #open = false;
  #tabs: CodeTabs | null = null;
  #problem: string | null = null;
  readonly #figure: CodeFigure;

  constructor(figure: CodeFigure) {
    this.#figure = figure;
  }

  button(say: Say): TemplateResult {
    return html`<button type="button" aria-expanded=${this.#open} aria-controls=${this.#open && this.#tabs ? "code" : nothing} @click=${this.#toggle}>${say("code")}</button>`;
  }

  panel(state: FigureState, say: Say): TemplateResult | typeof nothing {
    if (!this.#open) {
      this.#tabs?.code.keepUp(state);
      return nothing;
    }
    if (this.#problem !== null)
      return html`<p class="note" role="status">${say("codeMissing", { reason: this.#problem })}</p>`;
    return this.#tabs?.render(state, say) ?? nothing;
  }

  /** The base program's text as someone wrote it; null where nobody did, or where it is not what trains. */
  textOf(state: FigureState): string | null {
    return this.#tabs?.code.textOf(state) ?? null;
  }

  /** Gives the base program another text; answers why it does not hold. */
  async write(text: string, runtime: FigureRuntime): Promise<EngineErrorData | null> {
    try {
      return await (await this.#load()).code.write(text, runtime);
    } catch (error) {
      return { code: "load_failed", where: "", message: String(error) };
    }
  }

  /** Another figure stands here now. */
  forget(): void {
    this.#tabs?.code.forget();
  }

  readonly #toggle = async (): Promise<void> => {
    this.#open = !this.#open;
    this.#problem = null;
    this.#figure.redraw();
    if (!this.#open) return;
    try {
      await this.#load();
    } catch (error) {
      this.#problem = String(error);
    }
    this.#figure.redraw();
  };

  async #load(): Promise<CodeTabs> {
    const { CodeTabs: Tabs } = await import("./code_tabs.js");
    this.#tabs ??= new Tabs(this.#figure);
    return this.#tabs;
  }
}
