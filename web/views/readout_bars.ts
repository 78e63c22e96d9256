/** How much each layer knows: the accuracy of a linear classifier that is given only that layer's output. */
import { rowShape } from "../figure/shapes.js";
import type { FigureState } from "../figure/state.js";
import { percent } from "../scene/numbers.js";
import { linearScale } from "../scene/scale.js";
import type { Mark } from "../scene/scene.js";
import { label, number, smallLabel, textWidth } from "../scene/type.js";
import { listIn, sayIn } from "../strings/say.js";
import { layerBlocks } from "./layer_blocks.js";
import { hint, type RunChoice, runIndex, tokenOf } from "./runs.js";
import type { Size, View } from "./view.js";

export interface ReadoutBarsOptions {
  run: RunChoice;
}

export const readoutBars: View<ReadoutBarsOptions> = {
  type: "readout_bars",
  defaults: { run: 0 },
  aspect: (_options, width) => (width < 480 ? 0.62 : 0.42),
  probes(state, options) {
    const run = runIndex(state, options.run);
    const layers = asked(state, run).map(({ layer }) => layer);
    return [{ key: keyOf(state, run), run, name: "readout", options: { layers }, everyMs: 250 }];
  },
  scene(state, options, size) {
    const run = runIndex(state, options.run);
    const answer = state.probes[keyOf(state, run)];
    const found = new Map<number, number>();
    answer?.layer?.data.forEach((layer, index) => found.set(layer, answer.accuracy!.data[index]!));
    const bars = asked(state, run).map(({ name, layer }) => ({ name, accuracy: found.get(layer) ?? Number.NaN }));
    return { ...size, marks: draw(state, run, bars, size), description: describe(state, run, bars) };
  },
};

interface Bar {
  name: string;
  accuracy: number;
}

/** The input and every block's output: −1 is the input to the probe. */
function asked(state: FigureState, run: number): { name: string; layer: number }[] {
  const say = sayIn(state.lang);
  const blocks = layerBlocks(state.runs[run]?.program ?? {}, say);
  const { data } = state.runs[run]?.program ?? {};
  const given = say(data && rowShape(data).length === 3 ? "pixels" : "input");
  return [{ name: given, layer: -1 }, ...blocks.map(({ name, last }) => ({ name, layer: last }))];
}

function keyOf(state: FigureState, run: number): string {
  return `readout:${run}:${asked(state, run)
    .map(({ layer }) => layer)
    .join(",")}`;
}

function draw(state: FigureState, run: number, bars: readonly Bar[], size: Size): Mark[] {
  const say = sayIn(state.lang);
  const token = tokenOf(state.runs[run]!);
  const left = Math.max(...bars.map(({ name }) => textWidth(name, label))) + 10;
  const right = size.width - textWidth("99.9%", number) - 8;
  const [top, bottom] = [20, size.height - 22];
  const x = linearScale([0, 1], [left, right]);
  const pitch = Math.min((bottom - top) / bars.length, 44);
  const end = top + pitch * bars.length;
  const marks: Mark[] = [
    {
      kind: "text",
      x: 0,
      y: 11,
      text: say("readoutTitle"),
      size: smallLabel.size,
      fill: "muted",
    },
  ];
  for (const share of [0, 0.5, 1]) {
    const at = Math.round(x.at(share)) + 0.5;
    marks.push({ kind: "path", points: [at, top, at, end], stroke: share === 0 ? "faint" : "rule" });
    marks.push({
      kind: "text",
      x: at,
      y: end + 14,
      text: percent(share),
      anchor: "middle",
      size: number.size,
      font: "mono",
      fill: "muted",
    });
  }
  const thickness = Math.min(Math.max(pitch * 0.42, 6), 14);
  bars.forEach(({ name, accuracy }, index) => {
    const middle = top + (index + 0.5) * pitch;
    marks.push({ kind: "text", x: left - 10, y: middle, text: name, anchor: "end", baseline: "middle" });
    if (Number.isNaN(accuracy)) return;
    marks.push({
      kind: "rect",
      x: x.at(0) + 0.5,
      y: middle - thickness / 2,
      width: Math.max(x.at(accuracy) - x.at(0), 0.5),
      height: thickness,
      fill: index === 0 ? "faint" : token,
    });
    marks.push({
      kind: "text",
      x: x.at(accuracy) + 6,
      y: middle,
      text: percent(accuracy),
      baseline: "middle",
      font: "mono",
      size: number.size,
      halo: true,
    });
  });
  if (bars.every(({ accuracy }) => Number.isNaN(accuracy))) {
    marks.push(...hint({ x: left, y: top, width: right - left, height: end - top }, say("measuring")));
  }
  return marks;
}

function describe(state: FigureState, run: number, bars: readonly Bar[]): string {
  const say = sayIn(state.lang);
  const known = bars.filter(({ accuracy }) => !Number.isNaN(accuracy));
  if (known.length === 0) return say("saysReadoutWaits");
  const said = known.map(({ name, accuracy }) => say("saysValue", { name, value: percent(accuracy) }));
  return say("saysReadout", { run: state.runs[run]!.label, layers: listIn(say, said) });
}
