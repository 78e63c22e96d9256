/** The hidden units of a network on the plane, one panel each: where it answers, and how the output weighs its answer. */
import type { ProbeResult } from "../engine/program.js";
import type { FigureState } from "../figure/state.js";
import { type Box, clipPolyline } from "../scene/clip.js";
import { compact } from "../scene/numbers.js";
import { classToken } from "../scene/palette.js";
import { linearScale } from "../scene/scale.js";
import type { Mark } from "../scene/scene.js";
import { smallLabel } from "../scene/type.js";
import { listIn, type Say, sayIn } from "../strings/say.js";
import { type HiddenUnit, hiddenUnitsOf, parametersProbe } from "./first_layer.js";
import { type Plane, planeIn, proportional } from "./plane.js";
import { hint, type RunChoice, runIndex } from "./runs.js";
import type { Size, View } from "./view.js";

export interface HiddenUnitsOptions {
  run: RunChoice;
  /** At most so many panels; of more units, those that weigh most. */
  most: number;
}

const headHeight = 17;
const gap = 12;

export const hiddenUnits: View<HiddenUnitsOptions> = {
  type: "hidden_units",
  defaults: { run: 0, most: 9 },
  aspect: (_options, width) => (width < 480 ? 1 : 0.8),
  probes(state, options) {
    const run = runIndex(state, options.run);
    const data = { key: `data:${run}`, run, name: "data", options: { split: "train", limit: 400 }, everyMs: 2000 };
    return [parametersProbe(run), data];
  },
  scene(state, options, size) {
    const run = runIndex(state, options.run);
    const all = hiddenUnitsOf(state, run);
    const flat = all?.every(({ weights }) => weights.length === 2) ? all : all && [];
    const units = strongest(flat ?? [], options.most);
    const marks = units.flatMap(({ unit, index }, at) =>
      panel(
        unit,
        index,
        planeIn(state, run, {}),
        panelOf(at, units.length, size),
        state.probes[`data:${run}`],
        sayIn(state.lang),
      ),
    );
    if (units.length === 0)
      marks.push(...hint({ x: 0, y: 0, ...size }, sayIn(state.lang)(flat ? "hiddenUnitsNone" : "hiddenUnitsWait")));
    return { ...size, marks, description: describe(state, run, flat) };
  },
};

/** How much a unit can matter: its slope times its weight in the output. */
const strength = ({ weights, vote }: HiddenUnit): number => Math.hypot(...weights) * Math.abs(vote);

function strongest(units: readonly HiddenUnit[], most: number): { unit: HiddenUnit; index: number }[] {
  const numbered = units.map((unit, index) => ({ unit, index }));
  const kept = [...numbered].sort((a, b) => strength(b.unit) - strength(a.unit)).slice(0, most);
  return numbered.filter((each) => kept.includes(each));
}

/** In as many columns as make the panels largest. */
function panelOf(at: number, count: number, { width, height }: Size): Box {
  const layouts = Array.from({ length: count }, (_, index) => {
    const columns = index + 1;
    const rows = Math.ceil(count / columns);
    const box = { width: (width - (columns - 1) * gap) / columns, height: (height - (rows - 1) * gap) / rows };
    return { columns, box, side: Math.min(box.width, box.height - headHeight) };
  });
  const { columns, box } = layouts.reduce((best, each) => (each.side > best.side ? each : best));
  return { x: (at % columns) * (box.width + gap), y: Math.floor(at / columns) * (box.height + gap), ...box };
}

function panel(
  unit: HiddenUnit,
  index: number,
  plane: Plane,
  outer: Box,
  data: ProbeResult | undefined,
  say: Say,
): Mark[] {
  const box = proportional(plane, { ...outer, y: outer.y + headHeight, height: outer.height - headHeight });
  const x = linearScale(plane.x, [box.x, box.x + box.width]);
  const y = linearScale(plane.y, [box.y + box.height, box.y]);
  // Small panels need fewer cells.
  const cells = Math.round(Math.min(20, Math.max(10, box.width / 9)));
  const values = Float32Array.from({ length: cells * cells }, (_, cell) => {
    const across = ((cell % cells) + 0.5) / cells;
    const down = (Math.floor(cell / cells) + 0.5) / cells;
    const answer = unit.at(
      plane.x[0] + across * (plane.x[1] - plane.x[0]),
      plane.y[1] - down * (plane.y[1] - plane.y[0]),
    );
    return answer * Math.sign(unit.vote);
  });
  const high = Math.max(1e-6, ...values.map(Math.abs));
  const marks: Mark[] = [
    {
      kind: "grid",
      ...box,
      columns: cells,
      rows: cells,
      values,
      ramp: "sign",
      domain: [-high, high],
      smooth: true,
      opacity: 0.6,
    },
    { kind: "rect", ...box, stroke: "rule" },
  ];
  const line = clipPolyline(
    foldOf(unit, plane).map((value, i) => (i % 2 === 0 ? x.at(value) : y.at(value))),
    box,
  );
  if (line.length > 0) marks.push({ kind: "path", points: line, stroke: "ink", width: 1.5 });
  if (data?.inputs && data.targets) {
    const { inputs, targets } = data;
    const shownPoints = box.width > 130 ? 100 : 40;
    const every = Math.max(1, Math.ceil(targets.data.length / shownPoints));
    for (let row = 0; row < targets.data.length; row += every) {
      const [px, py] = [x.at(inputs.data[2 * row]!), y.at(inputs.data[2 * row + 1]!)];
      if (px < box.x || px > box.x + box.width || py < box.y || py > box.y + box.height) continue;
      marks.push({
        kind: "circle",
        x: px,
        y: py,
        r: 1.8,
        fill: classToken(targets.data[row]!),
        stroke: "ink",
        strokeWidth: 0.5,
      });
    }
  }
  const text = { kind: "text", y: outer.y + 11, size: smallLabel.size } as const;
  marks.push({ ...text, x: box.x, text: say("hiddenUnit", { number: index + 1 }), fill: "muted" });
  const wide = box.width > 84;
  if (wide)
    marks.push({ ...text, x: box.x + box.width, text: weighed(unit), anchor: "end", fill: "ink", font: "mono" });
  return marks;
}

const weighed = ({ vote }: HiddenUnit): string => `${vote >= 0 ? "+" : ""}${compact(vote, 2)}`;

/** Where the unit's weighted sum is zero: a line through the plane, longer than it. */
function foldOf({ weights, bias }: HiddenUnit, plane: Plane): number[] {
  const [a, b] = weights as [number, number];
  const square = a * a + b * b;
  if (!(square > 0)) return [];
  const [cx, cy] = [(-a * bias) / square, (-b * bias) / square];
  const reach = 2 * Math.hypot(plane.x[1] - plane.x[0], plane.y[1] - plane.y[0]) + Math.hypot(cx, cy);
  const [dx, dy] = [(-b / Math.sqrt(square)) * reach, (a / Math.sqrt(square)) * reach];
  return [cx - dx, cy - dy, cx + dx, cy + dy];
}

function describe(state: FigureState, index: number, units: readonly HiddenUnit[] | null): string {
  const say = sayIn(state.lang);
  const { label: run } = state.runs[index]!;
  if (!units) return say("saysHiddenWait", { run });
  if (units.length === 0) return say("saysHiddenNone", { run });
  const votes = units.map((unit, at) => say("saysHiddenUnit", { number: at + 1, weight: weighed(unit) }));
  const rest = votes.length - 9;
  const shown = rest > 0 ? [...votes.slice(0, 9), say("saysHiddenMore", { count: rest })] : votes;
  return say("saysHidden", { run, step: state.step, count: units.length, units: listIn(say, shown) });
}
