/** One number per layer on a logarithmic axis, from the input upwards: a line per run, dots while layers are few. */
import type { FigureState, RunState } from "../figure/state.js";
import { clipPolyline } from "../scene/clip.js";
import { type EndLabel, endLabels, labelMargin } from "../scene/end_labels.js";
import { compact } from "../scene/numbers.js";
import { plot } from "../scene/plot.js";
import type { Mark } from "../scene/scene.js";
import { niceLogDomain } from "../scene/ticks.js";
import { sayIn } from "../strings/say.js";
import { hint, tokenOf } from "./runs.js";
import type { Size } from "./view.js";

export interface LayerLine {
  run: RunState;
  /** From the input upwards; NaN where a layer has no such number. */
  values: readonly number[];
}

export interface LayerAxis {
  /** Layers at least, so that an empty drawing has its axis. */
  count: number;
  title: string;
  /** The span of the axis at most, in powers of ten below its top. */
  decades: number;
  /** Said while there is nothing to draw. */
  waits: string;
}

/** With more layers than this a line alone is read better. */
const MOST_DOTS = 40;

export function layerLines(
  state: FigureState,
  lines: readonly LayerLine[],
  { count, title, decades, waits }: LayerAxis,
  size: Size,
): Mark[] {
  const say = sayIn(state.lang);
  const positive = lines.flatMap(({ values }) => values.filter((value) => value > 0 && Number.isFinite(value)));
  const high = positive.reduce((most, value) => Math.max(most, value), 1e-30);
  const low = Math.max(
    positive.reduce((least, value) => Math.min(least, value), high),
    high * 10 ** -decades,
  );
  const labels = lines.map(({ run, values }) => ({ name: run.label, value: compact(values.at(-1)!, 2), strong: true }));
  const right = labelMargin(
    labels.length > 0 ? labels : state.runs.map(({ label }) => ({ name: label, strong: true })),
    size.width,
  );
  const { frame, x, y, marks } = plot({
    outer: { x: 0, y: 0, ...size },
    right,
    x: { domain: [0.6, count + 0.4], title: say("layerAxis"), whole: true },
    y: { domain: positive.length > 0 ? niceLogDomain(low, high) : [1e-4, 1], kind: "log", title },
  });
  const ends: EndLabel[] = [];
  lines.forEach(({ run, values }, index) => {
    const token = tokenOf(run);
    const points = values.flatMap((value, layer) => [x.at(layer + 1), y.at(value)]);
    const line = clipPolyline(points, frame);
    if (line.length > 0) marks.push({ kind: "path", points: line, stroke: token, width: 1.5 });
    let end: { x: number; y: number } | null = null;
    for (let i = 0; i < points.length; i += 2) {
      const [px, py] = [points[i]!, points[i + 1]!];
      if (!Number.isFinite(py) || py > frame.y + frame.height + 0.5) continue;
      if (values.length <= MOST_DOTS) marks.push({ kind: "circle", x: px, y: py, r: 3, fill: token });
      end = { x: px, y: py };
    }
    if (end) ends.push({ ...labels[index]!, ...end, token, priority: 1 });
  });
  marks.push(
    ...endLabels(
      ends,
      { left: frame.x + frame.width, width: right, top: 0, bottom: frame.y + frame.height + 4 },
      size.width,
    ),
  );
  if (lines.length === 0) marks.push(...hint(frame, waits));
  return marks;
}
