/** One view on one canvas: sized by its place, drawn when told, and the way back from a click or an arrow key. */

import type { ViewSpec } from "../figure/spec.js";
import type { FigureState } from "../figure/state.js";
import { CanvasPainter } from "../scene/canvas.js";
import type { Theme } from "../scene/palette.js";
import type { Intent, Size, View } from "../views/view.js";

// biome-ignore lint/suspicious/noExplicitAny: each view has options of its own; the spec's template fills them.
export type AnyView = View<any>;

export class ViewCanvas {
  readonly canvas: HTMLCanvasElement;
  #view: AnyView;
  #options: Record<string, unknown>;
  #painter: CanvasPainter | null = null;
  #width = 0;
  #size: Size = { width: 0, height: 0 };
  #ratio = 1;
  #observer: ResizeObserver;

  /** `resized` is called when the canvas has another width and wants to be drawn again. */
  constructor(canvas: HTMLCanvasElement, view: AnyView, spec: ViewSpec, resized: () => void) {
    this.canvas = canvas;
    this.#view = view;
    this.#options = { ...view.defaults, ...spec };
    this.#observer = new ResizeObserver(([entry]) => {
      const { width } = entry!.contentRect;
      if (width === this.#width) return;
      this.#width = width;
      resized();
    });
    this.#observer.observe(canvas.parentElement!);
  }

  /** The same view with other options. */
  use(view: AnyView, spec: ViewSpec): void {
    this.#view = view;
    this.#options = { ...view.defaults, ...spec };
  }

  get hasKeys(): boolean {
    return this.#view.key !== undefined;
  }

  /** Draws and answers the description; null while it has no width. */
  draw(state: FigureState, theme: Theme): string | null {
    this.#width ||= this.canvas.parentElement?.clientWidth ?? 0;
    if (this.#width < 1) return null;
    const width = Math.floor(this.#width);
    this.#resize({ width, height: Math.round(width * this.#view.aspect(this.#options, width)) });
    const context = this.canvas.getContext("2d");
    if (!context) return null;
    this.#painter ??= new CanvasPainter(context);
    const scene = this.#view.scene(state, this.#options, this.#size);
    this.#painter.paint(scene, { theme, ratio: this.#ratio });
    return scene.description;
  }

  /** What a click at a place of the window asks for. */
  point(state: FigureState, clientX: number, clientY: number): Intent | null {
    const box = this.canvas.getBoundingClientRect();
    return this.#view.point?.(state, this.#options, this.#size, clientX - box.left, clientY - box.top) ?? null;
  }

  key(state: FigureState, key: string): Intent | null {
    return this.#view.key?.(state, this.#options, key) ?? null;
  }

  dispose(): void {
    this.#observer.disconnect();
  }

  #resize(size: Size): void {
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    if (size.width === this.#size.width && size.height === this.#size.height && ratio === this.#ratio) return;
    this.#size = size;
    this.#ratio = ratio;
    this.canvas.width = Math.round(size.width * ratio);
    this.canvas.height = Math.round(size.height * ratio);
    // A style attribute would be blocked by a strict policy; the CSSOM is not.
    this.canvas.style.setProperty("width", `${size.width}px`);
    this.canvas.style.setProperty("height", `${size.height}px`);
  }
}
