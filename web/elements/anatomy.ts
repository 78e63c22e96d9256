/** The parts every figure has, in the order they are learnt: number, title, seed, task, views, transport, controls, words. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { presetRow } from "../controls/presets.js";
import { isShown, renderControl } from "../controls/registry.js";
import { type TransportActions, transport } from "../controls/transport.js";
import { holds } from "../figure/control_values.js";
import type { ControlSpec, PresetSpec, Value } from "../figure/spec.js";
import type { FigureState } from "../figure/state.js";
import type { Say } from "../strings/say.js";
import { sayProblem, sentencesFor } from "../strings/sentences.js";
import type { BuilderDrawer } from "./builder_drawer.js";
import type { CodeDrawer } from "./code_drawer.js";
import type { DataDrawer } from "./data_drawer.js";
import type { Sharing } from "./sharing.js";
import type { StudyDrawer } from "./study_drawer.js";
import { task } from "./task.js";

export interface AnatomyActions extends TransportActions {
  set(variable: string, value: Value): void;
  preset(preset: PresetSpec): void;
  newSeed(): void;
  point(event: MouseEvent): void;
  key(event: KeyboardEvent): void;
}

/** What is said, at the pace of a reader rather than of the training. */
export interface Said {
  readout: string;
  /** For assistive technology, seldom. */
  announced: string;
}

/** What stands in a figure only where it is wanted, and arrives then. */
export interface Drawers {
  code: CodeDrawer;
  data: DataDrawer;
  sharing: Sharing;
  study: StudyDrawer;
  builder: BuilderDrawer;
}

const turn = svg`<path d="M13 8a5 5 0 1 1-1.6-3.7" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M12.6 1.6v3.6H9z"/>`;

export function anatomy(
  state: FigureState,
  said: Said,
  say: Say,
  actions: AnatomyActions,
  { code, data, sharing, study, builder }: Drawers,
): TemplateResult {
  const { spec } = state;
  return html`<figure aria-labelledby="title">
    <header>
      <div class="name">
        <span class="number">${say("figure", { number: spec.number })}</span>
        <span class="title" id="title">${spec.title}</span>
      </div>
      <div class="seed">
        <span>${say("seed", { seed: state.seed })}</span>
        <button type="button" class="quiet" aria-label=${say("newSeed")} title=${say("newSeed")} @click=${actions.newSeed}>
          <svg viewBox="0 0 16 16" width="14" height="14" fill="currentColor" aria-hidden="true">${turn}</svg>
        </button>
        ${help(state, say)}
      </div>
    </header>
    ${task(state, say)}
    ${views(state, actions)}
    ${transport(state, say, actions)}
    ${notes(state, say)}
    ${builder.panel(state, say)}
    ${presetRow(state, say, actions.preset)} ${controls(state, say, actions)}
    <p class="readout">${said.readout}</p>
    <p class="unseen" role="status">${said.announced}</p>
    <figcaption>${spec.caption}</figcaption>
    ${study.results(state)}
    <div class="more">${study.button(state, say)}${code.button(say)}${data.button(state, say)}${sharing.buttons(say)}</div>
    ${study.panel(state)} ${sharing.panel(say)} ${data.panel(state, say)} ${code.panel(state, say)}
  </figure>`;
}

/** At most one main view: the one that says so, else the first. */
export function mainView({ views: all }: FigureState): number {
  return Math.max(
    0,
    all.findIndex(({ main }) => main === true),
  );
}

function views(state: FigureState, actions: AnatomyActions): TemplateResult {
  const main = mainView(state);
  const order = state.views.map((view, index) => ({ view, index }));
  return html`<div class="views count-${order.length}">
    ${repeat(
      order,
      ({ view, index }) => `${index} ${view.type}`,
      ({ view, index }) => html`<div class=${index === main ? "view main" : "view"}>
        <p class="view-title" id="view-${index}">${view.title}</p>
        <div class="frame"><canvas role="img" data-view=${index} @click=${actions.point} @keydown=${actions.key}></canvas></div>
      </div>`,
    )}
  </div>`;
}

function controls(state: FigureState, say: Say, { set }: AnatomyActions): TemplateResult | typeof nothing {
  const shown = state.spec.controls.filter((spec) => isShown(spec, state.variables));
  if (shown.length === 0) return nothing;
  return html`<div class="controls" role="group" aria-label=${say("controls")}>
    ${repeat(
      shown,
      (spec) => `${spec.variable} ${spec.label}`,
      (spec) =>
        renderControl({
          id: `control-${state.spec.controls.indexOf(spec)}`,
          spec,
          value: state.variables[spec.variable],
          set: (value) => set(spec.variable, value),
          outside: outside(spec, state.variables[spec.variable], say),
        }),
    )}
  </div>`;
}

function outside(spec: ControlSpec, value: Value, say: Say): string | undefined {
  return holds(spec, value) ? undefined : say("outside", { value: JSON.stringify(value) });
}

/** What needs saying besides the numbers: a refusal, a worker's death, a run that diverged. */
export function notesOf({ message, runs, lang }: FigureState, say: Say): string[] {
  const said = message === undefined ? [] : [message];
  for (const { label: run, program, diverged, error } of runs) {
    const { step, layer } = diverged ?? { step: 0, layer: "" };
    if (diverged)
      said.push(
        layer && !program.surface ? say("runDivergedIn", { run, step, layer }) : say("runDiverged", { run, step }),
      );
    else if (error && !sentencesFor(lang)) said.push(say("runFailed", { run, reason: sayProblem(lang, error) }));
  }
  return said;
}

function notes(state: FigureState, say: Say): TemplateResult {
  return html`<div class="notes" role="status">${notesOf(state, say).map((text) => html`<p class="note">${text}</p>`)}</div>`;
}

/** Keys and what they do. */
function keys(say: Say): (readonly [key: string, does: string])[] {
  return [
    [say("keySpace"), say("doesPlay")],
    ["S", say("doesStep")],
    ["R", say("doesReset")],
    [say("keyArrows"), say("doesMove")],
  ];
}

function help({ spec }: FigureState, say: Say): TemplateResult {
  const hints = spec.controls.filter(({ hint }) => hint);
  const close = (event: KeyboardEvent) => {
    const details = event.currentTarget as HTMLDetailsElement;
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary")?.focus();
  };
  return html`<details class="help" @keydown=${close}>
    <summary aria-label=${say("help")} title=${say("help")}><span aria-hidden="true">?</span></summary>
    <div class="sheet">
      <dl>
        ${keys(say).map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}
        ${hints.map(({ label, hint }) => html`<div><dt>${label}</dt><dd>${hint}</dd></div>`)}
      </dl>
    </div>
  </details>`;
}
