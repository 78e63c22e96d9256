/** "Average thinned networks": the figure's network at this step under a hundred masks, one after the other, while it rests. */
import { html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { Program } from "../../engine/program.js";
import { isQuiet } from "../../engine/quiet.js";
import type { FigureState } from "../../figure/state.js";
import { Committee, MASKS, ROWS, type Rows, stagesOf } from "../../figure/study/thinned.js";
import { takeRows, takeRun } from "../../figure/taking.js";
import { loss as lossText } from "../../scene/numbers.js";
import { runToken } from "../../scene/palette.js";
import { svgText } from "../../scene/svg.js";
import { sayIn } from "../../strings/say.js";
import { sayOfStudy } from "../../strings/study.js";
import { MaskPanel } from "./mask_panel.js";
import type { StudyHost } from "./study.js";
import { thinnedScene } from "./thinned_scene.js";

const WIDEST = 640;

interface Found {
  committee: Committee;
  run: number;
  step: number;
  program: Program;
  rows: Rows;
}

export class ThinnedTool {
  readonly #host: StudyHost;
  #found: Found | null = null;
  #running: AbortController | null = null;
  #problem: "none" | string | null = null;
  readonly #masks: MaskPanel;

  constructor(host: StudyHost) {
    this.#host = host;
    this.#masks = new MaskPanel(host.redraw);
  }

  /** Another step, or another network: what was drawn is no longer about it. */
  changed({ step, runs }: FigureState): void {
    const found = this.#found;
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
    const { runtime, redraw } = this.#host;
    try {
      const run = runtime.state.runs.findIndex(({ program }) => program.model?.some(({ type }) => type === "Dropout"));
      const found = run < 0 ? null : await this.#committee(run);
      if (mine.signal.aborted) return;
      this.#found = found;
      this.#problem = found ? null : "none";
      for (let mask = 0; found && mask < MASKS && !mine.signal.aborted; mask += 1) {
        if (isQuiet()) found.committee.add();
        else mask -= 1;
        redraw();
        await new Promise((resolve) => setTimeout(resolve, isQuiet() ? 0 : 50));
      }
    } catch (error) {
      if (!mine.signal.aborted) this.#problem = error instanceof Error ? error.message : String(error);
    }
    if (this.#running !== mine) return;
    this.#running = null;
    redraw();
  };

  async #committee(run: number): Promise<Found | null> {
    const { runtime } = this.#host;
    const { step, weights, program } = await takeRun(runtime, run);
    const stages = stagesOf(program.model, weights);
    const { inputs, targets } = await takeRows(runtime, run, "validation", ROWS);
    if (!stages || !inputs || !targets || program.loss?.type !== "CrossEntropyLoss") return null;
    const rows: Rows = { count: targets.data.length, inputs: inputs.data, targets: targets.data };
    const committee = new Committee(stages, rows, runtime.state.seed);
    return { committee, run, step, program: runtime.state.runs[run]!.program, rows };
  }

  #clear(): void {
    this.#running?.abort();
    this.#running = this.#found = this.#problem = null;
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const say = sayOfStudy(state.lang);
    if (this.#problem !== null) {
      const text = this.#problem === "none" ? say("thinnedNone") : say("thinnedFailed", { reason: this.#problem });
      return html`<p class="tool-line" role="status">${text}</p>`;
    }
    const found = this.#found;
    if (!found) return nothing;
    const { committee, run, step, rows } = found;
    const width = Math.round(Math.min(Math.max(this.#host.element.clientWidth, 280), WIDEST));
    const token = runToken(state.runs[run]?.color ?? 0);
    const scene = thinnedScene(
      { committee, most: MASKS, looked: this.#masks.index(committee), token, width },
      sayIn(state.lang),
      say,
    );
    const title = say("thinnedTitle", { step });
    const done = committee.singles.length;
    const remove = () => {
      this.#clear();
      this.#host.redraw();
    };
    const single = committee.singles.reduce((a, b) => a + b, 0) / done;
    const numbers = {
      single: lossText(single),
      count: done,
      average: lossText(committee.averages.at(-1) ?? Number.NaN),
      all: lossText(committee.all),
      rows: rows.count,
    };
    return html`<section class="sweep" aria-label=${title}>
      <p class="view-title">${title}</p>
      <div class="sweep-picture">${unsafeHTML(svgText(scene, { title, id: "thinned" }))}</div>
      ${
        this.#running
          ? html`<div class="tool-line">
            <progress max=${MASKS} .value=${done} aria-label=${title}></progress>
            <button type="button" @click=${() => this.#running?.abort()}>${say("seedsStop")}</button>
          </div>`
          : html`<div class="seeds" role="status"><p class="seeds-verdict">${say("thinnedDone", numbers)}
            <button type="button" class="plain" @click=${remove}>${say("thinnedRemove")}</button></p></div>`
      }
      ${this.#masks.render(found, token, width, state.lang)}
    </section>`;
  }
}
