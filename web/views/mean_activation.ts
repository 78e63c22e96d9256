/** Why dropout scales: a layer's mean activation in training, in evaluation, and in evaluation had nothing been scaled. */
import type { FigureState } from "../figure/state.js";
import { compact } from "../scene/numbers.js";
import { linearScale } from "../scene/scale.js";
import type { Mark, Token } from "../scene/scene.js";
import { label, number, smallLabel, textWidth } from "../scene/type.js";
import { listIn, type Say, sayIn } from "../strings/say.js";
import { layerBlocks } from "./layer_blocks.js";
import { hint, type RunChoice, runIndex, tokenOf } from "./runs.js";
import type { Size, View } from "./view.js";

export interface MeanActivationOptions {
  run: RunChoice;
}

export const meanActivation: View<MeanActivationOptions> = {
  type: "mean_activation",
  defaults: { run: 0 },
  aspect: (_options, width) => (width < 480 ? 0.72 : 0.5),
  probes: (state, options) =>
    dropouts(state, options).map(({ run, layer }) => ({
      key: keyOf(run, layer),
      run,
      name: "train_eval",
      options: { layer },
      everyMs: 250,
    })),
  scene(state, options, size) {
    const groups = groupsOf(state, options);
    const say = sayIn(state.lang);
    const token = tokenOf(state.runs[runIndex(state, options.run)]!);
    return { ...size, marks: draw(groups, token, size, say), description: describe(groups, say) };
  },
};

const keyOf = (run: number, layer: number) => `train_eval:${run}:${layer}`;

function dropouts(state: FigureState, options: MeanActivationOptions): { run: number; layer: number; name: string }[] {
  const run = runIndex(state, options.run);
  const blocks = layerBlocks(state.runs[run]?.program ?? {}, sayIn(state.lang));
  return blocks.filter(({ dropout }) => dropout >= 0).map(({ name, dropout }) => ({ run, layer: dropout, name }));
}

interface Group {
  name: string;
  train: number;
  eval: number;
  unscaled: number;
}

function groupsOf(state: FigureState, options: MeanActivationOptions): Group[] {
  return dropouts(state, options).map(({ run, layer, name }) => {
    const answer = state.probes[keyOf(run, layer)];
    const value = (array: string) => answer?.[array]?.data[0] ?? Number.NaN;
    return { name, train: value("train"), eval: value("eval"), unscaled: value("eval_unscaled") };
  });
}

const bars = [
  { key: "train", label: "modeTrain", opacity: 1 },
  { key: "eval", label: "eval", opacity: 0.6 },
  { key: "unscaled", label: "evalUnscaled", opacity: 0 },
] as const;

function draw(groups: readonly Group[], token: Token, size: Size, say: Say): Mark[] {
  const area = { x: 0, y: 0, ...size };
  if (groups.length === 0) return hint(area, say("noDropout"));
  const left = Math.max(...bars.map((bar) => textWidth(say(bar.label), smallLabel))) + 10;
  const right = size.width - textWidth("0.000", number) - 10;
  const values = groups.flatMap((group) => bars.map(({ key }) => group[key])).filter(Number.isFinite);
  const x = linearScale([0, Math.max(...values, 1e-6)], [left, right]);
  const headHeight = 20;
  const groupGap = 10;
  const pitch = Math.min(28, (size.height - groups.length * (headHeight + groupGap)) / (groups.length * bars.length));
  const thickness = Math.min(12, pitch * 0.6);
  const marks: Mark[] = [];
  groups.forEach((group, index) => {
    const top = index * (headHeight + groupGap + bars.length * pitch);
    marks.push({ kind: "text", x: 0, y: top + 12, text: group.name, weight: 600, size: label.size });
    const ratio = group.unscaled / group.eval;
    if (Number.isFinite(ratio) && ratio > 1.005) {
      marks.push({
        kind: "text",
        x: size.width,
        y: top + 12,
        anchor: "end",
        size: smallLabel.size,
        fill: "muted",
        text: say("tooLarge", { ratio: compact(ratio, 2) }),
      });
    }
    const start = top + headHeight;
    marks.push({ kind: "path", points: [left + 0.5, start, left + 0.5, start + bars.length * pitch], stroke: "faint" });
    bars.forEach((bar, row) => {
      const middle = start + (row + 0.5) * pitch;
      marks.push({
        kind: "text",
        x: left - 10,
        y: middle,
        text: say(bar.label),
        anchor: "end",
        baseline: "middle",
        size: smallLabel.size,
        fill: "muted",
      });
      const value = group[bar.key];
      if (!Number.isFinite(value)) return;
      const box = {
        x: left + 1,
        y: middle - thickness / 2,
        width: Math.max(x.at(value) - left - 1, 0.5),
        height: thickness,
      };
      if (bar.opacity > 0) marks.push({ kind: "rect", ...box, fill: token, opacity: bar.opacity });
      else
        marks.push({ kind: "rect", ...box, y: box.y + 0.5, height: box.height - 1, stroke: "bad", strokeWidth: 1.25 });
      marks.push({
        kind: "text",
        x: x.at(value) + 6,
        y: middle,
        text: compact(value),
        baseline: "middle",
        size: number.size,
        font: "mono",
      });
    });
  });
  if (values.length === 0) marks.push(...hint(area, say("measuring")));
  return marks;
}

function describe(groups: readonly Group[], say: Say): string {
  if (groups.length === 0) return say("saysNoDropout");
  const known = groups.filter((group) => Number.isFinite(group.train));
  if (known.length === 0) return say("saysMeansWait");
  const said = known.map(({ name, ...means }) =>
    say("saysMean", {
      name,
      train: compact(means.train),
      eval: compact(means.eval),
      unscaled: compact(means.unscaled),
    }),
  );
  return say("saysMeans", { layers: listIn(say, said) });
}
