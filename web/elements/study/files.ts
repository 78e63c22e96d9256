/** What a reader takes away: drawings as PNG and SVG, the history as CSV, the programs as JSON. */
import type { Program } from "../../engine/program.js";
import type { FigureState } from "../../figure/state.js";
import { csv } from "../../figure/study/tables.js";
import { CanvasPainter } from "../../scene/canvas.js";
import { palette, type Theme } from "../../scene/palette.js";
import type { Scene } from "../../scene/scene.js";
import { svgText } from "../../scene/svg.js";
import type { SayStudy } from "../../strings/study.js";
import { findView } from "../../views/registry.js";
import { history, type Shown } from "./view_table.js";

/** Pixels per unit of the drawing. */
const RATIO = 2;
/** Around the drawing, in its units. */
const MARGIN = 16;

export interface TakenFile {
  name: string;
  content: Blob;
}

export function sceneOf(state: FigureState, index: number, width: number): Scene {
  const spec = state.views[index]!;
  const view = findView(spec.type)!;
  const options = { ...view.defaults, ...spec };
  return view.scene(state, options, { width, height: Math.round(width * view.aspect(options, width)) });
}

/** Colours as they are now, for programs that know no custom properties; on paper, with a margin. */
export function svgFile(scene: Scene, title: string, theme: Theme): string {
  const colours = palette[theme];
  const [width, height] = [scene.width + 2 * MARGIN, scene.height + 2 * MARGIN];
  const text = svgText(scene, { title, id: "livefig" }).replace(
    /var\(--lf-([\w-]+), #\w+\)/g,
    (_, token: keyof typeof colours) => colours[token],
  );
  const box = `viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}" width="${width}" height="${height}"`;
  const paper = `<rect x="${-MARGIN}" y="${-MARGIN}" width="${width}" height="${height}" fill="${colours.paper}"/>`;
  return text.replace(/viewBox="[^"]*" width="[^"]*" height="[^"]*"/, box).replace("</desc>", `</desc>\n${paper}`);
}

export async function pngFile(scene: Scene, theme: Theme): Promise<Blob> {
  const drawing = sheet(scene.width, scene.height);
  new CanvasPainter(drawing.getContext("2d")!).paint(scene, { theme, ratio: RATIO });
  const whole = sheet(scene.width + 2 * MARGIN, scene.height + 2 * MARGIN);
  const context = whole.getContext("2d")!;
  context.fillStyle = palette[theme].paper;
  context.fillRect(0, 0, whole.width, whole.height);
  context.drawImage(drawing, MARGIN * RATIO, MARGIN * RATIO);
  const blob = await new Promise<Blob | null>((resolve) => whole.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the browser made no image");
  return blob;
}

function sheet(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width * RATIO;
  canvas.height = height * RATIO;
  return canvas;
}

/** "04-dropout-curves": of several drawings of a kind, each has its number. */
export function viewFile({ spec, views }: FigureState, index: number): string {
  const { type } = views[index]!;
  const same = views.flatMap((view, at) => (view.type === type ? [at] : []));
  const number = same.length > 1 ? [String(same.indexOf(index) + 1)] : [];
  return [spec.name, type.replaceAll("_", "-"), ...number].join("-");
}

export function tableFile({ head, rows }: Shown): Blob {
  return new Blob([csv([head, ...rows])], { type: "text/csv" });
}

export function historyFile(state: FigureState, say: SayStudy): Blob {
  return tableFile(history(state, say, true));
}

/** One run's program as it is; several by name, each whole. */
export function programFile({ runs }: FigureState): string {
  const plain = (_: string, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
  const programs: Program | Record<string, Program> =
    runs.length === 1 ? runs[0]!.program : Object.fromEntries(runs.map(({ name, program }) => [name, program]));
  return `${JSON.stringify(programs, plain, 2)}\n`;
}

export function download({ name, content }: TakenFile): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
