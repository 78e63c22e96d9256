/** All that a figure offers beyond playing: a row of tools that opens, results that stay, and what they lay over the curves. */
import { type CSSResult, html, nothing, type TemplateResult } from "lit";
import type { Client } from "../../engine/client.js";
import type { FigureRuntime } from "../../figure/runtime.js";
import type { Offer } from "../../figure/spec.js";
import type { FigureState } from "../../figure/state.js";
import { aheadOverlays } from "../../figure/study/rewinding.js";
import { TimeTravel } from "../../figure/study/time_travel.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { overlayPainter } from "../../views/overlay_marks.js";
import { paintOverlaysWith } from "../../views/overlays.js";
import { ownUnits } from "../own_units.js";
import { Compare } from "./compare.js";
import { DataTool } from "./data_tool.js";
import { DivergedTool } from "./diverged_tool.js";
import { ExcitingTool } from "./exciting_tool.js";
import { FirstStepsTool } from "./first_steps_tool.js";
import { GrainTool } from "./grain_tool.js";
import { ListenTool } from "./listen_tool.js";
import { ModesTool } from "./modes_tool.js";
import { PredictTool } from "./predict_tool.js";
import { SaveTool } from "./save_tool.js";
import { SeedsTool } from "./seeds_tool.js";
import { SliceTool } from "./slice_tool.js";
import { studyStyles } from "./study_styles.js";
import { SweepTool } from "./sweep_tool.js";
import { ThinnedTool } from "./thinned_tool.js";

/** What the tools work with. */
export interface StudyHost {
  runtime: FigureRuntime;
  client: Client;
  element: HTMLElement & { renderRoot: ParentNode };
  redraw(): void;
}

/** What a spec may offer beside Explore: one press starts it, and what it finds stays under the figure. */
interface OfferedTool {
  start(): unknown;
  changed(state: FigureState): void;
  render(state: FigureState): TemplateResult | typeof nothing;
  dispose(): void;
}

export class Study {
  readonly #travel: TimeTravel;
  readonly #compare: Compare;
  readonly #seeds: SeedsTool;
  readonly #offered: Readonly<Record<Offer, OfferedTool>>;
  readonly #diverged: DivergedTool;
  readonly #predict: PredictTool;
  readonly #grain: GrainTool;
  readonly #data: DataTool;
  readonly #listen: ListenTool;
  readonly #save: SaveTool;
  readonly #redraw: () => void;
  /** At most one tool has its panel open. */
  #open: "data" | "save" | null = null;

  constructor(host: StudyHost) {
    this.#travel = new TimeTravel(host.runtime);
    this.#compare = new Compare(host);
    this.#seeds = new SeedsTool(host, () => this.#compare.pins);
    this.#offered = {
      seeds: this.#seeds,
      sweep: new SweepTool(host),
      thinned: new ThinnedTool(host),
      modes: new ModesTool(host),
      first_steps: new FirstStepsTool(host),
      exciting: new ExcitingTool(host),
      slice: new SliceTool(host),
    };
    this.#diverged = new DivergedTool(host);
    this.#predict = new PredictTool(host, (state) => this.dress(state));
    this.#grain = new GrainTool(host, this.#travel);
    this.#data = new DataTool(host);
    this.#listen = new ListenTool(host.redraw);
    this.#save = new SaveTool(host, (state) => this.dress(state));
    this.#redraw = host.redraw;
    paintOverlaysWith(overlayPainter);
    adopt(host.element.renderRoot, studyStyles);
  }

  scrub(step: number): void {
    void this.#travel.to(step);
  }

  /** What the figure offers beside Explore. */
  offer(tool: Offer): void {
    this.#offered[tool].start();
  }

  /** True where a step of another grain than a batch is made. */
  step(state: FigureState): boolean {
    return this.#grain.step(state);
  }

  /** The state with all that is drawn under its curves. */
  dress(state: FigureState): FigureState {
    const overlays = [
      ...this.#seeds.overlays(),
      ...this.#compare.overlays(),
      ...this.#predict.overlays(state),
      ...aheadOverlays(state),
    ];
    return overlays.length > 0 ? { ...state, overlays } : state;
  }

  changed(state: FigureState): void {
    this.#compare.changed(state);
    for (const tool of Object.values(this.#offered)) tool.changed(state);
    this.#diverged.changed(state);
    this.#predict.changed(state);
    this.#grain.changed(state);
  }

  /** What the tools have found; it stays when they are closed. */
  results(state: FigureState): TemplateResult {
    return html`${this.#diverged.render(state)} ${this.#predict.render(state)} ${this.#compare.render(state)} ${Object.values(this.#offered).map((tool) => tool.render(state))}`;
  }

  tools(state: FigureState): TemplateResult {
    const say = sayOfStudy(state.lang);
    return html`<div class="study" id="study" role="group" aria-label=${say("tools")}>
      <div class="study-row">
        ${this.#compare.button(state, say)}${this.#seeds.button(state, say)}${this.#predict.button(state, say)}${this.#opener("data", say)}${this.#listen.button(state, say)}${this.#opener("save", say)}${this.#grain.choice(state, say)}
      </div>
      ${this.#grain.render(state)} ${this.#listen.render()}
      ${this.#open === "data" ? this.#data.render(state) : this.#open === "save" ? this.#save.render(state) : nothing}
    </div>`;
  }

  #opener(tool: "data" | "save", say: SayStudy): TemplateResult {
    const open = this.#open === tool;
    const toggle = () => {
      this.#open = open ? null : tool;
      this.#redraw();
    };
    return html`<button type="button" data-tool=${tool} aria-expanded=${open} @click=${toggle}>${say(tool)}</button>`;
  }

  dispose(): void {
    this.#compare.dispose();
    for (const tool of Object.values(this.#offered)) tool.dispose();
    this.#diverged.dispose();
    this.#predict.dispose();
    this.#listen.dispose();
  }
}

/** The element's own sheets are there before anything is open; these come with the tools. */
function adopt(root: ParentNode, sheet: CSSResult): void {
  const { styleSheet } = ownUnits(sheet);
  if (styleSheet && root instanceof ShadowRoot) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
}
