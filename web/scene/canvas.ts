/** The canvas painter: a scene onto a 2-D context at the device's resolution. */
import { type Atlas, colourAtlas, type RasterMark } from "./atlas.js";
import { palette, type Theme } from "./palette.js";
import type { Mark, Scene, Token } from "./scene.js";
import { fontStacks, textSize } from "./type.js";

/** A canvas that is never shown: an OffscreenCanvas, or an element where there is none. */
export interface Scratch {
  width: number;
  height: number;
  getContext(kind: "2d", options?: CanvasRenderingContext2DSettings): unknown;
}

export interface CanvasPainterOptions {
  theme: Theme;
  /** Device pixels per scene unit; the canvas is `scene × ratio` pixels large. */
  ratio: number;
}

type MarkOf<Kind extends Mark["kind"]> = Extract<Mark, { kind: Kind }>;

export class CanvasPainter {
  #context: CanvasRenderingContext2D;
  #makeScratch: (width: number, height: number) => Scratch;
  #scratch: Scratch | null = null;
  /** What the context is set to within a painting. */
  #font = "";

  constructor(context: CanvasRenderingContext2D, makeScratch = browserScratch) {
    this.#context = context;
    this.#makeScratch = makeScratch;
  }

  /** The paper stays transparent: what lies behind the canvas shows through. */
  paint(scene: Scene, { theme, ratio }: CanvasPainterOptions): void {
    const context = this.#context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, scene.width, scene.height);
    context.lineJoin = "round";
    context.textBaseline = "alphabetic";
    this.#font = "";
    const rasters = scene.marks.filter((mark): mark is RasterMark => mark.kind === "grid" || mark.kind === "regions");
    const atlas = rasters.length > 0 ? colourAtlas(rasters, theme) : null;
    const image = atlas && this.#upload(atlas);
    let raster = 0;
    for (const mark of scene.marks) {
      context.globalAlpha = "opacity" in mark ? (mark.opacity ?? 1) : 1;
      switch (mark.kind) {
        case "path":
          this.#path(mark, theme);
          break;
        case "rect":
          this.#rect(mark, theme);
          break;
        case "circle":
          this.#circle(mark, theme);
          break;
        case "text":
          this.#text(mark, theme);
          break;
        default:
          this.#raster(mark, image!, atlas!.places[raster++]!, ratio);
      }
    }
    context.globalAlpha = 1;
  }

  #path({ points, stroke, fill, width = 1, dash, closed }: MarkOf<"path">, theme: Theme): void {
    const context = this.#context;
    context.beginPath();
    let pen = false;
    const close = () => {
      if (closed && pen) context.closePath();
      pen = false;
    };
    for (let i = 0; i + 1 < points.length; i += 2) {
      const x = points[i]!;
      const y = points[i + 1]!;
      if (!Number.isFinite(x) || !Number.isFinite(y)) close();
      else if (pen) context.lineTo(x, y);
      else {
        context.moveTo(x, y);
        pen = true;
      }
    }
    close();
    context.lineCap = dash ? "butt" : "round";
    context.setLineDash(dash ? [...dash] : []);
    this.#ink(theme, fill, stroke, width);
    context.setLineDash([]);
  }

  #rect({ x, y, width, height, fill, stroke, strokeWidth, radius }: MarkOf<"rect">, theme: Theme): void {
    const context = this.#context;
    context.beginPath();
    if (radius) context.roundRect(x, y, width, height, radius);
    else context.rect(x, y, width, height);
    this.#ink(theme, fill, stroke, strokeWidth);
  }

  #circle({ x, y, r, fill, stroke, strokeWidth }: MarkOf<"circle">, theme: Theme): void {
    this.#context.beginPath();
    this.#context.arc(x, y, r, 0, 2 * Math.PI);
    this.#ink(theme, fill, stroke, strokeWidth);
  }

  #ink(theme: Theme, fill: Token | undefined, stroke: Token | undefined, width = 1): void {
    const context = this.#context;
    if (fill) {
      context.fillStyle = palette[theme][fill];
      context.fill();
    }
    if (stroke) {
      context.strokeStyle = palette[theme][stroke];
      context.lineWidth = width;
      context.stroke();
    }
  }

  #text(mark: MarkOf<"text">, theme: Theme): void {
    const context = this.#context;
    const size = mark.size ?? textSize;
    const font = `${mark.weight ?? 400} ${size}px ${fontStacks[mark.font ?? "sans"]}`;
    // Setting it has the browser look up the canvas's style, even where it is the same: half of a figure's drawing.
    if (font !== this.#font) context.font = font;
    this.#font = font;
    context.textAlign = mark.anchor === "middle" ? "center" : (mark.anchor ?? "start");
    // The same offsets as the SVG painter, so that both draw one picture.
    const lift = mark.baseline === "middle" ? 0.35 * size : mark.baseline === "hanging" ? 0.74 * size : 0;
    if (mark.rotate) {
      context.save();
      context.translate(mark.x, mark.y);
      context.rotate((mark.rotate * Math.PI) / 180);
      this.#letters(mark, theme, 0, lift);
      context.restore();
    } else this.#letters(mark, theme, mark.x, mark.y + lift);
  }

  #letters(mark: MarkOf<"text">, theme: Theme, x: number, y: number): void {
    const context = this.#context;
    if (mark.halo) {
      context.strokeStyle = palette[theme].paper;
      context.lineWidth = 3;
      context.strokeText(mark.text, x, y);
    }
    context.fillStyle = palette[theme][mark.fill ?? "ink"];
    context.fillText(mark.text, x, y);
  }

  #raster(mark: RasterMark, image: Scratch, place: { x: number; y: number }, ratio: number): void {
    const context = this.#context;
    context.imageSmoothingEnabled = mark.kind === "regions" || mark.smooth === true;
    // Whole device pixels: neighbouring tiles keep sharp edges.
    const snap = (value: number) => Math.round(value * ratio) / ratio;
    const [x, y] = [snap(mark.x), snap(mark.y)];
    const [right, bottom] = [snap(mark.x + mark.width), snap(mark.y + mark.height)];
    context.drawImage(
      image as unknown as CanvasImageSource,
      place.x,
      place.y,
      mark.columns,
      mark.rows,
      x,
      y,
      right - x,
      bottom - y,
    );
  }

  #upload({ width, height, pixels }: Atlas): Scratch {
    this.#scratch ??= this.#makeScratch(width, height);
    const scratch = this.#scratch;
    if (scratch.width < width) scratch.width = width;
    if (scratch.height < height) scratch.height = height;
    const context = scratch.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
    const image = context.createImageData(width, height);
    image.data.set(pixels);
    context.putImageData(image, 0, 0);
    return scratch;
  }
}

function browserScratch(width: number, height: number): Scratch {
  if (typeof OffscreenCanvas !== "undefined") return new OffscreenCanvas(width, height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
