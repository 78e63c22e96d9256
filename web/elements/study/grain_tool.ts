/** What the Step button makes: a batch, an epoch, or one operation of the next batch, with its numbers where they arise. */
import { html, nothing, type TemplateResult } from "lit";
import type { FigureState } from "../../figure/state.js";
import {
  batchesPerEpoch,
  endOfPart,
  type Grain,
  type Operation,
  operationsOf,
  placesOf,
  toEpochEnd,
  type Walk,
  walkOf,
} from "../../figure/study/grain.js";
import type { TimeTravel } from "../../figure/study/time_travel.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { operationWords, shortNumbers } from "./operation_words.js";
import type { StudyHost } from "./study.js";

const GRAINS = ["batch", "epoch", "operation"] as const;
const WORDS = { batch: "grainBatch", epoch: "grainEpoch", operation: "grainOperation" } as const;
/** More rows than a table is looked through: of a deeper network those around the present operation. */
const MOST_ROWS = 60;

export class GrainTool {
  readonly #host: StudyHost;
  readonly #travel: TimeTravel;
  #grain: Grain = "batch";
  #run = 0;
  #walk: Walk | null = null;
  #operations: readonly Operation[] = [];
  #placeOf = placesOf([]);
  /** Operations that are done. */
  #at = 0;
  /** Steps that are under way or wait for their turn: no press is lost. */
  #wanted = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(host: StudyHost, travel: TimeTravel) {
    this.#host = host;
    this.#travel = travel;
  }

  /** A walk ends where the figure moves otherwise. */
  changed({ step, runs }: FigureState): void {
    const walk = this.#walk;
    if (!walk) return;
    const here = this.#updating ? walk.step : walk.step - 1;
    if ((step !== here && this.#wanted === 0) || !runs[walk.run]) this.#walk = null;
  }

  /** True where the Step button has been taken care of. */
  step(state: FigureState): boolean {
    if (!this.#grains(state).includes(this.#grain) || this.#grain === "batch") return false;
    void this.#inTurn(this.#grain === "epoch" ? () => this.#epoch() : () => this.#next());
    return true;
  }

  choice(state: FigureState, say: SayStudy): TemplateResult {
    const choose = (event: Event) => {
      this.#grain = (event.target as HTMLSelectElement).value as Grain;
      this.#walk = null;
      this.#host.redraw();
    };
    const surface = isSurface(state);
    return html`<label>${say("grain")}
      <select data-tool="grain" @change=${choose}>
        ${this.#grains(state).map(
          (each) =>
            html`<option value=${each} ?selected=${each === this.#grain}>${say(surface && each === "batch" ? "columnStep" : WORDS[each])}</option>`,
        )}
      </select>
    </label>`;
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const walk = this.#walk;
    if (this.#grain !== "operation" || !walk || !state.runs[walk.run]) return nothing;
    const say = sayOfStudy(state.lang);
    const now = this.#operations[this.#at - 1];
    const { label } = state.runs[walk.run]!;
    const count = this.#operations.length;
    return html`<section class="ops">
      <div class="study-row">
        <span role="status">${say("opsOf", { step: walk.step, run: label, number: this.#at, count })}${say("colon")}${now ? operationWords(now, walk, say) : ""}</span>
        <button type="button" @click=${() => this.step(this.#host.runtime.state)}>${say("opsNext")}</button>
        ${walk.surface ? nothing : html`<button type="button" @click=${this.#skip}>${say("opsSkip")}</button>`}
        ${state.runs.length > 1 ? this.#runs(state, say) : nothing}
      </div>
      ${walk.surface ? nothing : this.#table(walk, say)}
    </section>`;
  }

  #grains(state: FigureState): readonly Grain[] {
    return isSurface(state) ? GRAINS.filter((each) => each !== "epoch") : GRAINS;
  }

  #runs(state: FigureState, say: SayStudy): TemplateResult {
    const choose = (event: Event) => {
      this.#run = (event.target as HTMLSelectElement).selectedIndex;
      this.#walk = null;
      void this.#inTurn(() => this.#next());
    };
    return html`<label>${say("opsRun")}
      <select @change=${choose}>${state.runs.map(({ label }, index) => html`<option ?selected=${index === this.#run}>${label}</option>`)}</select>
    </label>`;
  }

  #table(walk: Walk, say: SayStudy): TemplateResult {
    const all = walk.layers.length;
    const now = this.#operations[this.#at - 1];
    const middle = now && "layer" in now ? now.layer : all;
    const first = Math.max(0, Math.min(middle - MOST_ROWS / 2, all - MOST_ROWS));
    const last = Math.min(all, first + MOST_ROWS);
    const rows = Array.from({ length: last - first }, (_, row) => first + row);
    return html`<div class="table" tabindex="0" role="group" aria-label=${say("grainOperation")}>
        <table>
          <thead><tr><td></td><th scope="col">${say("opsForward")}</th><th scope="col">${say("opsBackward")}</th><th scope="col">${say("opsUpdate")}</th></tr></thead>
          <tbody>
            ${rows.map((layer) => this.#row(layer, walk))}
            <tr><th scope="row">${say("opsLoss")}</th>${this.#cell({ kind: "loss" }, walk)}<td></td><td></td></tr>
          </tbody>
        </table>
      </div>
      <p class="aside">${rows.length < all ? say("opsLayers", { first, last: last - 1, count: all }) : nothing}
        ${say("opsActivations")}</p>`;
  }

  #row(layer: number, walk: Walk): TemplateResult {
    return html`<tr>
      <th scope="row">${layer} ${walk.layers[layer]!.type}</th>
      ${this.#cell({ kind: "forward", layer }, walk)}${this.#cell({ kind: "backward", layer }, walk)}${this.#cell({ kind: "update", layer }, walk)}
    </tr>`;
  }

  #cell(operation: Operation, walk: Walk): TemplateResult {
    const place = this.#placeOf(operation);
    const done = place >= 0 && place < this.#at;
    const now = place === this.#at - 1;
    return html`<td aria-current=${now ? "step" : nothing}>${done ? shortNumbers(operation, walk) : nothing}</td>`;
  }

  get #updating(): boolean {
    return this.#operations[this.#at - 1]?.kind === "update";
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    this.#wanted += 1;
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    try {
      await mine;
    } finally {
      this.#wanted -= 1;
      this.changed(this.#host.runtime.state);
      this.#host.redraw();
      requestAnimationFrame(() => requestAnimationFrame(this.#show));
    }
  }

  /** The table goes along with the operation; the page stays where it is. */
  readonly #show = (): void => {
    const table = this.#host.element.renderRoot.querySelector(".ops .table");
    const cell = table?.querySelector<HTMLElement>("[aria-current]");
    if (!table || !cell) return;
    const middle = (table.clientHeight - cell.offsetHeight) / 2;
    table.scrollTop = cell.offsetTop - middle;
  };

  async #epoch(): Promise<void> {
    const { runtime } = this.#host;
    const { program } = runtime.state.runs[0]!;
    const batches = await this.#travel.peek((session) => batchesPerEpoch(session, program));
    await runtime.step(batches === null ? 1 : toEpochEnd(runtime.state.step, batches));
  }

  readonly #skip = (): void => {
    void this.#inTurn(() => {
      const end = endOfPart(this.#operations, this.#at);
      return end > this.#at ? this.#goTo(end) : this.#next();
    });
  };

  async #next(): Promise<void> {
    const { runtime } = this.#host;
    if (this.#walk && this.#at < this.#operations.length) return this.#goTo(this.#at + 1);
    const { state } = runtime;
    if (state.step >= state.playback.steps) return;
    this.#run = Math.min(this.#run, state.runs.length - 1);
    this.#walk = await this.#travel.peek((session) => walkOf(session, state, this.#run));
    this.#operations = operationsOf(this.#walk);
    this.#placeOf = placesOf(this.#operations);
    this.#at = 1;
  }

  /** The step itself is made with its first update. */
  async #goTo(done: number): Promise<void> {
    const before = this.#updating;
    this.#at = done;
    if (!before && this.#updating) await this.#host.runtime.step(1);
  }
}

const isSurface = ({ runs }: FigureState): boolean => runs.every(({ program }) => program.surface);
