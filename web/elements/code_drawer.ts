/** The button that opens a figure's code, and what is open below it; the panel itself arrives with the first opening. */
import { css, html, nothing, type TemplateResult } from "lit";
import type { FigureState } from "../figure/state.js";
import type { Say } from "../strings/say.js";
import type { CodePanel } from "./code_panel.js";

export class CodeDrawer {
  #open = false;
  #panel: CodePanel | null = null;
  #problem: string | null = null;
  readonly #redraw: () => void;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  button(say: Say): TemplateResult {
    return html`<button type="button" aria-expanded=${this.#open} aria-controls=${this.#open && this.#panel ? "code" : nothing} @click=${this.#toggle}>${say("code")}</button>`;
  }

  panel(state: FigureState, say: Say): TemplateResult | typeof nothing {
    if (!this.#open) return nothing;
    if (this.#problem !== null)
      return html`<p class="note" role="status">${say("codeMissing", { reason: this.#problem })}</p>`;
    return this.#panel?.render(state, say) ?? nothing;
  }

  readonly #toggle = async (): Promise<void> => {
    this.#open = !this.#open;
    this.#problem = null;
    this.#redraw();
    if (!this.#open || this.#panel) return;
    try {
      const { CodePanel: Panel } = await import("./code_panel.js");
      this.#panel ??= new Panel(this.#redraw);
    } catch (error) {
      this.#problem = String(error);
    }
    this.#redraw();
  };
}

export const codeStyles = css`
  .code {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
    font-size: 0.8125rem;
  }
  .code-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.75rem;
  }
  .code-row label {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    max-width: 100%;
  }
  .code-row select {
    min-width: 0;
  }
  .code pre {
    max-height: 32rem;
    margin: 0;
    padding: 0.8rem 1rem;
    overflow: auto;
    border: 1px solid var(--lf-rule);
    border-radius: 4px;
    background: var(--lf-panel);
    font-family: var(--lf-mono);
    font-size: 0.75rem;
    line-height: 1.55;
    tab-size: 4;
  }
  .code pre:focus-visible {
    outline: 2px solid var(--lf-run-0);
    outline-offset: 2px;
  }
  .code code {
    font: inherit;
  }
  .code .comment {
    color: var(--lf-muted);
  }
  .code .string {
    color: var(--lf-run-2);
  }
  .code .number {
    color: var(--lf-run-1);
  }
  .code .keyword {
    color: var(--lf-run-0);
  }
  @media print {
    .code,
    .more {
      display: none;
    }
  }
`;
