/** A run that diverged: what grew, as a picture, and one change that was tried and helps. It comes by itself, once a run. */
import { html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { Program } from "../../engine/program.js";
import { shortNumber } from "../../figure/short_number.js";
import type { FigureState, RunState } from "../../figure/state.js";
import { badLayer, type Growth, growthOf, type Helped, helpFor, stepsToTry } from "../../figure/study/growth.js";
import type { Remedy } from "../../figure/study/remedies.js";
import { loss as lossText } from "../../scene/numbers.js";
import { svgText } from "../../scene/svg.js";
import { sayIn } from "../../strings/say.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { layerBlocks } from "../../views/layer_blocks.js";
import { growthScene } from "./growth_scene.js";
import type { StudyHost } from "./study.js";

interface Found {
  run: RunState;
  growth: Growth | null;
  /** Undefined while it is looked for. */
  helped: Helped | null | undefined;
  steps: number;
}

export class DivergedTool {
  readonly #host: StudyHost;
  #found: Found | null = null;
  #looking: AbortController | null = null;

  constructor(host: StudyHost) {
    this.#host = host;
  }

  changed(state: FigureState): void {
    const index = state.runs.findIndex(({ diverged }) => diverged);
    const run = state.runs[index];
    const same =
      run && this.#found?.run.program === run.program && this.#found.run.diverged!.step === run.diverged!.step;
    if (same || (!run && !this.#found)) return;
    this.dispose();
    if (run) void this.#look(state, index);
  }

  dispose(): void {
    this.#looking?.abort();
    this.#looking = null;
    this.#found = null;
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const found = this.#found;
    if (!found) return nothing;
    const study = sayOfStudy(state.lang);
    const { step, layer } = found.run.diverged!;
    return html`<section class="diverged" role="group" aria-label=${study("divergedTitle", { step })}>
      <p class="view-title">${study("divergedTitle", { step })}</p>
      ${found.growth ? this.#picture(found.growth, found.run, layer, state) : html`<p>${study("divergedLooking")}</p>`}
      <p role="status">${this.#help(found, study)}</p>
    </section>`;
  }

  #picture(growth: Growth, { program, label }: RunState, layer: string, state: FigureState): TemplateResult {
    const [say, study] = [sayIn(state.lang), sayOfStudy(state.lang)];
    const name = (index: number) => nameOf(program, index, state, study);
    const bad = badLayer(program, layer);
    const where = bad === null ? study("loss") : name(bad);
    const text = svgText(growthScene(growth, name, say, study), {
      title: study("divergedTitle", { step: growth.step }),
      id: "growth",
    });
    return html`<div class="growth">${unsafeHTML(text)}</div>
      <p>${study("divergedWhere", { layer: where, step: growth.step, run: label })}</p>`;
  }

  #help({ run, helped, steps }: Found, study: SayStudy): TemplateResult | string {
    if (helped === undefined) return study("divergedTrying");
    if (helped === null) return study("divergedNoHelp", { steps });
    const { remedy, step, loss } = helped;
    const change = changeWords(remedy, study);
    const said = study("divergedHelps", { change, run: run.label, loss: study("loss"), value: lossText(loss), step });
    const use = () => this.#use(remedy);
    return html`${said}
      ${remedy.change ? html`<button type="button" @click=${use}>${study("divergedUse", { change })}</button>` : nothing}`;
  }

  #use({ change }: Remedy): void {
    const { runtime } = this.#host;
    if (!change) return;
    void ("variable" in change
      ? runtime.setVariable(change.variable, change.value)
      : runtime.setProgram(change.program));
  }

  async #look(state: FigureState, index: number): Promise<void> {
    const mine = new AbortController();
    this.#looking = mine;
    const { client, runtime, redraw } = this.#host;
    const steps = stepsToTry(state, index);
    const told = (found: Partial<Found>) => {
      if (mine.signal.aborted || !this.#found) return;
      this.#found = { ...this.#found, ...found };
      redraw();
    };
    this.#found = { run: state.runs[index]!, growth: null, helped: undefined, steps };
    redraw();
    try {
      told({ growth: await growthOf(state, index, client, mine.signal) });
      told({ helped: await helpFor(state, index, runtime.written, steps, client, mine.signal) });
    } catch {
      // Cancelled, or nothing can train any more: the figure itself says that.
      told({ helped: null });
    }
  }
}

function nameOf(program: Program, index: number, state: FigureState, study: SayStudy): string {
  const block = layerBlocks(program, sayIn(state.lang)).find(
    ({ weighted, last }) => weighted <= index && index <= last,
  );
  const type = program.model?.[index]?.type ?? "";
  return block && block.weighted === index ? block.name : study("layer", { layer: `${index} ${type}`.trim() });
}

function changeWords({ kind, value }: Remedy, study: SayStudy): string {
  return study(kind === "rate" ? "changeRate" : "changeClip", { value: shortNumber(value) });
}
