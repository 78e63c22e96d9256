/** A tool over the network as it stands: one piece of work while the figure rests, gone as soon as it is about another network. */
import { html, type TemplateResult } from "lit";
import type { Program } from "../../engine/program.js";
import type { FigureState } from "../../figure/state.js";
import { sayOfStudy } from "../../strings/study.js";
import type { StudyHost } from "./study.js";
import { toldProblem } from "./told_problem.js";

/** What the work is about: a run's network at a step. */
export interface Subject {
  run: number;
  step: number;
  program: Program;
}

export abstract class RestingTool<Found extends Subject> {
  protected readonly host: StudyHost;
  protected found: Found | null = null;
  /** "none": no run has what the tool looks at; else why the work failed. */
  protected problem: "none" | string | null = null;
  #running: AbortController | null = null;

  constructor(host: StudyHost) {
    this.host = host;
  }

  /** The first run whose network holds this layer is looked at. */
  protected abstract readonly layer: string;

  /** Nothing found: there is no such thing to look at. */
  protected abstract begin(run: number): Promise<Found | null>;

  /** To its end, or until it is stopped; what is found so far is drawn at every `redraw`. */
  protected abstract work(found: Found, signal: AbortSignal): Promise<void>;

  protected get running(): boolean {
    return this.#running !== null;
  }

  /** Another step, or another network: what was drawn is no longer about it. */
  changed({ step, runs }: FigureState): void {
    const found = this.found;
    if (!found || (found.step === step && found.program === runs[found.run]?.program)) return;
    this.#clear();
  }

  dispose(): void {
    this.#running?.abort();
  }

  readonly start = async (): Promise<void> => {
    if (this.#running) return;
    this.#clear();
    const mine = new AbortController();
    this.#running = mine;
    const { runtime, redraw } = this.host;
    try {
      const run = runtime.state.runs.findIndex(({ program }) => program.model?.some(({ type }) => type === this.layer));
      const found = run < 0 ? null : await this.begin(run);
      if (mine.signal.aborted) return;
      this.found = found;
      this.problem = found ? null : "none";
      if (found) await this.work(found, mine.signal);
    } catch (error) {
      const problem = await toldProblem(runtime.state.lang, error);
      if (!mine.signal.aborted) this.problem = problem;
    }
    if (this.#running !== mine) return;
    this.#running = null;
    redraw();
  };

  protected readonly remove = (): void => {
    this.#clear();
    this.host.redraw();
  };

  #clear(): void {
    this.#running?.abort();
    this.#running = this.found = this.problem = null;
  }

  protected progress(done: number, of: number, title: string, { lang }: FigureState): TemplateResult {
    return html`<div class="tool-line">
      <progress max=${of} .value=${done} aria-label=${title}></progress>
      <button type="button" @click=${() => this.#running?.abort()}>${sayOfStudy(lang)("seedsStop")}</button>
    </div>`;
  }

  protected refusal(
    problem: string,
    none: string,
    failed: "excitingFailed" | "thinnedFailed",
    { lang }: FigureState,
  ): TemplateResult {
    const text = problem === "none" ? none : sayOfStudy(lang)(failed, { reason: problem });
    return html`<p class="tool-line" role="status">${text}</p>`;
  }
}
