/** A mask held still: step through the thinned networks that were averaged, each on an image of the reader's choice. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { Program } from "../../engine/program.js";
import { rowShape } from "../../figure/shapes.js";
import { shortNumber } from "../../figure/short_number.js";
import type { Committee, Look, Rows } from "../../figure/study/thinned.js";
import { compact } from "../../scene/numbers.js";
import type { Token } from "../../scene/scene.js";
import { svgText } from "../../scene/svg.js";
import { sayIn } from "../../strings/say.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { layerBlocks } from "../../views/layer_blocks.js";
import { type MaskShown, maskScene, saysOf } from "./mask_scene.js";

export interface MaskedNetwork {
  committee: Committee;
  rows: Rows;
  program: Program;
}

export class MaskPanel {
  readonly #redraw: () => void;
  /** From 0; null follows the newest. The masks follow from the seed, so that a number means the same at every step. */
  #mask: number | null = null;
  #row = 0;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  /** The mask that is looked at. */
  index({ masks }: Committee): number {
    return Math.min(this.#mask ?? masks.length - 1, masks.length - 1);
  }

  render(
    network: MaskedNetwork,
    token: Token,
    width: number,
    lang: string | undefined,
  ): TemplateResult | typeof nothing {
    const { committee, rows } = network;
    const count = committee.masks.length;
    if (count === 0) return nothing;
    const study = sayOfStudy(lang);
    const index = this.index(committee);
    const row = Math.min(this.#row, rows.count - 1);
    const look = committee.look(index, row);
    const shown = this.#shown(network, look, { index, row, token, width, lang });
    const title = study("maskTitle", { mask: index + 1, count });
    const to = (mask: number) => () => this.#choose({ mask });
    const slideMask = (event: Event) => this.#choose({ mask: Number((event.target as HTMLInputElement).value) - 1 });
    const slideRow = (event: Event) => this.#choose({ row: Number((event.target as HTMLInputElement).value) });
    return html`<div class="masks" role="group" aria-label=${study("maskGroup")}>
      <p class="view-title">${title}</p>
      <div class="tool-line">
        <button type="button" ?disabled=${index === 0} @click=${to(index - 1)}>${study("maskBefore")}</button>
        <button type="button" ?disabled=${index === count - 1} @click=${to(index + 1)}>${study("maskNext")}</button>
        <label>${study("mask")}
          <input type="range" min="1" max=${count} .value=${live(String(index + 1))} @input=${slideMask} /></label>
        <label>${study("maskRow")}
          <input type="range" min="0" max=${rows.count - 1} .value=${live(String(row))} @input=${slideRow} />
          <span class="value">${row}</span></label>
      </div>
      <div class="sweep-picture">${unsafeHTML(svgText(maskScene(shown, sayIn(lang), study), { title, id: "mask" }))}</div>
      <p role="status">${told(network, look, index, study)}</p>
      ${scaling(look, shown.layers[0]?.name ?? "", index, study)}
    </div>`;
  }

  #shown(
    { committee, rows, program }: MaskedNetwork,
    look: Look,
    {
      index,
      row,
      token,
      width,
      lang,
    }: { index: number; row: number; token: Token; width: number; lang: string | undefined },
  ): MaskShown {
    const names = layerBlocks(program, sayIn(lang)).filter(({ dropout }) => dropout >= 0);
    const layers = committee.masks[index]!.map((kept, layer) => ({ name: names[layer]?.name ?? String(layer), kept }));
    return { look, index, layers, image: imageOf(rows, row, program), token, width };
  }

  #choose({ mask, row }: { mask?: number; row?: number }): void {
    if (mask !== undefined) this.#mask = mask;
    if (row !== undefined) this.#row = row;
    this.#redraw();
  }
}

/** Rows of an image's shape, and rows of numbers that are a square one. */
function imageOf({ inputs, count }: Rows, row: number, { data }: Program): MaskShown["image"] {
  const shape = data ? rowShape(data) : [];
  const size = inputs.length / count;
  const side = Math.round(Math.sqrt(size));
  const square = shape.length === 1 && side > 3 && side * side === size;
  const [rows, columns] = shape.length === 3 && shape[0] === 1 ? shape.slice(1) : square ? [side, side] : [];
  if (!rows || !columns) return null;
  return { pixels: inputs.subarray(row * size, (row + 1) * size), rows, columns };
}

function told({ committee, rows }: MaskedNetwork, look: Look, index: number, study: SayStudy): string {
  const [own, average, all] = [look.own, look.average, look.all].map((shares) => saysOf(shares, study));
  const numbers = { own: own!, average: average!, all: all!, target: look.target };
  return study("maskTold", { ...numbers, mask: index + 1, right: committee.right[index]!, rows: rows.count });
}

/** Why what is kept counts more in training: this network's own sums, with and without. Nothing to say where p is 0 or 1. */
function scaling(look: Look, layer: string, index: number, study: SayStudy): TemplateResult | typeof nothing {
  const { p, given, kept } = look;
  if (!(p > 0 && p < 1)) return nothing;
  const factor = 1 / (1 - p);
  const sums = { given: compact(given), kept: compact(kept), scaled: compact(kept * factor) };
  return html`<p class="aside">${study("maskScaling", { ...sums, layer, factor: shortNumber(Number(factor.toPrecision(3))), mask: index + 1 })}</p>`;
}
