/**
 * The open code panel: each run's script in an editor, what is wrong with it, what it prints. Loaded when it is first
 * opened. What is typed is read a moment later and then trains in the figure; what the figure is set to otherwise is
 * written into the text.
 */
import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { difference } from "../code/changes.js";
import { sharedReader } from "../code/desk/reader.js";
import type { Sheet } from "../code/desk/sheet.js";
import { Sheets } from "../code/desk/sheets.js";
import { terminalText } from "../code/output.js";
import type { Problem } from "../code/read/problem.js";
import type { EngineErrorData } from "../engine/program.js";
import { BASE, baseRun } from "../figure/edit_run.js";
import type { FigureRuntime } from "../figure/runtime.js";
import type { FigureState } from "../figure/state.js";
import { withShared } from "../figure/update.js";
import { type SayInCode, sayInCode } from "../strings/code.js";
import type { Say } from "../strings/say.js";
import { sentenceIn, sentencesFor } from "../strings/sentences.js";
import { CodeEditor } from "./code_editor.js";
import { addCodeStyles } from "./code_styles.js";
import type { CodeFigure } from "./code_tabs.js";
import { copyText } from "./copying.js";
import { saveFile } from "./saving.js";

type EditorState = ReturnType<CodeEditor["fresh"]>;

/** Someone who stops typing for so long wants to see what it does; milliseconds. */
const PAUSE = 400;

export class CodePanel {
  /** The run whose script it shows, by its index. */
  chosen = 0;
  readonly #figure: CodeFigure;
  readonly #editor: CodeEditor;
  readonly #sheets: Sheets;
  /** The editor's states of the runs that are not chosen now. */
  readonly #states = new Map<number, EditorState>();
  /** The run whose text the editor holds. */
  #held = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #copied = false;

  constructor(figure: CodeFigure) {
    this.#figure = figure;
    const root = figure.element.shadowRoot!;
    addCodeStyles(root);
    this.#sheets = new Sheets(
      {
        runtime: figure.runtime,
        changed: (index, changes) => this.#held === index && this.#editor.change([...changes]),
        told: (index) => {
          if (this.#held === index) this.#editor.mark(this.#sheets.get(index)?.problem ?? null);
          figure.redraw();
        },
      },
      sharedReader(),
    );
    this.#editor = new CodeEditor(root, {
      edited: () => this.#edited(),
      run: () => void this.#run(),
      attributes: () => ({
        "aria-label": sayInCode(this.#figure.runtime()?.state.lang)("codeTitle"),
        "aria-describedby": "code-problem code-keys",
      }),
    });
  }

  render(state: FigureState, say: Say): TemplateResult {
    const code = sayInCode(state.lang);
    const { runs, playback } = state;
    this.chosen = Math.min(this.chosen, runs.length - 1);
    const sheet = this.#hold(state);
    const file = `${state.spec.name}.py`;
    const steps = sheet.read?.steps ?? null;
    const changedAt = this.#figure.runtime()?.changedAt ?? 0;
    return html`<div class="code" id="code">
      <div class="code-row">
        ${runs.length > 1 ? this.#choice(state, code) : nothing}
        <button type="button" @click=${this.#copy}>${say("copy")}</button>
        <button type="button" @click=${() => saveFile(file, this.#editor.text, "text/x-python")}>${say("download", { file })}</button>
        <button type="button" @click=${() => void this.#reset()}>${code("codeReset")}</button>
        <span class="said" role="status">${this.#copied ? say("copied") : ""}</span>
      </div>
      ${this.#editor.dom}
      <div id="code-problem" role="status">${this.#notes(sheet, code, state.lang)}</div>
      <p class="small" id="code-keys">${code("codeKeys")} ${runs.length > 1 ? code("codeShared") : ""}
        ${steps !== null && steps !== playback.steps ? code("codeSteps", { steps: playback.steps, own: steps }) : ""}</p>
      <section>
        <h3 id="code-output">${code("codeOutput")}</h3>
        <pre class="terminal" tabindex="0" role="group" aria-labelledby="code-output" dir="ltr" ${ref((element) => keepAtEnd(element))}>${
          (sheet.read && terminalText(sheet.read.output, runs[this.chosen])) || code("codeOutputEmpty")
        }</pre>
        ${changedAt > 0 ? html`<p class="small">${code("codeChanged", { step: changedAt })}</p>` : nothing}
      </section>
    </div>`;
  }

  /** The base program's text as it was written; undefined where it is only printed, does not train, or follows the figure only now. */
  textOf(state: FigureState): string | undefined {
    const index = this.keepUp(state);
    return this.#sheets.trained(index, state) ? this.#sheets.get(index)?.text : undefined;
  }

  /** The base program's text follows the figure though nobody looks at it; answers which run has it. */
  keepUp(state: FigureState): number {
    const index = baseRun(state.spec);
    if (this.#sheets.get(index)) this.#sheets.current(index, state);
    return index;
  }

  async write(text: string, runtime: FigureRuntime): Promise<EngineErrorData | null> {
    await runtime.start();
    await this.#sheets.settled();
    const index = baseRun(runtime.state.spec);
    // Where every run has something of its own, the base program is nobody's: there is no text to keep.
    if (index === BASE) return located(await this.#sheets.write(text, BASE, runtime));
    this.#sheets.current(index, runtime.state);
    await this.#sheets.settled();
    if (this.#held === index) this.#editor.change(difference(this.#editor.text, text), true);
    this.#sheets.edited(index, text);
    await this.#sheets.take(index);
    return located(this.#sheets.get(index)?.problem ?? null);
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#sheets.forget();
    this.#states.clear();
    this.#held = -1;
    this.chosen = 0;
  }

  /** The chosen run's text stands in the editor, and says what the run trains. */
  #hold(state: FigureState): Sheet {
    const index = this.chosen;
    const sheet = this.#sheets.current(index, state);
    if (this.#held === index) return sheet;
    const next = this.#states.get(index) ?? this.#editor.fresh(sheet.text);
    const before = this.#editor.exchange(next);
    if (this.#held >= 0) this.#states.set(this.#held, before);
    this.#states.delete(index);
    this.#held = index;
    this.#editor.change(difference(this.#editor.text, sheet.text));
    this.#editor.mark(sheet.problem);
    return sheet;
  }

  #edited(): void {
    const index = this.#held;
    this.#sheets.edited(index, this.#editor.text);
    this.#copied = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#sheets.take(index), PAUSE);
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#sheets.take(this.#held);
    if (this.#sheets.get(this.#held)?.problem === null) await this.#figure.runtime()?.play();
  }

  /** The figure as its author wrote it; what was typed comes back with undo. */
  async #reset(): Promise<void> {
    const runtime = this.#figure.runtime();
    if (!runtime) return;
    clearTimeout(this.#timer);
    await this.#sheets.settled();
    const { seedOverride, speed } = runtime.state;
    const plain = { variables: {}, step: 0, speed, ...(seedOverride === undefined ? {} : { seed: seedOverride }) };
    await runtime.tryAll((state) => withShared(state, plain, runtime.written));
    this.#sheets.forget();
    this.#states.clear();
    const sheet = this.#sheets.current(this.chosen, runtime.state);
    this.#editor.change(difference(this.#editor.text, sheet.text), true);
    this.#editor.mark(null);
    this.#figure.redraw();
  }

  /** What is wrong, or else what a reader should know of a script that runs. */
  #notes({ problem, read }: Sheet, code: SayInCode, lang?: string): TemplateResult | readonly TemplateResult[] {
    const notes = read?.notes ?? [];
    const waiting = problem || notes.length > 0 ? sentencesFor(lang) : null;
    void waiting?.then(this.#figure.redraw);
    if (waiting) return [];
    if (!problem) return notes.map((note) => this.#told(note, code, lang));
    return html`${this.#told(problem, code, lang)}<p class="small">${code(read ? "codeKept" : "codeShown")}</p>`;
  }

  #told(problem: Problem, code: SayInCode, lang?: string): TemplateResult {
    const place = html`<button type="button" @click=${() => this.#editor.go(problem)}>${code("codeLine", { line: problem.line })}</button>`;
    const [before, after] = code("codeAt", { place: "\n", message: sentenceIn(lang, problem.message) }).split("\n");
    const told = after.split("`").map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));
    return html`<p class="note">${before}${place}${told}</p>`;
  }

  #choice({ runs }: FigureState, code: SayInCode): TemplateResult {
    const choose = (event: Event) => {
      this.chosen = (event.target as HTMLSelectElement).selectedIndex;
      this.#copied = false;
      this.#figure.redraw();
    };
    return html`<label>${code("codeOf")}
      <select @change=${choose}>
        ${runs.map(({ label }, index) => html`<option ?selected=${index === this.chosen}>${label}</option>`)}
      </select>
    </label>`;
  }

  readonly #copy = async (): Promise<void> => {
    this.#copied = await copyText(this.#editor.text);
    if (this.#copied) return this.#figure.redraw();
    // The page may not write the clipboard: the text is selected, the reader copies it.
    this.#editor.selectAll();
  };
}

const located = (problem: Problem | null): EngineErrorData | null =>
  problem && { code: "bad_code", where: `line ${problem.line}`, message: problem.message };

/** A terminal that stood at its end stays there when lines are added. */
function keepAtEnd(element: Element | undefined): void {
  if (!element || element.scrollHeight - element.scrollTop - element.clientHeight > 24) return;
  queueMicrotask(() => {
    element.scrollTop = element.scrollHeight;
  });
}
