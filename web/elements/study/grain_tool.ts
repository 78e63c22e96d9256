/** What the Step button makes: a batch, an epoch, or one operation of the next batch, with its numbers where they arise. */
import { html, nothing, type TemplateResult } from "lit";
import type { FigureState } from "../../figure/state.js";
import {
  batchesPerEpoch,
  type Grain,
  type Operation,
  operationsOf,
  toEpochEnd,
  type Walk,
  walkOf,
} from "../../figure/study/grain.js";
import type { TimeTravel } from "../../figure/study/time_travel.js";
import { compact, loss as lossText } from "../../scene/numbers.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import type { StudyHost } from "./study.js";

const GRAINS = ["batch", "epoch", "operation"] as const;
const WORDS = { batch: "grainBatch", epoch: "grainEpoch", operation: "grainOperation" } as const;

export class GrainTool {
  readonly #host: StudyHost;
  readonly #travel: TimeTravel;
  #grain: Grain = "batch";
  #run = 0;
  #walk: Walk | null = null;
  /** Operations that are done. */
  #at = 0;
  #busy = false;

  constructor(host: StudyHost, travel: TimeTravel) {
    this.#host = host;
    this.#travel = travel;
  }

  /** A walk ends where the figure moves otherwise. */
  changed({ step, runs }: FigureState): void {
    const walk = this.#walk;
    if (!walk) return;
    const here = this.#updating(walk) ? walk.step : walk.step - 1;
    if ((step !== here && !this.#busy) || !runs[walk.run]) this.#walk = null;
  }

  /** True where the Step button has been taken care of. */
  step(state: FigureState): boolean {
    if (this.#grain === "batch" || state.runs.every(({ program }) => program.surface)) return false;
    if (!this.#busy) void this.#once(this.#grain === "epoch" ? () => this.#epoch(state) : () => this.#next());
    return true;
  }

  choice(state: FigureState, say: SayStudy): TemplateResult | typeof nothing {
    if (state.runs.every(({ program }) => program.surface)) return nothing;
    const choose = (event: Event) => {
      this.#grain = GRAINS[(event.target as HTMLSelectElement).selectedIndex]!;
      this.#walk = null;
      this.#host.redraw();
    };
    return html`<label>${say("grain")}
      <select data-tool="grain" @change=${choose}>
        ${GRAINS.map((each) => html`<option ?selected=${each === this.#grain}>${say(WORDS[each])}</option>`)}
      </select>
    </label>`;
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const walk = this.#walk;
    if (this.#grain !== "operation" || !walk || !state.runs[walk.run]) return nothing;
    const say = sayOfStudy(state.lang);
    const all = operationsOf(walk);
    const now = all[this.#at - 1];
    const { label } = state.runs[walk.run]!;
    return html`<section class="ops">
      <div class="study-row">
        <span role="status">${say("opsOf", { step: walk.step, run: label, number: this.#at, count: all.length })}${say("colon")}${now ? this.#said(now, walk, say) : ""}</span>
        <button type="button" @click=${() => this.step(this.#host.runtime.state)}>${say("opsNext")}</button>
        ${state.runs.length > 1 ? this.#runs(state, say) : nothing}
      </div>
      <div class="table" tabindex="0" role="region" aria-label=${say("grainOperation")}>
        <table>
          <thead><tr><td></td><th scope="col">${say("opsForward")}</th><th scope="col">${say("opsBackward")}</th><th scope="col">${say("opsUpdate")}</th></tr></thead>
          <tbody>
            ${walk.layers.map((_, layer) => this.#row(layer, walk))}
            <tr><th scope="row">${say("opsLoss")}</th>${this.#cell({ kind: "loss" }, walk)}<td></td><td></td></tr>
          </tbody>
        </table>
      </div>
      <p class="aside">${say("opsActivations")}</p>
    </section>`;
  }

  #runs(state: FigureState, say: SayStudy): TemplateResult {
    const choose = (event: Event) => {
      this.#run = (event.target as HTMLSelectElement).selectedIndex;
      this.#walk = null;
      void this.#once(() => this.#next());
    };
    return html`<label>${say("opsRun")}
      <select @change=${choose}>${state.runs.map(({ label }, index) => html`<option ?selected=${index === this.#run}>${label}</option>`)}</select>
    </label>`;
  }

  #row(layer: number, walk: Walk): TemplateResult {
    return html`<tr>
      <th scope="row">${layer} ${walk.layers[layer]!.type}</th>
      ${this.#cell({ kind: "forward", layer }, walk)}${this.#cell({ kind: "backward", layer }, walk)}${this.#cell({ kind: "update", layer }, walk)}
    </tr>`;
  }

  #cell(operation: Operation, walk: Walk): TemplateResult {
    const all = operationsOf(walk);
    const place = all.findIndex(
      (each) =>
        each.kind === operation.kind && (each.kind === "loss" || each.layer === (operation as { layer: number }).layer),
    );
    const done = place >= 0 && place < this.#at;
    const now = place === this.#at - 1;
    return html`<td aria-current=${now ? "step" : nothing}>${done ? shortNumbers(operation, walk) : nothing}</td>`;
  }

  #said(operation: Operation, walk: Walk, say: SayStudy): string {
    if (operation.kind === "loss") return say("opsLossNow", { loss: lossText(walk.loss) });
    const { mean, spread, gradient, moved, size, type } = walk.layers[operation.layer]!;
    const where = `${say(operation.kind === "forward" ? "opsForward" : operation.kind === "backward" ? "opsBackward" : "opsUpdate")} ${operation.layer} ${type}`;
    const numbers =
      operation.kind === "forward"
        ? say("opsActivation", { mean: compact(mean), spread: compact(spread) })
        : operation.kind === "backward"
          ? say("opsGradient", { norm: compact(gradient!) })
          : say("opsUpdated", {
              moved: compact(moved!),
              size: compact(size),
              share: size > 0 ? compact((100 * moved!) / size, 2) : "∞",
            });
    return `${where}${say("comma")}${numbers}`;
  }

  #updating(walk: Walk): boolean {
    return operationsOf(walk)[this.#at - 1]?.kind === "update";
  }

  async #once(work: () => Promise<void>): Promise<void> {
    this.#busy = true;
    try {
      await work();
    } finally {
      this.#busy = false;
      this.changed(this.#host.runtime.state);
      this.#host.redraw();
    }
  }

  async #epoch(state: FigureState): Promise<void> {
    const batches = await this.#travel.peek((session) => batchesPerEpoch(session, state.runs[0]!.program));
    const { runtime } = this.#host;
    await runtime.step(batches === null ? 1 : toEpochEnd(runtime.state.step, batches));
  }

  /** The step itself is made with its first update. */
  async #next(): Promise<void> {
    const { runtime } = this.#host;
    if (this.#walk && this.#at < operationsOf(this.#walk).length) {
      const before = this.#updating(this.#walk);
      this.#at += 1;
      if (!before && this.#updating(this.#walk)) await runtime.step(1);
      return;
    }
    const { state } = runtime;
    if (state.step >= state.playback.steps) return;
    this.#walk = await this.#travel.peek((session) => walkOf(session, state, this.#run));
    this.#at = 1;
  }
}

function shortNumbers(operation: Operation, walk: Walk): string {
  if (operation.kind === "loss") return lossText(walk.loss);
  const { mean, spread, gradient, moved } = walk.layers[operation.layer]!;
  if (operation.kind === "forward") return `${compact(mean)} ± ${compact(spread)}`;
  return compact(operation.kind === "backward" ? gradient! : moved!);
}
