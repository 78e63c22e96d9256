/** The open code panel: the script of one run, coloured, to copy or to take along. Loaded when it is first opened. */
import { html, nothing, type TemplateResult } from "lit";
import { highlight, type Piece } from "../code/highlight.js";
import { pytorchScript } from "../code/script.js";
import type { Program } from "../engine/program.js";
import type { FigureState } from "../figure/state.js";
import type { Say } from "../strings/say.js";
import { copyText } from "./copying.js";

interface Shown {
  program: Program;
  steps: number;
  text: string;
  pieces: Piece[];
}

export class CodePanel {
  #chosen = 0;
  #copied = false;
  #shown: Shown | null = null;
  readonly #redraw: () => void;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  render(state: FigureState, say: Say): TemplateResult {
    const { runs } = state;
    const file = `${state.spec.name}.py`;
    this.#chosen = Math.min(this.#chosen, runs.length - 1);
    const { pieces } = this.#script(runs[this.#chosen].program, state.playback.steps);
    return html`<div class="code" id="code">
      <div class="code-row">
        ${runs.length > 1 ? this.#choice(state, say) : nothing}
        <button type="button" @click=${this.#copy}>${say("copy")}</button>
        <button type="button" @click=${() => this.#download(file)}>${say("download", { file })}</button>
        <span class="said" role="status">${this.#copied ? say("copied") : ""}</span>
      </div>
      <pre tabindex="0" role="region" aria-label=${say("codeTitle")} dir="ltr"><code>${pieces.map(({ kind, text }) =>
        kind === "plain" ? text : html`<span class=${kind}>${text}</span>`,
      )}</code></pre>
    </div>`;
  }

  /** Training changes the state sixty times a second, the script never. */
  #script(program: Program, steps: number): Shown {
    if (this.#shown?.program === program && this.#shown.steps === steps) return this.#shown;
    const text = pytorchScript(program, steps);
    this.#copied &&= text === this.#shown?.text;
    this.#shown = { program, steps, text, pieces: highlight(text) };
    return this.#shown;
  }

  #choice({ runs }: FigureState, say: Say): TemplateResult {
    const choose = (event: Event) => {
      this.#chosen = (event.target as HTMLSelectElement).selectedIndex;
      this.#copied = false;
      this.#redraw();
    };
    return html`<label>${say("codeOf")}
      <select @change=${choose}>
        ${runs.map(({ label }, index) => html`<option ?selected=${index === this.#chosen}>${label}</option>`)}
      </select>
    </label>`;
  }

  readonly #copy = async (event: Event): Promise<void> => {
    const pre = (event.currentTarget as HTMLElement).closest(".code")?.querySelector("pre");
    this.#copied = await copyText(this.#shown?.text ?? "");
    if (this.#copied) return this.#redraw();
    // The page may not write the clipboard: the text is selected, the reader copies it.
    if (pre) getSelection()?.selectAllChildren(pre);
    pre?.focus();
  };

  #download(file: string): void {
    const url = URL.createObjectURL(new Blob([this.#shown?.text ?? ""], { type: "text/x-python" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = file;
    link.click();
    URL.revokeObjectURL(url);
  }
}
