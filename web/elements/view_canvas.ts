/** One view on one canvas: sized by its place, drawn when told, and the way back from a click or an arrow key. */

import type { ViewSpec } from "../figure/spec.js";
import type { FigureState } from "../figure/state.js";
import { CanvasPainter } from "../scene/canvas.js";
import type { Theme } from "../scene/palette.js";
import { described } from "../views/described.js";
import type { AnyView } from "../views/registry.js";
import type { Intent, Size } from "../views/view.js";

export class ViewCanvas {
  readonly canvas: HTMLCanvasElement;
  #view: AnyView;
  #options: Record<string, unknown>;
  #painter: CanvasPainter | null = null;
  #width = 0;
  #size: Size = { width: 0, height: 0 };
  #ratio = 1;
  #place: { left: number; above: number } | null = null;
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
      this.#place = null;
      resized();
    });
    this.#observer.observe(canvas.parentElement!);
  }

  /** The same view with other options. */
  use(view: AnyView, spec: ViewSpec): void {
    this.#view = view;
    this.#options = { ...view.defaults, ...spec };
  }

  /** Where its panel begins in the row, and the room that its title takes above it; read again after a resize. */
  get place(): { left: number; above: number } {
    const frame = this.canvas.parentElement!;
    this.#place ??= {
      left: frame.offsetLeft,
      above: frame.getBoundingClientRect().top - frame.parentElement!.getBoundingClientRect().top,
    };
    return this.#place;
  }

  /** The size that suits the view at the width of its place. */
  naturalSize(): Size {
    this.#width ||= this.canvas.parentElement?.clientWidth ?? 0;
    const width = Math.floor(this.#width);
    return { width, height: width < 1 ? 0 : Math.round(width * this.#view.aspect(this.#options, width)) };
  }

  /** Draws and answers the description; null while it has no width. */
  draw(state: FigureState, theme: Theme, size: Size): string | null {
    if (size.width < 1) return null;
    this.#resize(size);
    const context = this.canvas.getContext("2d");
    if (!context) return null;
    this.#painter ??= new CanvasPainter(context);
    const scene = this.#view.scene(state, this.#options, this.#size);
    this.#painter.paint(scene, { theme, ratio: this.#ratio });
    return described(this.#options, scene.description);
  }

  /** Where among its data a point of the window is. */
  placeAt(state: FigureState, clientX: number, clientY: number): readonly [number, number] | null {
    const box = this.canvas.getBoundingClientRect();
    return this.#view.place?.(state, this.#options, this.#size, clientX - box.left, clientY - box.top) ?? null;
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
