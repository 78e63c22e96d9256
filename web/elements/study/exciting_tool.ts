/** "What excites each channel": validation images shown one by one to the network as it stands, while the figure rests. */
import { html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { Program } from "../../engine/program.js";
import type { FigureState } from "../../figure/state.js";
import { alike, alikeByChance, Excitement, fieldBehind, KEPT, SHOWN } from "../../figure/study/exciting.js";
import { takeRows, takeUnits } from "../../figure/taking.js";
import { runToken } from "../../scene/palette.js";
import { svgText } from "../../scene/svg.js";
import { listIn, sayIn } from "../../strings/say.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { type LayerBlock, layerBlocks } from "../../views/layer_blocks.js";
import { excitingScene, TILES } from "./exciting_scene.js";
import { RestingTool, type Subject } from "./resting_tool.js";

const WIDEST = 640;
/** Rows asked for at once: few enough to answer between two frames of another figure. */
const LOT = 20;

interface Found extends Subject {
  excitement: Excitement;
  targets: ArrayLike<number>;
  rows: number;
}

export class ExcitingTool extends RestingTool<Found> {
  protected readonly layer = "Conv2d";
  /** Position among the layers that can be looked at; the last at first. */
  #layer: number | null = null;

  protected async begin(run: number): Promise<Found> {
    const { runtime } = this.host;
    const { targets } = await takeRows(runtime, run, "validation", SHOWN);
    const { step, runs } = runtime.state;
    const { program } = runs[run]!;
    const excitement = new Excitement(layersOf(program).map(outputOf));
    return { excitement, targets: targets!.data, rows: targets!.data.length, run, step, program };
  }

  protected async work({ run, rows, excitement }: Found, signal: AbortSignal): Promise<void> {
    for (let row = 0; row < rows && !signal.aborted; row += LOT) {
      const answers = await takeUnits(this.host.runtime, run, "validation", row, Math.min(row + LOT, rows));
      if (!signal.aborted) for (const answer of answers) excitement.add(answer);
      this.host.redraw();
    }
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const study = sayOfStudy(state.lang);
    if (this.problem !== null) return this.refusal(this.problem, study("excitingNone"), "excitingFailed", state);
    const { found } = this;
    if (!found) return nothing;
    const title = study("excitingTitle", { step: found.step });
    const done = found.excitement.images.length;
    return html`<section class="sweep" aria-label=${title}>
      <p class="view-title">${title}</p>
      ${
        this.running
          ? this.progress(done, found.rows, title, state)
          : done < KEPT
            ? nothing
            : this.#result(found, state, study)
      }
    </section>`;
  }

  #result(found: Found, state: FigureState, study: SayStudy): TemplateResult {
    const { excitement, targets, run, program } = found;
    const layers = layersOf(program, state.lang);
    const at = Math.min(this.#layer ?? layers.length - 1, layers.length - 1);
    const output = outputOf(layers[at]!);
    const channels = excitement.channels(output);
    const width = Math.round(Math.min(Math.max(this.host.element.clientWidth, 280), WIDEST));
    const field = fieldBehind(program.model ?? [], output);
    const token = runToken(state.runs[run]?.color ?? 0);
    const scene = excitingScene({ found: excitement, channels, field, targets, token, width }, study);
    const title = study("excitingOf", { layer: layers[at]!.name, tiles: TILES });
    const choose = (event: Event) => {
      this.#layer = (event.target as HTMLSelectElement).selectedIndex;
      this.host.redraw();
    };
    return html`<div class="tool-line"><label>${study("excitingLayer")}&nbsp;<select @change=${choose}>${layers.map(({ name }, index) => html`<option ?selected=${index === at}>${name}</option>`)}</select></label>
        <span>${field ? study("excitingSees", { size: sees(field.size, excitement.shape) }) : nothing}</span></div>
      <div class="sweep-picture">${unsafeHTML(svgText(scene, { title, id: "exciting" }))}</div>
      <div class="seeds" role="status"><p class="seeds-verdict">${told(found, layers, state, study)}
        <button type="button" class="plain" @click=${this.remove}>${study("thinnedRemove")}</button></p></div>`;
  }
}

/** Convolutions alone: their units have a place in the image. */
function layersOf(program: Program, lang?: string): LayerBlock[] {
  return layerBlocks(program, sayIn(lang)).filter(({ type }) => type === "Conv2d");
}

/** After the activation: what the next layer is given. */
const outputOf = ({ activation, weighted }: LayerBlock): number => (activation >= 0 ? activation : weighted);

/** "3×3", or the whole image where that is smaller. */
function sees(size: number, shape: readonly number[]): string {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return `${Math.min(size, rows)}×${Math.min(size, columns)}`;
}

/** What makes a layer abstract: whether those that excite a unit are of one kind, whatever they look like. */
function told({ excitement, targets }: Found, layers: readonly LayerBlock[], { lang }: FigureState, study: SayStudy) {
  const parts = layers.map((layer) =>
    study("excitingAlike", {
      layer: layer.name,
      count: alike(excitement.channels(outputOf(layer)), targets).toFixed(1),
    }),
  );
  const rows = excitement.images.length;
  return study("excitingTold", {
    rows,
    kept: KEPT,
    layers: listIn(sayIn(lang), parts),
    chance: alikeByChance(targets, rows).toFixed(1),
  });
}
