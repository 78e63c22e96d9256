/** "Train beside eval": the figure's batch-normalized network at this step, its weights held still, in both of its modes. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { Program } from "../../engine/program.js";
import { shortNumber } from "../../figure/short_number.js";
import type { FigureState } from "../../figure/state.js";
import {
  compareModes,
  hasBatchNorm,
  MODE_ROWS,
  type ModeSettings,
  type Modes,
  PASSES,
  type Subject,
} from "../../figure/study/modes.js";
import { takeRows, takeRun } from "../../figure/taking.js";
import { compact, loss as lossText } from "../../scene/numbers.js";
import { runToken } from "../../scene/palette.js";
import { svgText } from "../../scene/svg.js";
import { sayIn } from "../../strings/say.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { meanOf, modesScene } from "./modes_scene.js";
import type { StudyHost } from "./study.js";
import { toldProblem } from "./told_problem.js";

const WIDEST = 640;
const BATCHES = [2, 4, 16, 64, 256];

/** Whose network it is, and when. */
interface About {
  run: number;
  step: number;
  program: Program;
}

export class ModesTool {
  readonly #host: StudyHost;
  #about: About | null = null;
  #subject: Subject | null = null;
  /** The last that came out, until the next has. */
  #found: { modes: Modes; settings: ModeSettings } | null = null;
  #running: AbortController | null = null;
  #share = 0;
  #waiting = false;
  #problem: "modesNone" | "modesNan" | { reason: string } | null = null;
  /** The figure's own until the reader takes another. */
  #batch: number | null = null;
  #brighter = 0.5;

  constructor(host: StudyHost) {
    this.#host = host;
  }

  /** Where the figure has come to rest at another step, or with another network, the comparison follows it. */
  changed({ step, runs, status }: FigureState): void {
    const about = this.#about;
    if (!about || status === "running" || status === "loading") return;
    if (about.step === step && about.program === runs[about.run]?.program) return;
    void this.start();
  }

  dispose(): void {
    this.#running?.abort();
  }

  readonly start = async (): Promise<void> => {
    const { runtime } = this.#host;
    const { runs, step } = runtime.state;
    const run = runs.findIndex(({ program }) => hasBatchNorm(program.model));
    this.#clear();
    if (run < 0) {
      this.#problem = "modesNone";
      this.#host.redraw();
      return;
    }
    this.#about = { run, step, program: runs[run]!.program };
    await this.#work(async () => {
      const { weights, program, step: taken } = await takeRun(runtime, run);
      const rows = await takeRows(runtime, run, "validation", MODE_ROWS);
      this.#about = { run, step: taken, program: runtime.state.runs[run]!.program };
      this.#subject = { program, weights, rows };
    });
  };

  /** The same network under other settings. */
  readonly #again = (): Promise<void> => this.#work(async () => {});

  async #work(prepare: () => Promise<void>): Promise<void> {
    this.#running?.abort();
    const mine = new AbortController();
    this.#running = mine;
    this.#share = 0;
    this.#host.redraw();
    try {
      await prepare();
      if (mine.signal.aborted || !this.#subject) return;
      const settings = { batch: this.#batchOf(this.#subject), brighter: this.#brighter };
      const modes = await compareModes(this.#subject, settings, {
        client: this.#host.client,
        signal: mine.signal,
        onProgress: (share) => this.#told({ share }, mine),
        onWaiting: (waiting) => this.#told({ waiting }, mine),
      });
      if (mine.signal.aborted) return;
      const sound = modes.batches.length === PASSES && [...modes.evals, ...modes.batches].every(Number.isFinite);
      if (sound) this.#found = { modes, settings };
      else this.#problem = "modesNan";
    } catch (error) {
      const reason = await toldProblem(this.#host.runtime.state.lang, error);
      if (!mine.signal.aborted) this.#problem = { reason };
    }
    if (this.#running !== mine) return;
    this.#running = null;
    this.#host.redraw();
  }

  #told(
    { share = this.#share, waiting = this.#waiting }: { share?: number; waiting?: boolean },
    mine: AbortController,
  ) {
    if (this.#running !== mine) return;
    [this.#share, this.#waiting] = [share, waiting];
    this.#host.redraw();
  }

  #batchOf({ program }: Subject): number {
    const own = program.batch_size ?? 64;
    return this.#batch ?? BATCHES.reduce((best, each) => (Math.abs(each - own) < Math.abs(best - own) ? each : best));
  }

  #clear(): void {
    this.#running?.abort();
    this.#running = this.#about = this.#subject = this.#found = this.#problem = null;
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const say = sayOfStudy(state.lang);
    const problem = this.#problem;
    if (problem !== null) {
      const text = typeof problem === "string" ? say(problem) : say("modesFailed", problem);
      return html`<p class="tool-line" role="status">${text}</p>`;
    }
    const { run, step } = this.#about ?? {};
    if (run === undefined || step === undefined) return nothing;
    const title = say("modesTitle", { run: state.runs[run]?.label ?? "", step });
    return html`<section class="sweep" aria-label=${title}>
      <p class="view-title">${title}</p>
      ${this.#subject ? this.#settings(this.#subject, say) : nothing}
      ${this.#found ? this.#picture(state, this.#found.modes, title, say) : nothing}
      ${this.#running && (this.#waiting || !this.#found) ? this.#progress(title, say) : this.#verdict(say)}
    </section>`;
  }

  #settings(subject: Subject, say: SayStudy): TemplateResult {
    const batch = this.#batchOf(subject);
    const brighten = (event: Event) => {
      this.#brighter = Number((event.target as HTMLInputElement).value);
      void this.#again();
    };
    const choose = (event: Event) => {
      this.#batch = Number((event.target as HTMLSelectElement).value);
      void this.#again();
    };
    const fits = BATCHES.filter((each) => each <= subject.rows.inputs!.shape[0]!);
    return html`<div class="modes">
      <label>${say("modesBrighter")}
        <input type="range" min="0" max="1" step="0.05" .value=${live(String(this.#brighter))} @input=${brighten} />
        <span class="value">${this.#brighter.toFixed(2)}</span></label>
      <label>${say("modesBatch")}
        <select @change=${choose}>${fits.map((each) => html`<option value=${each} ?selected=${each === batch}>${each}</option>`)}</select></label>
    </div>`;
  }

  #picture(state: FigureState, modes: Modes, title: string, say: SayStudy): TemplateResult {
    const width = Math.round(Math.min(Math.max(this.#host.element.clientWidth, 280), WIDEST));
    const token = runToken(state.runs[this.#about!.run]?.color ?? 0);
    const scene = modesScene({ modes, most: PASSES, token, width }, sayIn(state.lang), say);
    return html`<div class="sweep-picture">${unsafeHTML(svgText(scene, { title, id: "modes" }))}</div>`;
  }

  #progress(title: string, say: SayStudy): TemplateResult {
    return html`<div class="tool-line">
      <progress max="1" .value=${this.#share} aria-label=${title}></progress>
      ${this.#waiting ? html`<span>${say("seedsWaiting")}</span>` : nothing}
      <button type="button" @click=${this.#remove}>${say("seedsStop")}</button>
    </div>`;
  }

  #verdict(say: SayStudy): TemplateResult | typeof nothing {
    if (!this.#found || !this.#subject) return nothing;
    const { modes, settings } = this.#found;
    const { batch, brighter } = settings;
    const numbers = {
      rows: this.#subject.rows.inputs!.shape[0]!,
      brighter: shortNumber(brighter),
      batch,
      train: lossText(meanOf(modes.batches)),
      before: lossText(modes.evals[0]!),
      after: lossText(modes.evals.at(-1)!),
      count: PASSES,
    };
    const means = modes.before.map(({ mean }) => mean);
    const worst = Math.max(...means);
    const gaps = {
      meanBefore: compact(worst, 2),
      meanAt: means.indexOf(worst) + 1,
      meanAfter: compact(Math.max(...modes.after.map(({ mean }) => mean)), 2),
    };
    return html`<div class="seeds" role="status">
      <p class="seeds-verdict">${say("modesDone", numbers)} ${say("modesGaps", gaps)}</p>
      <p>${say("modesWhy")} ${batch === 2 ? say("modesPair") : nothing}
        <button type="button" class="plain" @click=${this.#remove}>${say("modesRemove")}</button></p>
    </div>`;
  }

  readonly #remove = (): void => {
    this.#clear();
    this.#host.redraw();
  };
}
