/** What a figure offers beyond playing (compare, rewind, listen, …): a button and hooks; all else arrives when it is wanted. */
import { html, nothing, type TemplateResult } from "lit";
import type { Client } from "../engine/client.js";
import type { FigureRuntime } from "../figure/runtime.js";
import type { Offer } from "../figure/spec.js";
import type { FigureState } from "../figure/state.js";
import type { Say } from "../strings/say.js";
import type { Study } from "./study/study.js";

/** At the end of a run with a value of the reader's own a live sweep needs no press; before that it would give the answer away. */
export function sweepsNow({ spec: { sweep, variables: first }, variables, status }: FigureState): boolean {
  return sweep?.live === true && status === "finished" && variables[sweep.variable] !== first[sweep.variable];
}

const offerTexts = {
  seeds: "offerSeeds",
  thinned: "offerThinned",
  modes: "offerModes",
  first_steps: "offerFirstSteps",
  exciting: "offerExciting",
  slice: "offerSlice",
} as const;

export class StudyDrawer {
  readonly #element: HTMLElement & { renderRoot: ParentNode };
  readonly #redraw: () => void;
  #begun: { runtime: FigureRuntime; client: Client } | null = null;
  #loading: Promise<Study | null> | null = null;
  #study: Study | null = null;
  #open = false;

  constructor(element: HTMLElement & { renderRoot: ParentNode }, redraw: () => void) {
    this.#element = element;
    this.#redraw = redraw;
  }

  begin(runtime: FigureRuntime, client: Client): void {
    this.#begun = { runtime, client };
  }

  end(): void {
    this.#study?.dispose();
    this.#study = this.#begun = this.#loading = null;
    this.#open = false;
  }

  /** What is there to be seen while nothing is open: overlays on the curves. */
  dress(state: FigureState): FigureState {
    return this.#study?.dress(state) ?? state;
  }

  /** After every change of the state; a link may bring pinned runs, a run that diverges is looked into, a sweep may begin. */
  changed(state: FigureState): void {
    if (this.#study) this.#study.changed(state);
    else if (state.pins || sweepsNow(state) || state.runs.some(({ diverged }) => diverged)) void this.#load();
  }

  scrub(step: number): void {
    void this.#load().then((study) => study?.scrub(step));
  }

  /** True where the reader has chosen another grain than a batch, which is then made. */
  step(state: FigureState): boolean {
    return this.#study?.step(state) ?? false;
  }

  button({ spec }: FigureState, say: Say): TemplateResult {
    const button = (tool: Offer, text: string) =>
      html`<button type="button" data-offer=${tool} @click=${() => this.#offer(tool)}>${text}</button>`;
    const { sweep } = spec;
    const label = sweep && (spec.controls.find(({ variable }) => variable === sweep.variable)?.label ?? sweep.variable);
    const offered = [
      ...(label === undefined ? [] : [button("sweep", say("offerSweep", { label }))]),
      ...(spec.offers ?? []).map((tool) => button(tool, say(offerTexts[tool]))),
    ];
    return html`${offered}<button type="button" aria-expanded=${this.#open} @click=${this.#toggle}>${say("study")}</button>`;
  }

  #offer(tool: Offer): void {
    void this.#load().then((study) => study?.offer(tool));
  }

  /** What the tools have found; it stays when they are closed. */
  results(state: FigureState): TemplateResult | typeof nothing {
    return this.#study?.results(state) ?? nothing;
  }

  panel(state: FigureState): TemplateResult | typeof nothing {
    return (this.#open && this.#study?.tools(state)) || nothing;
  }

  readonly #toggle = (): void => {
    this.#open = !this.#open;
    void this.#load();
    this.#redraw();
  };

  /** Null where it cannot be loaded: the figure goes on without. */
  #load(): Promise<Study | null> {
    this.#loading ??= import("./study/study.js").then(
      ({ Study }) => {
        if (!this.#begun) return null;
        this.#study = new Study({ ...this.#begun, element: this.#element, redraw: this.#redraw });
        this.#study.changed(this.#begun.runtime.state);
        this.#redraw();
        return this.#study;
      },
      () => (this.#loading = null),
    );
    return this.#loading;
  }
}
