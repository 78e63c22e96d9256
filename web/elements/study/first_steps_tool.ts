/** "First steps": Adam from the figure's start with bias correction and without, trained again whenever its settings change. */
import { html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { Program } from "../../engine/program.js";
import { equalJson } from "../../figure/edit_program.js";
import { shortNumber } from "../../figure/short_number.js";
import type { FigureState } from "../../figure/state.js";
import {
  adamRun,
  betasOf,
  FIRST_STEPS,
  type FirstSteps,
  trainFirstSteps,
  twins,
} from "../../figure/study/first_steps.js";
import { runToken } from "../../scene/palette.js";
import { svgText } from "../../scene/svg.js";
import { sayOfOptimizers } from "../../strings/optimizers.js";
import { sayIn } from "../../strings/say.js";
import { sayOfStudy } from "../../strings/study.js";
import { firstStepsScene } from "./first_steps_scene.js";
import type { StudyHost } from "./study.js";
import { toldProblem } from "./told_problem.js";

const WIDEST = 640;

/** So many times the rate. */
const times = (size = Number.NaN): string => size.toFixed(2);

export class FirstStepsTool {
  readonly #host: StudyHost;
  /** What is trained; null while the tool is closed. */
  #program: Program | null = null;
  #steps: FirstSteps = { corrected: [], plain: [] };
  #running: AbortController | null = null;
  #waiting = false;
  #problem: "none" | string | null = null;

  constructor(host: StudyHost) {
    this.#host = host;
  }

  /** While it is open, other settings are trained at once; what they change is seen as they are moved. */
  changed(state: FigureState): void {
    const program = this.#program && state.runs[adamRun(state)]?.program;
    if (!program || program === this.#program) return;
    if (equalJson(twins(program), twins(this.#program!))) this.#program = program;
    else void this.start();
  }

  dispose(): void {
    this.#running?.abort();
  }

  readonly start = async (): Promise<void> => {
    const { runtime, client, redraw } = this.#host;
    this.#running?.abort();
    const mine = new AbortController();
    this.#running = mine;
    this.#problem = null;
    const program = runtime.state.runs[adamRun(runtime.state)]?.program ?? null;
    this.#program = program;
    try {
      if (!program) this.#problem = "none";
      else
        await trainFirstSteps(program, {
          client,
          signal: mine.signal,
          onStep: (steps) => this.#told(mine, { steps }),
          onWaiting: (waiting) => this.#told(mine, { waiting }),
        });
    } catch (error) {
      const problem = await toldProblem(runtime.state.lang, error);
      if (!mine.signal.aborted) this.#problem = problem;
    }
    if (this.#running !== mine) return;
    this.#running = null;
    redraw();
  };

  #told(mine: AbortController, { steps = this.#steps, waiting = this.#waiting }): void {
    if (this.#running !== mine) return;
    [this.#steps, this.#waiting] = [steps, waiting];
    this.#host.redraw();
  }

  #clear(): void {
    this.#running?.abort();
    this.#running = this.#program = this.#problem = null;
    this.#steps = { corrected: [], plain: [] };
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const words = sayOfOptimizers(state.lang);
    if (this.#problem !== null) {
      const text = this.#problem === "none" ? words("firstStepsNone") : words("failed", { reason: this.#problem });
      return html`<p class="tool-line" role="status">${text}</p>`;
    }
    if (!this.#program) return nothing;
    const title = words("firstStepsTitle", { steps: FIRST_STEPS });
    const width = Math.round(Math.min(Math.max(this.#host.element.clientWidth, 280), WIDEST));
    const token = runToken(state.runs[adamRun(state)]?.color ?? 0);
    // A β that has just been moved is drawn before it is trained.
    const shown = { steps: this.#steps, betas: betasOf(this.#program), token, width };
    const scene = firstStepsScene(shown, sayIn(state.lang), words);
    return html`<section class="sweep" aria-label=${title}>
      <p class="view-title">${title}</p>
      <div class="sweep-picture">${unsafeHTML(svgText(scene, { title, id: "first-steps" }))}</div>
      ${this.#running ? this.#progress(state, title) : this.#verdict(state)}
    </section>`;
  }

  #progress({ lang }: FigureState, title: string): TemplateResult {
    const say = sayOfStudy(lang);
    return html`<div class="tool-line">
      <progress max=${FIRST_STEPS} .value=${this.#steps.plain.length} aria-label=${title}></progress>
      ${this.#waiting ? html`<span>${say("seedsWaiting")}</span>` : nothing}
      <button type="button" @click=${() => this.#running?.abort()}>${say("seedsStop")}</button>
    </div>`;
  }

  #verdict({ lang }: FigureState): TemplateResult {
    const words = sayOfOptimizers(lang);
    const { corrected, plain } = this.#steps;
    const most = Math.max(...plain);
    const [beta1, beta2] = betasOf(this.#program!).map(shortNumber) as [string, string];
    const remove = () => {
      this.#clear();
      this.#host.redraw();
    };
    const numbers = {
      first: times(corrected[0]),
      plain: times(plain[0]),
      most: times(most),
      at: plain.indexOf(most) + 1,
      beta1,
      beta2,
    };
    return html`<div class="seeds" role="status"><p class="seeds-verdict">${plain.length > 0 ? words("firstStepsDone", numbers) : nothing}
      <button type="button" class="plain" @click=${remove}>${words("remove")}</button></p></div>`;
  }
}
