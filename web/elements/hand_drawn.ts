/** Points drawn by hand: pressed or dragged over a drawing of the plane, or typed; each set of them trains anew. */
import { drawnSource, type Point } from "../figure/own_data.js";
import type { FigureRuntime } from "../figure/runtime.js";
import type { DataSource, ViewSpec } from "../figure/spec.js";
import type { FigureState } from "../figure/state.js";
import { kindOf } from "../figure/table_source.js";
import { type AnyView, findView } from "../views/registry.js";
import type { Drawings } from "./drawings.js";

/** While the pointer is dragged a point falls every so many pixels. */
const STROKE = 14;

export class HandDrawn {
  readonly #element: HTMLElement;
  readonly #runtime: () => FigureRuntime | null;
  readonly #drawings: Drawings;
  readonly #added: (point: Point, count: number) => void;
  #points: Point[] = [];
  #plane: DataSource["plane"];
  /** What the figure learns from now is what was drawn. */
  #source: DataSource | undefined;
  #cleared = false;
  #last: { x: number; y: number } | null = null;
  /** The class that the next point gets. */
  label = 0;
  active = false;

  /** `added` is told of each new point and of their number. */
  constructor(
    element: HTMLElement,
    runtime: () => FigureRuntime | null,
    drawings: Drawings,
    added: (point: Point, count: number) => void,
  ) {
    this.#element = element;
    this.#runtime = runtime;
    this.#drawings = drawings;
    this.#added = added;
  }

  /** Whether what the figure learns from was drawn. */
  shown(state: FigureState): boolean {
    return this.#source !== undefined && state.spec.source === this.#source;
  }

  get count(): number {
    return this.#points.length;
  }

  get cleared(): boolean {
    return this.#cleared;
  }

  start(state: FigureState): void {
    this.active = true;
    this.#cleared = false;
    const [view, options] = planeView(state) ?? [];
    this.#plane = view?.plane?.(state, options!);
    if (!this.shown(state)) this.#points = pointsOf(state);
    const root = this.#element.shadowRoot;
    root?.addEventListener("pointerdown", this.#down);
    root?.addEventListener("pointermove", this.#move);
    // Fingers draw instead of scrolling (data_styles.ts).
    this.#element.toggleAttribute("drawing", true);
  }

  stop(): void {
    this.active = false;
    const root = this.#element.shadowRoot;
    root?.removeEventListener("pointerdown", this.#down);
    root?.removeEventListener("pointermove", this.#move);
    this.#element.toggleAttribute("drawing", false);
  }

  add(x: number, y: number): void {
    if (this.#cleared) this.#points = [];
    this.#cleared = false;
    this.#points = [...this.#points, { x, y, label: this.label }];
    this.#added(this.#points.at(-1)!, this.count);
    this.#apply();
  }

  /** The last point stays: nothing can be learnt from an empty plane. */
  undo(): void {
    if (this.count < 2 || this.#cleared) return;
    this.#points = this.#points.slice(0, -1);
    this.#apply();
  }

  /** The next point begins an empty plane. */
  clear(): void {
    this.#cleared = true;
  }

  #apply(): void {
    const runtime = this.#runtime();
    const points = this.#points;
    void runtime?.setData((state) => {
      this.#source = drawnSource(state, points, this.#plane);
      return this.#source;
    });
  }

  readonly #down = (event: Event): void => this.#press(event as PointerEvent);
  readonly #move = (event: Event): void => {
    const { buttons, clientX, clientY } = event as PointerEvent;
    if (!(buttons & 1) || !this.#last) return;
    if (Math.hypot(clientX - this.#last.x, clientY - this.#last.y) >= STROKE) this.#press(event as PointerEvent);
  };

  #press(event: PointerEvent): void {
    const canvas = (event.target as Element).closest<HTMLCanvasElement>("canvas[data-view]");
    const state = this.#runtime()?.state;
    this.#last = null;
    if (!canvas || !state || event.button > 0) return;
    const place = this.#drawings.placeAt(canvas, state, event.clientX, event.clientY);
    if (!place) return;
    this.#last = { x: event.clientX, y: event.clientY };
    this.add(...place);
  }
}

/** The view whose plane can be drawn on, with its options. */
export function planeView(state: FigureState): [AnyView, Record<string, unknown>] | null {
  const wanted = kindOf(state.program) === "values" ? 1 : 2;
  for (const spec of state.views as ViewSpec[]) {
    const view = findView(spec.type);
    if (view?.plane && view.inputs === wanted) return [view, { ...view.defaults, ...spec }];
  }
  return null;
}

/** The points that are seen now: to add to them. */
function pointsOf({ probes, program }: FigureState): Point[] {
  const answer = Object.entries(probes).find(([key]) => /^data:\d+$/.test(key))?.[1];
  if (!answer?.inputs || !answer.targets) return [];
  const { inputs, targets } = answer;
  return Array.from(targets.data, (target, row): Point => {
    if (kindOf(program) === "values") return { x: inputs.data[row]!, y: target, label: 0 };
    return { x: inputs.data[2 * row]!, y: inputs.data[2 * row + 1]!, label: target };
  });
}
