/** A form of the program to read: for several processes, or in Keras. Its text can be copied and saved, not edited. */
import { html, nothing, type TemplateResult } from "lit";
import { highlight, type Piece } from "../code/highlight.js";
import { refusalData } from "../code/refusal.js";
import { torchrunCommand, torchrunDifferences, torchrunScript } from "../code/torchrun.js";

import type { Program } from "../engine/program.js";
import type { FigureState, RunState } from "../figure/state.js";
import type { Say } from "../strings/say.js";
import { sayProblem, sentencesFor } from "../strings/sentences.js";
import type { SayInTaking } from "../strings/taking.js";
import { coloured } from "./coloured.js";
import { copyText } from "./copying.js";
import { saveFile } from "./saving.js";

export type FormName = "torchrun" | "keras";

interface Shown {
  program: Program;
  steps: number;
  text: string;
  pieces: Piece[];
  /** Why there is no text. */
  refusal: { code: string; where: string; message: string } | null;
}

type Writer = (program: Program, steps: number) => string;

/** Each writes for itself, when someone wants to read it. */
const sources: Readonly<Record<FormName, () => Promise<Writer>>> = {
  torchrun: async () => (program, steps) => torchrunScript(program, steps) ?? "",
  keras: async () => (await import("../code/keras/script.js")).kerasScript,
};

export class CodeForm {
  #writer: Writer | Promise<void> | null = null;
  #shown: Shown | null = null;
  #copied = false;
  readonly #name: FormName;
  readonly #redraw: () => void;

  constructor(name: FormName, redraw: () => void) {
    this.#name = name;
    this.#redraw = redraw;
  }

  render(state: FigureState, { program }: RunState, say: Say, sayHere: SayInTaking): TemplateResult {
    const shown = this.#made(program, state.playback.steps);
    if (!shown) return html``;
    const { text, pieces, refusal } = shown;
    const file = `${state.spec.name}-${this.#name}.py`;
    if (refusal) {
      const waiting = sentencesFor(state.lang);
      void waiting?.then(this.#redraw);
      return html`<p class="about">${waiting ? nothing : sayHere("kerasNone", { reason: sayProblem(state.lang, refusal) })}</p>`;
    }
    return html`${this.#about(program, file, sayHere)}
      <div class="code-row">
        <button type="button" @click=${this.#copy}>${say("copy")}</button>
        <button type="button" @click=${() => saveFile(file, text, "text/x-python")}>${say("download", { file })}</button>
        <span class="said" role="status">${this.#copied ? say("copied") : ""}</span>
      </div>
      <pre tabindex="0" role="region" aria-label=${sayHere(this.#name === "keras" ? "kerasTitle" : "torchrunTitle")} dir="ltr"><code>${coloured(pieces)}</code></pre>`;
  }

  #about(program: Program, file: string, say: SayInTaking): TemplateResult {
    if (this.#name === "keras") return html`<p class="about">${say("kerasAbout")}</p>`;
    const differences = torchrunDifferences(program);
    return html`<p class="about">${say("torchrunAbout")} <code dir="ltr">${torchrunCommand(file)}</code></p>
      ${differences.includes("batch_norm") ? html`<p class="about">${say("torchrunBatchNorm")}</p>` : nothing}
      ${differences.includes("dropout") ? html`<p class="about">${say("torchrunDropout")}</p>` : nothing}`;
  }

  /** Null until what writes it has loaded. */
  #made(program: Program, steps: number): Shown | null {
    if (this.#shown?.program === program && this.#shown.steps === steps) return this.#shown;
    const write = this.#writer;
    this.#writer ??= this.#load();
    if (typeof write !== "function") return null;
    let text = "";
    let refusal: Shown["refusal"] = null;
    try {
      text = write(program, steps);
    } catch (error) {
      refusal = refusalData(error);
    }
    this.#copied = false;
    this.#shown = { program, steps, text, pieces: highlight(text), refusal };
    return this.#shown;
  }

  async #load(): Promise<void> {
    try {
      this.#writer = await sources[this.#name]();
    } catch (error) {
      // Said where the text would stand, and tried again with the next change.
      this.#writer = () => {
        this.#writer = null;
        throw error;
      };
    }
    this.#redraw();
  }

  readonly #copy = async (event: Event): Promise<void> => {
    const pre = (event.currentTarget as HTMLElement).closest(".code")?.querySelector("pre");
    this.#copied = await copyText(this.#shown?.text ?? "");
    if (this.#copied) return this.#redraw();
    if (pre) getSelection()?.selectAllChildren(pre);
    pre?.focus();
  };
}
