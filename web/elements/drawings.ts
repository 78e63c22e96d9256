/** All canvases of a figure: which view stands on which, what they want measured, and their text alternatives. */
import type { TimedProbe } from "../figure/probe_schedule.js";
import type { FigureState } from "../figure/state.js";
import type { Theme } from "../scene/palette.js";
import { type AnyView, findView, loadViews } from "../views/registry.js";
import type { Intent, Size } from "../views/view.js";
import { mainView } from "./anatomy.js";
import { ViewCanvas } from "./view_canvas.js";

/** A changed description is told again at most this often: assistive technology reads the whole label. */
const LABEL_MS = 1000;

export class Drawings {
  #canvases = new Map<HTMLCanvasElement, ViewCanvas>();
  #labelledAt = Number.NEGATIVE_INFINITY;
  #redraw: () => void;
  #remeasure: () => void;
  readonly #asked = new Set<string>();

  /** `remeasure`: a view is here that was not when it was last asked what it wants measured. */
  constructor(redraw: () => void, remeasure: () => void) {
    this.#redraw = redraw;
    this.#remeasure = remeasure;
  }

  /** Draws the state's views on the canvases that carry their index. */
  draw(root: ParentNode, state: FigureState, theme: Theme, now: number): void {
    const relabel = state.status !== "running" || now - this.#labelledAt >= LABEL_MS;
    if (relabel) this.#labelledAt = now;
    const present = new Map<HTMLCanvasElement, ViewCanvas>();
    for (const canvas of root.querySelectorAll<HTMLCanvasElement>("canvas[data-view]")) {
      const spec = state.views[Number(canvas.dataset.view)];
      const view = spec && findView(spec.type);
      if (spec && view) present.set(canvas, this.#on(canvas, view, spec));
      else if (spec) this.#fetch(spec.type);
    }
    const sizes = sizesInPlace([...present.values()], mainView(state));
    for (const [canvas, drawing] of present) {
      const description = drawing.draw(state, theme, sizes.get(drawing)!);
      if (description !== null && (relabel || !canvas.hasAttribute("aria-label")))
        canvas.setAttribute("aria-label", description);
    }
    for (const [canvas, drawing] of this.#canvases) {
      if (present.has(canvas)) continue;
      drawing.dispose();
      this.#canvases.delete(canvas);
    }
  }

  /** A view that was not shown at first. Asked for once: without a network it stays away. */
  #fetch(type: string): void {
    if (this.#asked.has(type)) return;
    this.#asked.add(type);
    void loadViews([type]).then(
      () => {
        this.#remeasure();
        this.#redraw();
      },
      () => {},
    );
  }

  intentOfClick(event: MouseEvent, state: FigureState): Intent | null {
    return (
      this.#canvases.get(event.currentTarget as HTMLCanvasElement)?.point(state, event.clientX, event.clientY) ?? null
    );
  }

  /** The place among a view's data under a point of the window. */
  placeAt(canvas: HTMLCanvasElement, state: FigureState, x: number, y: number): readonly [number, number] | null {
    return this.#canvases.get(canvas)?.placeAt(state, x, y) ?? null;
  }

  intentOfKey(event: KeyboardEvent, state: FigureState): Intent | null {
    return this.#canvases.get(event.currentTarget as HTMLCanvasElement)?.key(state, event.key) ?? null;
  }

  dispose(): void {
    for (const drawing of this.#canvases.values()) drawing.dispose();
    this.#canvases.clear();
  }

  #on(canvas: HTMLCanvasElement, view: AnyView, spec: FigureState["views"][number]): ViewCanvas {
    const known = this.#canvases.get(canvas);
    if (known) {
      known.use(view, spec);
      return known;
    }
    const drawing = new ViewCanvas(canvas, view, spec, this.#redraw);
    canvas.classList.toggle("points", view.point !== undefined);
    if (view.key) canvas.tabIndex = 0;
    this.#canvases.set(canvas, drawing);
    return drawing;
  }
}

/** Height over width up to which the main view grows. */
const TALLEST_MAIN = 1.15;
/** The row gap of .views, 1.2rem. */
const ROW_GAP = 19;

/** Natural sizes; beside a higher column of other views the main one grows to its height. */
function sizesInPlace(drawings: readonly ViewCanvas[], main: number): Map<ViewCanvas, Size> {
  const sizes = new Map(drawings.map((drawing) => [drawing, drawing.naturalSize()]));
  const mainDrawing = drawings[main];
  const size = mainDrawing && sizes.get(mainDrawing);
  const others = drawings.filter((drawing) => drawing !== mainDrawing);
  if (!size || others.length === 0 || others[0].place.left === mainDrawing.place.left) return sizes;
  const column = others.reduce((height, other) => height + other.place.above + sizes.get(other)!.height, 0);
  const height = Math.min(column + (others.length - 1) * ROW_GAP - mainDrawing.place.above, size.width * TALLEST_MAIN);
  sizes.set(mainDrawing, { width: size.width, height: Math.round(Math.max(size.height, height)) });
  return sizes;
}

/** Everything the state's views want measured. */
export function wantedProbes(state: FigureState): TimedProbe[] {
  return state.views.flatMap((spec) => {
    const view = findView(spec.type);
    return view ? view.probes(state, { ...view.defaults, ...spec }) : [];
  });
}
