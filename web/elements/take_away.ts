/** What a reader takes along from a figure, and trained weights on their way back into it, chosen or dropped as a file. */
import { html, type TemplateResult } from "lit";
import { misfits, withoutPrefix } from "../code/export/fit.js";
import { historyCsv } from "../code/export/history_csv.js";
import { toNotebook } from "../code/export/notebook.js";
import { fromSafetensors, toSafetensors } from "../code/export/safetensors.js";
import { Refusal, refusalData } from "../code/refusal.js";

import type { FigureRuntime } from "../figure/runtime.js";
import type { FigureState } from "../figure/state.js";
import { putWeights, takeRun } from "../figure/taking.js";
import { sayIn } from "../strings/say.js";
import { sayProblem, sentencesFor } from "../strings/sentences.js";
import { type SayInTaking, sayInTaking } from "../strings/taking.js";
import type { CodeFigure } from "./code_tabs.js";
import { saveFile } from "./saving.js";

/** So much of a list of what does not fit is told. */
const TOLD = 3;
/** The engine holds no network above half a gigabyte. */
const LARGEST = 2 ** 29;

export class TakeAway {
  #said = "";
  readonly #figure: CodeFigure;
  readonly #run: () => number;

  constructor(figure: CodeFigure, run: () => number) {
    this.#figure = figure;
    this.#run = run;
    figure.element.addEventListener("dragover", this.#over);
    figure.element.addEventListener("drop", this.#drop);
  }

  render(state: FigureState, say: SayInTaking): TemplateResult {
    const surface = state.runs[this.#run()].program.surface !== undefined;
    const button = (words: string, make: (runtime: FigureRuntime) => Promise<void>) =>
      html`<button type="button" @click=${() => void this.#try(make)}>${words}</button>`;
    return html`<section class="take" role="group" aria-label=${say("take")}>
      <h3>${say("take")}</h3>
      <p>${say(surface ? "takeSurfaceAbout" : "takeAbout")}</p>
      <div>
        ${button(say("takeNotebook"), this.#notebook)} ${surface ? "" : button(say("takeWeights"), this.#weights)}
        ${surface ? "" : button(say("takeModel"), this.#model)} ${button(say("takeHistory"), this.#history)}
        ${
          surface
            ? ""
            : html`<button type="button" @click=${this.#choose}>${say("takeLoad")}</button>
              <input type="file" accept=".safetensors" hidden @change=${this.#chosen} />`
        }
      </div>
      <p class="said" role="status">${this.#said}</p>
    </section>`;
  }

  get #lang(): string | undefined {
    return this.#figure.runtime()?.state.lang;
  }

  get #say(): SayInTaking {
    return sayInTaking(this.#lang);
  }

  /** Whatever goes wrong is told beside the buttons. */
  async #try(make: (runtime: FigureRuntime) => Promise<void>): Promise<void> {
    const runtime = this.#figure.runtime();
    if (!runtime) return;
    this.#said = "";
    try {
      await make(runtime);
    } catch (error) {
      await sentencesFor(this.#lang);
      this.#said = this.#say("takeFailed", { reason: sayProblem(this.#lang, refusalData(error)) });
    }
    this.#figure.redraw();
  }

  /** `04-dropout-with-dropout.onnx`; a figure of one run needs no name for it. */
  #file({ spec, runs }: FigureState, ending: string): string {
    const run = runs[this.#run()].name.replace(/[^\p{L}\p{N}]+/gu, "-");
    return `${spec.name}${runs.length > 1 ? `-${run}` : ""}.${ending}`;
  }

  #saved(file: string, step: number): void {
    this.#said = this.#say("takeSaved", { file, step });
  }

  readonly #notebook = async ({ state }: FigureRuntime): Promise<void> => {
    const say = this.#say;
    const { program } = state.runs[this.#run()];
    const { number, title, caption } = state.spec;
    const words = {
      intro: `# ${sayIn(this.#lang)("figure", { number })} ${title}\n\n${caption}\n\n${say("notebookIntro")}`,
      headings: {
        preparation: `## ${say("notebookPreparation")}`,
        source: `## ${say("notebookSource")}`,
        data: `## ${say("notebookData")}`,
        model: `## ${say("notebookModel")}`,
        training: `## ${say("notebookTraining")}`,
        evaluation: `## ${say("notebookEvaluation")}`,
      },
    };
    saveFile(this.#file(state, "ipynb"), toNotebook(program, state.playback.steps, words), "application/x-ipynb+json");
  };

  readonly #weights = async (runtime: FigureRuntime): Promise<void> => {
    const { weights, step } = await takeRun(runtime, this.#run());
    const file = this.#file(runtime.state, "safetensors");
    saveFile(file, toSafetensors(weights), "application/octet-stream");
    this.#saved(file, step);
  };

  readonly #model = async (runtime: FigureRuntime): Promise<void> => {
    const { program, weights, step } = await takeRun(runtime, this.#run());
    const file = this.#file(runtime.state, "onnx");
    const { toOnnx } = await import("../code/export/onnx.js");
    saveFile(file, toOnnx(program, weights, runtime.state.spec.name), "application/octet-stream");
    this.#saved(file, step);
  };

  /** Of all runs, in one table. */
  readonly #history = async (runtime: FigureRuntime): Promise<void> => {
    const taken = await Promise.all(runtime.state.runs.map((_, index) => takeRun(runtime, index)));
    const { runs, spec } = runtime.state;
    const tables = taken.map(({ history }, index) => ({
      name: runs[index].name,
      history,
      // A descent has one loss, and every step of it is in its history.
      ...(history.x ? {} : { evaluations: runs[index].curves }),
    }));
    saveFile(`${spec.name}.csv`, historyCsv(tables), "text/csv");
    this.#saved(`${spec.name}.csv`, Math.max(...taken.map(({ step }) => step)));
  };

  readonly #choose = (event: Event): void => {
    const section = (event.currentTarget as HTMLElement).closest(".take");
    section?.querySelector("input")?.click();
  };

  readonly #chosen = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    if (file) void this.#load(file);
    // The same file again is another wish.
    input.value = "";
  };

  readonly #over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  };

  readonly #drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    // A figure that takes rows of the reader's own takes all other files for those (data_drawer.ts).
    const rows = this.#figure.runtime()?.state.spec.ownData === true;
    if (!file || (rows && !file.name.endsWith(".safetensors"))) return;
    event.preventDefault();
    void this.#load(file);
  };

  async #load(file: File): Promise<void> {
    const run = this.#run();
    await this.#try(async (runtime) => {
      if (file.size > LARGEST) throw new Refusal("too_large", file.name, "is larger than any network here");
      const given = fromSafetensors(new Uint8Array(await file.arrayBuffer()));
      const { weights: expected, step } = await takeRun(runtime, run);
      const weights = withoutPrefix(given, expected);
      const wrong = misfits(weights, expected);
      if (wrong.length > 0) throw new Refusal("shape_mismatch", file.name, this.#misfit(wrong));
      await putWeights(runtime, run, weights);
      this.#said = this.#say("takeLoaded", { file: file.name, run: runtime.state.runs[run].label, step });
    });
  }

  #misfit(wrong: ReturnType<typeof misfits>): string {
    const say = this.#say;
    const told = wrong.slice(0, TOLD).map((one) => {
      if (one.kind === "shape") return say("misfitShape", one);
      return say(one.kind === "missing" ? "misfitMissing" : "misfitUnexpected", { name: one.name });
    });
    const more = wrong.length > TOLD ? [say("misfitMore", { count: wrong.length - TOLD })] : [];
    return [...told, ...more].join(sayIn(this.#lang)("semicolon"));
  }
}
