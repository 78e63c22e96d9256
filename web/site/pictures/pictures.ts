/** Static pictures: what stands in a page for a figure where nothing runs (no JavaScript, print, a crawler). */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "../../engine/engine.js";
import { loadEngine } from "../../engine/load.js";
import { readout } from "../../figure/readout.js";
import type { FigureState } from "../../figure/state.js";
import { setLanguage } from "../../figure/update.js";
import { sayIn } from "../../strings/say.js";
import { loadViewsOf, viewTypes } from "../../views/registry.js";
import { escapeHtml } from "../pipeline/html.js";
import { drawings } from "./drawings.js";
import { filesBeside } from "./files_beside.js";
import { KeptPictures } from "./kept.js";
import { readSpecFile } from "./spec_file.js";
import { train } from "./train.js";

let engine: Promise<Engine> | undefined;

const project = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const layers = ["engine", "data", "figure", "scene", "views", "strings", "site/pictures"].map((name) => `web/${name}`);
const engineFiles = ["build/wasm/livefig.wasm", "lessons/deep-learning-basics/data/digits.bin"];
let kept: KeptPictures | undefined;

/** Of the spec at `path`, in each of the languages; trained unless that has been done already. */
export function staticPictures(path: string, languages: readonly string[]): Promise<string[]> {
  kept ??= new KeptPictures(project("build/pictures"), [...layers, ...engineFiles].map(project));
  const text = readFileSync(path, "utf8");
  return kept.get([relative(project(""), path), text, ...textsBeside(path, text), ...languages], () =>
    made(path, languages),
  );
}

/** To be called when all of a site's have been asked for. */
export function forgetOthers(): void {
  kept?.forgetOthers();
}

/** Unreadable ones are told of when the spec is checked. */
function textsBeside(path: string, text: string): string[] {
  try {
    return [...filesBeside(path, JSON.parse(text)).values()].map((file) => readFileSync(file, "utf8"));
  } catch {
    return [];
  }
}

/** Checks the spec as the element would, trains it to its picture's step and draws it, in each language once. */
async function made(path: string, languages: readonly string[]): Promise<string[]> {
  engine ??= loadEngine();
  const loaded = await engine;
  const name = relative(process.cwd(), path);
  const checkProgram = (program: Parameters<Engine["validate"]>[0]) => loaded.validate(program).map(({ data }) => data);
  const spec = readSpecFile(path, name, { views: viewTypes, checkProgram });
  await loadViewsOf(spec);
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
