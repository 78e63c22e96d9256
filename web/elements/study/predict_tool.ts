/** "Draw what you expect": the reader's curve on the main drawing before the run, under the real one afterwards. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { columnsOf, type Overlay } from "../../figure/overlay.js";
import type { Curves, FigureState } from "../../figure/state.js";
import {
  blank,
  compareShapes,
  isDrawn,
  joined,
  PLACES,
  type Prediction,
  placeOf,
  stepOf,
  stroke,
} from "../../figure/study/prediction.js";
import { loss as lossText, percent } from "../../scene/numbers.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { columnName } from "../../views/curve_series.js";
import type { CurvesOptions } from "../../views/curves.js";
import { type AnyView, findView } from "../../views/registry.js";
import { lossName } from "./seeds_words.js";
import { shapeWords } from "./shape_words.js";
import type { StudyHost } from "./study.js";

/** The axis of an empty drawing; before that many evaluations its top is not known. */
const TOP = 2.5;

export class PredictTool {
  readonly #host: StudyHost;
  readonly #dress: (state: FigureState) => FigureState;
  #prediction: Prediction | null = null;
  #drawing = false;
  #place = 0;
  #pen: { place: number; height: number } | null = null;
  #canvas: HTMLCanvasElement | null = null;

  constructor(host: StudyHost, dress: (state: FigureState) => FigureState) {
    this.#host = host;
    this.#dress = dress;
  }

  overlays(state: FigureState): Overlay[] {
    const view = viewOf(state);
    if (!this.#prediction || !view) return [];
    const column = columnOf(view.options);
    const heights = joined(this.#prediction);
    const step = heights.map((_, place) => stepOf(this.#prediction!, place));
    const label = sayOfStudy(state.lang)("predicted");
    const drawn: Overlay = { label, color: null, columns: { step, [column]: heights }, opacity: 0.9, dash: [1, 4] };
    if (!this.#drawing) return isDrawn(this.#prediction) ? [drawn] : [];
    // The axes stand still while a hand draws on them.
    const top = topOf(state, column);
    const frame = { step: [0, this.#prediction.steps], [column]: [top, top] };
    return [drawn, { color: null, columns: frame, opacity: 0 }];
  }

  changed(state: FigureState): void {
    if (this.#drawing && state.step > 0) this.#end();
  }

  dispose(): void {
    this.#end();
  }

  button(state: FigureState, say: SayStudy): TemplateResult {
    const why = !viewOf(state) ? say("predictNone") : state.step > 0 ? say("predictLate") : nothing;
    return html`<button type="button" data-tool="predict" aria-pressed=${this.#drawing} ?disabled=${why !== nothing}
      title=${why} @click=${() => (this.#drawing ? this.#end() : this.#begin(state))}>${say("predict")}</button>`;
  }

  /** While it is drawn: how; afterwards, what became of it. */
  render(state: FigureState): TemplateResult | typeof nothing {
    const view = viewOf(state);
    if (!this.#prediction || !view) return nothing;
    const say = sayOfStudy(state.lang);
    const quantity = quantityName(state, view.options, say);
    if (this.#drawing) return this.#pad(state, view.options, quantity, say);
    if (!isDrawn(this.#prediction)) return nothing;
    return html`<div class="tool-line" role="status">
      <span>${this.#remarks(state, view.options, quantity, say)}</span>
      <button type="button" class="plain" @click=${this.#remove}>${say("predictRemove")}</button>
    </div>`;
  }

  #remarks(state: FigureState, options: Shown, quantity: string, say: SayStudy): string {
    const run = state.runs[0]!;
    const columns = columnsOf(run);
    const values = columns[columnOf(options)] ?? [];
    const compared = compareShapes(this.#prediction!, columns.step, values);
    if (!compared) return say("predictWaits");
    const [expected, real] = [shapeWords(compared.expected, say), shapeWords(compared.real, say)];
    const key = state.step >= state.playback.steps ? "shapeComparedEnd" : "shapeCompared";
    return [say(key, { quantity, expected, real }), ...compared.remarks.map((remark) => say(remark))].join(" ");
  }

  #pad(state: FigureState, options: Shown, quantity: string, say: SayStudy): TemplateResult {
    const prediction = this.#prediction!;
    const top = topOf(state, columnOf(options));
    const step = stepOf(prediction, this.#place);
    const height = joined(prediction)[this.#place]!;
    const text = options.quantity === "accuracy" ? percent : lossText;
    const value = Number.isFinite(height) ? text(height) : "–";
    const place = (event: Event) => {
      this.#place = Number((event.target as HTMLInputElement).value);
      this.#host.redraw();
    };
    const raise = (event: Event) => {
      const share = Number((event.target as HTMLInputElement).value) / 100;
      const to = { place: this.#place, height: share * top };
      this.#prediction = stroke(prediction, to, to);
      this.#host.redraw();
    };
    return html`<div class="predict">
      <p>${say("predictHow", { quantity, run: state.runs[0]!.label })}</p>
      <label>${say("predictPlace")}
        <input type="range" min="0" max=${PLACES - 1} .value=${live(String(this.#place))} aria-valuetext=${`${say("columnStep")} ${step}`} @input=${place} /></label>
      <label>${say("predictHeight")}
        <input type="range" min="0" max="100" .value=${live(String(Math.round((100 * (height || 0)) / top)))} aria-valuetext=${value} @input=${raise} /></label>
      <span class="value">${say("predictAt", { step, value })}</span>
      <button type="button" @click=${() => this.#end()}>${say("predictDone")}</button>
      <button type="button" @click=${() => this.#begin(state)}>${say("predictAgain")}</button>
    </div>`;
  }

  readonly #remove = (): void => {
    this.#prediction = null;
    this.#end();
  };

  #begin(state: FigureState): void {
    this.#prediction = blank(state.playback.steps);
    this.#drawing = true;
    this.#place = 0;
    const view = viewOf(state);
    const canvas = this.#host.element.renderRoot.querySelector<HTMLCanvasElement>(`canvas[data-view="${view?.index}"]`);
    canvas?.scrollIntoView({ block: "nearest" });
    this.#listen(canvas);
    this.#host.redraw();
  }

  #end(): void {
    this.#drawing = false;
    this.#listen(null);
    this.#host.redraw();
  }

  #listen(canvas: HTMLCanvasElement | null): void {
    this.#canvas?.removeEventListener("pointerdown", this.#down);
    this.#canvas?.removeEventListener("pointermove", this.#move);
    this.#canvas?.classList.remove("drawing");
    this.#canvas = canvas;
    this.#pen = null;
    canvas?.addEventListener("pointerdown", this.#down);
    canvas?.addEventListener("pointermove", this.#move);
    canvas?.classList.add("drawing");
  }

  readonly #down = (event: PointerEvent): void => {
    this.#canvas?.setPointerCapture(event.pointerId);
    this.#pen = null;
    this.#draw(event);
  };

  readonly #move = (event: PointerEvent): void => {
    if (event.buttons > 0) this.#draw(event);
  };

  #draw(event: PointerEvent): void {
    const { state } = this.#host.runtime;
    const view = viewOf(state);
    const box = this.#canvas?.getBoundingClientRect();
    if (!view || !box || !this.#prediction) return;
    const { x, y } = view.view.plot!(this.#dress(state), view.all, { width: box.width, height: box.height });
    const place = placeOf(this.#prediction, x.invert(event.clientX - box.left));
    const height = Math.max(0, y.invert(event.clientY - box.top));
    const to = { place, height };
    this.#prediction = stroke(this.#prediction, this.#pen ?? to, to);
    this.#pen = to;
    this.#place = place;
    this.#host.redraw();
  }
}

/** What it shows over the steps; of a loss in parts, the whole that validates. */
type Shown = Pick<CurvesOptions, "quantity" | "splits">;

interface Pad {
  index: number;
  view: AnyView;
  all: Record<string, unknown>;
  options: Shown;
}

/** The main drawing with a curve over the steps, or the first. */
function viewOf({ views }: FigureState): Pad | null {
  const found = views.flatMap((spec, index) => {
    const view = findView(spec.type);
    return view?.plot ? [{ index, view, all: { ...view.defaults, ...spec } as Record<string, unknown> }] : [];
  });
  const chosen = found.find(({ all }) => all.main) ?? found[0];
  return chosen ? { ...chosen, options: { quantity: "loss", splits: null, ...(chosen.all as Partial<Shown>) } } : null;
}

function columnOf({ quantity, splits }: Shown): keyof Curves {
  return columnName(quantity, splits?.at(-1) ?? "validation");
}

function quantityName(state: FigureState, { quantity, splits }: Shown, say: SayStudy): string {
  if (quantity === "accuracy") return say(splits?.at(-1) === "train" ? "trainAccuracy" : "validationAccuracy");
  return splits?.at(-1) === "train" ? say("trainLoss") : lossName(state, say);
}

function topOf({ runs }: FigureState, column: keyof Curves): number {
  if (column.endsWith("Accuracy")) return 1;
  const first = runs.flatMap((run) => columnsOf(run)[column]?.[0] ?? []).filter(Number.isFinite);
  return first.length > 0 ? 1.2 * Math.max(...first) : TOP;
}
