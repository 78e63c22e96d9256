/** A spec's sweep: trains the figure at every value in the background, one after the other, and draws what came out. */
import { html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { FigureSettings } from "../../figure/chapters.js";
import { equalJson } from "../../figure/edit_program.js";
import { shortNumber } from "../../figure/short_number.js";
import type { SweepSpec } from "../../figure/spec.js";
import type { FigureState, RunState } from "../../figure/state.js";
import { rehearse, withSeed } from "../../figure/study/rehearsal.js";
import {
  bestOf,
  type SweepLine,
  spansAbove,
  sweepLines,
  sweepSettings,
  sweepTrials,
} from "../../figure/study/sweep.js";
import { loss as lossText, percent } from "../../scene/numbers.js";
import { svgText } from "../../scene/svg.js";
import { listIn, sayIn } from "../../strings/say.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { sweepsNow } from "../study_drawer.js";
import type { StudyHost } from "./study.js";
import { sweepScene } from "./sweep_scene.js";
import { toldProblem } from "./told_problem.js";

export class SweepTool {
  readonly #host: StudyHost;
  /** At each value in turn, as far as they are trained. */
  #trials: readonly (readonly RunState[])[] = [];
  /** What is trained at the first value: with another, all that was trained is about another figure. */
  #about: unknown = null;
  #running: AbortController | null = null;
  #part = 0;
  #waiting = false;
  #problem: string | null = null;
  /** The reader has put it away: it does not begin by itself again. */
  #unwanted = false;

  constructor(host: StudyHost) {
    this.#host = host;
  }

  changed(state: FigureState): void {
    const { sweep } = state.spec;
    if (this.#about !== null && !(sweep && equalJson(aboutOf(state, sweep), this.#about))) this.#clear();
    if (this.#about === null && !this.#unwanted && sweepsNow(state)) void this.start();
  }

  dispose(): void {
    this.#running?.abort();
  }

  readonly start = async (): Promise<void> => {
    const { state } = this.#host.runtime;
    const { sweep } = state.spec;
    if (!sweep || this.#running) return;
    this.#clear();
    const mine = new AbortController();
    this.#running = mine;
    try {
      this.#about = aboutOf(state, sweep);
      for (const { value, later } of sweepTrials(sweep))
        await this.#trial(withSeed(sweepSettings(state, sweep, value), state.seed + later), mine);
    } catch (error) {
      const problem = await toldProblem(state.lang, error);
      if (!mine.signal.aborted) this.#problem = problem;
    }
    if (this.#running !== mine) return;
    this.#running = null;
    this.#host.redraw();
  };

  async #trial(settings: FigureSettings, mine: AbortController): Promise<void> {
    const runs = await rehearse(settings, settings.playback.steps, {
      client: this.#host.client,
      signal: mine.signal,
      onProgress: (share) => this.#told({ part: share }, mine),
      onWaiting: (waiting) => this.#told({ waiting }, mine),
    });
    if (this.#running !== mine) return;
    this.#trials = [...this.#trials, runs];
    this.#told({ part: 0 }, mine);
  }

  #told({ part = this.#part, waiting = this.#waiting }: { part?: number; waiting?: boolean }, mine: AbortController) {
    if (this.#running !== mine) return;
    [this.#part, this.#waiting] = [part, waiting];
    this.#host.redraw();
  }

  #clear(): void {
    this.#running?.abort();
    this.#running = this.#about = this.#problem = null;
    this.#trials = [];
    this.#part = 0;
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const { sweep } = state.spec;
    const say = sayOfStudy(state.lang);
    if (!sweep) return nothing;
    if (this.#problem !== null)
      return html`<p class="tool-line" role="status">${say("sweepFailed", { reason: this.#problem })}</p>`;
    if (!this.#running && this.#trials.length === 0) return nothing;
    const lines = sweepLines(sweep, this.#trials);
    return html`<section class="sweep" aria-label=${sweep.title}>
      <p class="view-title">${sweep.title}</p>
      ${lines.length > 0 ? this.#picture(state, sweep, lines, say) : nothing}
      ${this.#running ? this.#progress(sweep, say) : this.#verdict(state, sweep, lines, say)}
    </section>`;
  }

  #picture(state: FigureState, sweep: SweepSpec, lines: readonly SweepLine[], say: SayStudy): TemplateResult {
    const present = Number(state.variables[sweep.variable]);
    const width = this.#host.element.clientWidth;
    const shown = { sweep, lines, present, label: labelOf(state, sweep), width };
    const text = svgText(sweepScene(shown, sayIn(state.lang), say), { title: sweep.title, id: "sweep" });
    return html`<div class="sweep-picture">${unsafeHTML(text)}</div>`;
  }

  #progress(sweep: SweepSpec, say: SayStudy): TemplateResult {
    const [done, all] = [this.#trials.length, sweepTrials(sweep).length];
    return html`<div class="tool-line">
      <progress max=${all} .value=${done + this.#part} aria-label=${sweep.title}></progress>
      <span>${this.#waiting ? say("seedsWaiting") : say("seedsRunning", { done, all })}</span>
      <button type="button" @click=${() => this.#running?.abort()}>${say("seedsStop")}</button>
    </div>`;
  }

  #trained({ playback: { steps }, seed }: FigureState, { values }: SweepSpec, say: SayStudy): string {
    const seeds = Math.floor(this.#trials.length / values.length);
    return seeds > 1 ? say("sweepSeeds", { steps, seeds }) : say("sweepOf", { steps, seed });
  }

  #verdict(state: FigureState, sweep: SweepSpec, lines: readonly SweepLine[], say: SayStudy): TemplateResult {
    const remove = () => {
      this.#clear();
      this.#unwanted = true;
      this.#host.redraw();
    };
    return html`<div class="seeds" role="status">
      <ul>${lines.map((line) => html`<li class="seeds-verdict">${verdictOf(state, sweep, line, say)}</li>`)}</ul>
      ${sweep.note ? html`<p>${sweep.note}</p>` : nothing}
      <p>${this.#trained(state, sweep, say)}
        <button type="button" class="plain" @click=${remove}>${say("sweepRemove")}</button></p>
    </div>`;
  }
}

const aboutOf = (state: FigureState, sweep: SweepSpec): unknown => {
  const { runs, playback } = sweepSettings(state, sweep, sweep.values[0]!);
  return { runs, steps: playback.steps };
};

function labelOf({ spec }: FigureState, { variable }: SweepSpec): string {
  return spec.controls.find((control) => control.variable === variable)?.label ?? variable;
}

/** "plain: validation accuracy above 80% at learning rate 0.03 to 0.1." */
function verdictOf(state: FigureState, sweep: SweepSpec, line: SweepLine, say: SayStudy): string {
  const accuracy = sweep.quantity === "accuracy";
  const quantity = say(accuracy ? "validationAccuracy" : "validationLoss");
  const [run, label] = [line.label, labelOf(state, sweep)];
  if (sweep.above !== undefined) {
    const bound = percent(sweep.above);
    const spans = spansAbove(line, sweep.above).map(([from, to]) =>
      from === to ? shortNumber(from) : say("sweepSpan", { from: shortNumber(from), to: shortNumber(to) }),
    );
    if (spans.length === 0) return say("sweepNever", { run, quantity, bound });
    return say("sweepAbove", { run, quantity, bound, label, spans: listIn(sayIn(state.lang), spans) });
  }
  const best = bestOf(line, accuracy);
  if (!best) return say("sweepDiverged", { run });
  const value = accuracy ? percent(best.validation) : lossText(best.validation);
  return say(accuracy ? "sweepHighest" : "sweepLowest", { run, quantity, value, label, at: shortNumber(best.value) });
}
