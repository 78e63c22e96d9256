/** "Average thinned networks": the figure's network at this step under a hundred masks, one after the other, while it rests. */
import { html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
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
import { RestingTool, type Subject } from "./resting_tool.js";
import { thinnedScene } from "./thinned_scene.js";

const WIDEST = 640;

interface Found extends Subject {
  committee: Committee;
  rows: Rows;
}

export class ThinnedTool extends RestingTool<Found> {
  protected readonly layer = "Dropout";
  readonly #masks = new MaskPanel(this.host.redraw);

  protected async work({ committee }: Found, signal: AbortSignal): Promise<void> {
    for (let mask = 0; mask < MASKS && !signal.aborted; mask += 1) {
      if (isQuiet()) committee.add();
      else mask -= 1;
      this.host.redraw();
      await new Promise((resolve) => setTimeout(resolve, isQuiet() ? 0 : 50));
    }
  }

  protected async begin(run: number): Promise<Found | null> {
    const { runtime } = this.host;
    const { step, weights, program } = await takeRun(runtime, run);
    const stages = stagesOf(program.model, weights);
    const { inputs, targets } = await takeRows(runtime, run, "validation", ROWS);
    if (!stages || !inputs || !targets || program.loss?.type !== "CrossEntropyLoss") return null;
    const rows: Rows = { count: targets.data.length, inputs: inputs.data, targets: targets.data };
    const committee = new Committee(stages, rows, runtime.state.seed);
    return { committee, run, step, program: runtime.state.runs[run]!.program, rows };
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const say = sayOfStudy(state.lang);
    if (this.problem !== null) return this.refusal(this.problem, say("thinnedNone"), "thinnedFailed", state);
    const { found } = this;
    if (!found) return nothing;
    const { committee, run, step, rows } = found;
    const width = Math.round(Math.min(Math.max(this.host.element.clientWidth, 280), WIDEST));
    const token = runToken(state.runs[run]?.color ?? 0);
    const scene = thinnedScene(
      { committee, most: MASKS, looked: this.#masks.index(committee), token, width },
      sayIn(state.lang),
      say,
    );
    const title = say("thinnedTitle", { step });
    const done = committee.singles.length;
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
        this.running
          ? this.progress(done, MASKS, title, state)
          : html`<div class="seeds" role="status"><p class="seeds-verdict">${say("thinnedDone", numbers)}
            <button type="button" class="plain" @click=${this.remove}>${say("thinnedRemove")}</button></p></div>`
      }
      ${this.#masks.render(found, token, width, state.lang)}
    </section>`;
  }
}
