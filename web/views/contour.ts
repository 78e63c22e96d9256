/** A surface from above and the runs on their way down; a click or the arrow keys choose where they start. */
import type { ProbeResult } from "../engine/program.js";
import type { FigureState, RunState } from "../figure/state.js";
import { type Box, clipPolyline } from "../scene/clip.js";
import { compact } from "../scene/numbers.js";
import { placeNear } from "../scene/placement.js";
import { type Plot, plot } from "../scene/plot.js";
import type { Mark } from "../scene/scene.js";
import { smallLabel, strongLabel, textWidth } from "../scene/type.js";
import { sayIn } from "../strings/say.js";
import { hint, tokenOf } from "./runs.js";
import { heightLinesOf, measured } from "./surface_lines.js";
import { type SurfaceFrame, surfaceFrames, widen } from "./surfaces.js";
import type { Size, View } from "./view.js";

export interface ContourOptions {
  /** The figure's variable that holds the start, `[x, y]`. */
  variable: string;
  levels: number;
}

const cells = 176;

export const contour: View<ContourOptions> = {
  type: "contour",
  defaults: { variable: "start", levels: 15 },
  aspect: (_options, width) => (width < 480 ? 0.95 : 0.72),
  probes(state) {
    const found = surfaceOf(state);
    if (!found) return [];
    const { x, y } = measured(found.frame);
    return [
      {
        key: keyOf(found.name),
        run: 0,
        name: "surface",
        options: { x: [...x], y: [...y], size: cells },
        everyMs: 60_000,
      },
    ];
  },
  scene(state, options, size) {
    const found = surfaceOf(state);
    const say = sayIn(state.lang);
    if (!found) {
      const marks = hint({ x: 0, y: 0, ...size }, say("noSurface"));
      return { ...size, marks, description: say("saysNoSurface") };
    }
    const base = plotOf(found.frame, size);
    const marks: Mark[] = [...base.marks];
    const answer = state.probes[keyOf(found.name)]?.value;
    if (answer) marks.push(...heightLines(answer, found.frame, options.levels, base));
    marks.push({ kind: "rect", ...base.frame, stroke: "rule" });
    marks.push(...minimumMarks(found.frame, base));
    marks.push(...state.runs.flatMap((run) => pathMarks(run, base)));
    const start = startOf(state);
    if (start) marks.push(...startMarks(start, base));
    marks.push(...headMarks(state, start, base));
    return { ...size, marks, description: describe(state, found.name, start) };
  },
  table(state) {
    const say = sayIn(state.lang);
    const head = [say("stepAxis"), ...state.runs.flatMap(({ label }) => [`${label} x`, `${label} y`])];
    const rows = new Map<number, number[]>();
    state.runs.forEach(({ path, step }, run) => {
      const last = path.length / 2 - 1;
      for (let point = 0; point <= last; point++) {
        // Points lie evenly over the steps, one for each until a path is thinned.
        const at = last > 0 ? Math.round((point * step) / last) : 0;
        if (!rows.has(at)) rows.set(at, [at, ...state.runs.flatMap(() => [Number.NaN, Number.NaN])]);
        rows.get(at)!.splice(1 + 2 * run, 2, path[2 * point]!, path[2 * point + 1]!);
      }
    });
    return { head, rows: [...rows.values()].sort(([a], [b]) => b! - a!) };
  },
  point(state, options, size, px, py) {
    const found = surfaceOf(state);
    if (!found) return null;
    const { frame, x, y } = plotOf(found.frame, size);
    if (px < frame.x || px > frame.x + frame.width || py < frame.y || py > frame.y + frame.height) return null;
    return { variable: options.variable, value: [rounded(x.invert(px)), rounded(y.invert(py))] };
  },
  key(state, options, key) {
    const [found, start] = [surfaceOf(state), startOf(state)];
    const direction = directions[key];
    if (!found || !start || !direction) return null;
    const { x, y } = found.frame;
    const move = (value: number, [low, high]: readonly [number, number], by: number) =>
      rounded(Math.min(Math.max(value + (by * (high - low)) / 40, low), high));
    return { variable: options.variable, value: [move(start[0], x, direction[0]), move(start[1], y, direction[1])] };
  },
};

const directions: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const rounded = (value: number) => Math.round(value * 100) / 100;
const keyOf = (name: string) => `surface:${name}`;

function surfaceOf(state: FigureState): { name: string; frame: SurfaceFrame } | null {
  const name = state.runs[0]?.program.surface?.name;
  const frame = name === undefined ? undefined : surfaceFrames[name];
  return name !== undefined && frame ? { name, frame } : null;
}

function startOf(state: FigureState): readonly [number, number] | null {
  return state.runs[0]?.program.surface?.start ?? null;
}

/** One unit is as long across as up: a narrow valley must look narrow. */
function plotOf(frame: SurfaceFrame, size: Size): Plot {
  const outer = { x: 0, y: 0, ...size };
  const first = plot({ outer, x: { domain: frame.x }, y: { domain: frame.y } }).frame;
  const plane = widen(frame, first.height / first.width);
  const made = plot({ outer, x: { domain: plane.x }, y: { domain: plane.y } });
  // Rules across the map would be taken for contours.
  return { ...made, marks: made.marks.filter((mark) => mark.kind === "text") };
}

function heightLines(answer: ProbeResult[string], frame: SurfaceFrame, levels: number, base: Plot): Mark[] {
  const points = toScene(heightLinesOf(answer, frame, levels), base);
  return points.length > 0 ? [{ kind: "path", points, stroke: "faint", width: 0.75, opacity: 0.8 }] : [];
}

function toScene(plane: ArrayLike<number>, { x, y, frame }: Plot): number[] {
  const points: number[] = [];
  for (let i = 0; i + 1 < plane.length; i += 2) points.push(x.at(plane[i]!), y.at(plane[i + 1]!));
  return clipPolyline(points, frame);
}

function minimumMarks({ minima }: SurfaceFrame, { x, y }: Plot): Mark[] {
  const arm = 4;
  return minima.map(([mx, my]) => {
    const [cx, cy] = [x.at(mx), y.at(my)];
    return {
      kind: "path",
      stroke: "ink",
      width: 1.25,
      points: [cx - arm, cy, cx + arm, cy, Number.NaN, Number.NaN, cx, cy - arm, cx, cy + arm],
    };
  });
}

function pathMarks(run: RunState, base: Plot): Mark[] {
  const points = toScene(run.path, base);
  return points.length > 0 ? [{ kind: "path", points, stroke: tokenOf(run), width: 1.75 }] : [];
}

function startMarks([sx, sy]: readonly [number, number], { x, y }: Plot): Mark[] {
  return [{ kind: "circle", x: x.at(sx), y: y.at(sy), r: 5, fill: "paper", stroke: "ink", strokeWidth: 1.5 }];
}

interface Head {
  run: RunState;
  x: number;
  y: number;
  inside: boolean;
}

/** The last finite place, or where the path leaves the map. */
function headOf(run: RunState, base: Plot): Head | null {
  const { frame, x, y } = base;
  for (let i = run.path.length - 2; i >= 0; i -= 2) {
    const [px, py] = [x.at(run.path[i]!), y.at(run.path[i + 1]!)];
    if (!Number.isFinite(px) || !Number.isFinite(py)) continue;
    const inside = px >= frame.x && px <= frame.x + frame.width && py >= frame.y && py <= frame.y + frame.height;
    if (inside && !run.diverged) return { run, x: px, y: py, inside };
    const seen = toScene(run.path, base);
    return seen.length > 1 ? { run, x: seen.at(-2)!, y: seen.at(-1)!, inside: false } : null;
  }
  return null;
}

function headMarks(state: FigureState, start: readonly [number, number] | null, base: Plot): Mark[] {
  const say = sayIn(state.lang);
  const { frame, x, y } = base;
  const marks: Mark[] = [];
  const around = (cx: number, cy: number, r: number): Box => ({ x: cx - r, y: cy - r, width: 2 * r, height: 2 * r });
  const moved = state.runs.filter(({ path }) => path.length > 2);
  const heads = moved.map((run) => headOf(run, base)).filter((head) => head !== null);
  const taken = heads.map((head) => around(head.x, head.y, 5));
  if (start) taken.push(around(x.at(start[0]), y.at(start[1]), 6));
  for (const { run, x: hx, y: hy, inside } of heads) {
    if (inside)
      marks.push({ kind: "circle", x: hx, y: hy, r: 4.5, fill: tokenOf(run), stroke: "paper", strokeWidth: 1.25 });
  }
  const room = { x: frame.x + 3, y: frame.y + 3, width: frame.width - 6, height: frame.height - 6 };
  const paths = moved.flatMap((run) => alongPath(toScene(run.path, base)));
  const label = (text: string, cx: number, cy: number, run: RunState | null) => {
    const style = run ? strongLabel : smallLabel;
    const size = { width: textWidth(text, style), height: 15 };
    // Beside the paths if there is room near by, over them rather than far away.
    const box =
      placeNear(cx, cy, size, room, [...taken, ...paths], [8, 16, 26]) ??
      placeNear(cx, cy, size, room, taken, [8, 18, 32, 48, 70, 96]);
    if (!box) return;
    taken.push(box);
    const token = run ? tokenOf(run) : "muted";
    const nearest = {
      x: Math.min(Math.max(cx, box.x), box.x + box.width),
      y: Math.min(Math.max(cy, box.y), box.y + box.height),
    };
    if (run && Math.hypot(nearest.x - cx, nearest.y - cy) > 14) {
      marks.push({ kind: "path", points: [cx, cy, nearest.x, nearest.y], stroke: token, width: 0.75, opacity: 0.7 });
    }
    marks.push({
      kind: "text",
      x: box.x,
      y: box.y + 11.5,
      text,
      size: style.size,
      weight: style.weight,
      fill: token,
      halo: true,
    });
  };
  for (const { run, x: hx, y: hy, inside } of heads) {
    const { diverged, label: name } = run;
    const out = inside ? name : say("offMap", { run: name });
    label(diverged ? say("nanLabel", { run: name, step: diverged.step }) : out, hx, hy, run);
  }
  if (start) label(say("start"), x.at(start[0]), y.at(start[1]), null);
  return marks;
}

/** Small boxes along a path, one every few units. */
function alongPath(points: readonly number[]): Box[] {
  const boxes: Box[] = [];
  let [x, y] = [Number.NEGATIVE_INFINITY, 0];
  for (let i = 0; i + 1 < points.length; i += 2) {
    if (Math.hypot(points[i]! - x, points[i + 1]! - y) < 5) continue;
    [x, y] = [points[i]!, points[i + 1]!];
    boxes.push({ x: x - 2, y: y - 2, width: 4, height: 4 });
  }
  return boxes;
}

function describe(state: FigureState, surface: string, start: readonly [number, number] | null): string {
  const say = sayIn(state.lang);
  const said = state.runs.flatMap(({ label: run, diverged, path, loss }) => {
    if (diverged) return [say("saysNan", { run, step: diverged.step })];
    if (path.length < 4) return [];
    return [say("saysPlace", { run, x: compact(path.at(-2)!), y: compact(path.at(-1)!), loss: compact(loss) })];
  });
  const runs = said.join(say("semicolon"));
  const told = said.length > 0 ? say("saysAtStep", { step: state.step, runs }) : say("saysNoStep");
  if (!start) return say("saysDescent", { surface, told });
  return say("saysDescentFrom", { surface, told, x: compact(start[0]), y: compact(start[1]) });
}
