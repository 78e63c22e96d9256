/** Static pictures: what stands in a page for a figure where nothing runs (no JavaScript, print, a crawler). */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { Engine } from "../../engine/engine.js";
import { loadEngine } from "../../engine/load.js";
import { readout } from "../../figure/readout.js";
import type { FigureState } from "../../figure/state.js";
import { setLanguage } from "../../figure/update.js";
import { parseSpec } from "../../figure/validate.js";
import { sayIn } from "../../strings/say.js";
import { viewTypes } from "../../views/registry.js";
import { escapeHtml } from "../pipeline/html.js";
import { drawings } from "./drawings.js";
import { train } from "./train.js";

let engine: Promise<Engine> | undefined;

/** Checks the spec as the element would, trains it to its picture's step and draws it, in each language once. */
export async function staticPictures(path: string, languages: readonly string[]): Promise<string[]> {
  engine ??= loadEngine();
  const loaded = await engine;
  const name = relative(process.cwd(), path);
  const checkProgram = (program: Parameters<Engine["validate"]>[0]) => loaded.validate(program).map(({ data }) => data);
  const spec = parseSpec(readFileSync(path, "utf8"), name, { views: viewTypes, checkProgram });
  const trained = train(loaded, spec, spec.picture.step);
  return languages.map((language) => pictureOf(setLanguage(trained, spec, language)));
}

function pictureOf(state: FigureState): string {
  const { spec } = state;
  const say = sayIn(state.lang);
  const views = drawings(state).map(
    ({ title, main, svg }) =>
      `<div class="view${main ? " main" : ""}"><p class="view-title">${escapeHtml(title)}</p>${svg}</div>`,
  );
  return `<figure class="static-figure">
<p class="figure-title"><span class="figure-number">${escapeHtml(say("figure", { number: spec.number }))}</span><strong>${escapeHtml(spec.title)}</strong></p>
<div class="views">${views.join("\n")}</div>
<figcaption><p class="numbers">${say("stepNow", { step: spec.picture.step })}${say("sentenceGap")}${escapeHtml(readout(state))}</p><p>${escapeHtml(spec.caption)}</p></figcaption>
</figure>`;
}
