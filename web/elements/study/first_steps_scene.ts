/** The first steps with bias correction and without, side by side, in units of the rate; a line for a gradient that stays the same. */
import { FIRST_STEPS, type FirstSteps, steadyFactor } from "../../figure/study/first_steps.js";
import { type EndLabel, endLabels, labelMargin } from "../../scene/end_labels.js";
import { compact } from "../../scene/numbers.js";
import { plot } from "../../scene/plot.js";
import type { Mark, Scene, Token } from "../../scene/scene.js";
import { niceDomain } from "../../scene/ticks.js";
import type { SayOptimizers } from "../../strings/optimizers.js";
import { listIn, type Say } from "../../strings/say.js";

export interface FirstStepsShown {
  steps: FirstSteps;
  betas: readonly [number, number];
  token: Token;
  width: number;
}

export function firstStepsScene(
  { steps, betas, token, width }: FirstStepsShown,
  say: Say,
  words: SayOptimizers,
): Scene {
  const size = { width, height: Math.round(width < 480 ? width * 0.75 : width * 0.44) };
  const { corrected, plain } = steps;
  const theory = Array.from({ length: FIRST_STEPS }, (_, index) => steadyFactor(betas, index + 1));
  const texts = { plain: words("without"), corrected: words("with") };
  const right = labelMargin(
    Object.values(texts).map((name) => ({ name, value: "0.00", strong: true })),
    width,
  );
  const base = plot({
    outer: { x: 0, y: 0, ...size },
    right,
    x: { domain: [0.4, FIRST_STEPS + 0.6], title: say("stepAxis"), whole: true },
    y: { domain: niceDomain(0, Math.max(1, ...theory, ...corrected, ...plain), 5), title: words("stepSizeAxis") },
  });
  const { frame, x, y } = base;
  const pitch = x.at(2) - x.at(1);
  const wide = Math.max(1, Math.min(pitch * 0.38, 9));
  const bar = (index: number, value: number, left: number, opacity: number): Mark => ({
    kind: "rect",
    x: x.at(index + 1) + left,
    y: y.at(value),
    width: wide,
    height: Math.max(0.5, y.at(0) - y.at(value)),
    fill: token,
    opacity,
  });
  const marks: Mark[] = [...base.marks];
  plain.forEach((value, index) => marks.push(bar(index, value, 0.5, 0.4)));
  corrected.forEach((value, index) => marks.push(bar(index, value, -wide - 0.5, 1)));
  marks.push({ kind: "path", points: [frame.x, y.at(1), frame.x + frame.width, y.at(1)], stroke: "ink", dash: [2, 3] });
  const steady = theory.flatMap((value, index) => [x.at(index + 1), y.at(value)]);
  marks.push({ kind: "path", points: steady, stroke: "ink", width: 1.25, dash: [5, 3] });
  const last = (values: readonly number[]) => values.at(-1) ?? Number.NaN;
  const ends: EndLabel[] = (["plain", "corrected"] as const)
    .filter((name) => steps[name].length > 0)
    .map((name) => ({
      name: texts[name],
      value: last(steps[name]).toFixed(2),
      strong: true,
      token,
      priority: 1,
      x: x.at(steps[name].length) + wide,
      y: y.at(last(steps[name])),
    }));
  const highest = theory.indexOf(Math.max(...theory));
  // Where the line stands highest there is room above it.
  const label = { name: words("steady"), x: x.at(highest + 1), y: y.at(theory[highest]!) - 7 };
  marks.push({
    kind: "text",
    x: Math.min(Math.max(label.x, frame.x + 70), frame.x + frame.width - 70),
    y: Math.max(label.y, frame.y + 8),
    text: label.name,
    anchor: "middle",
    size: 11,
    halo: true,
  });
  const column = { left: frame.x + frame.width, width: right, top: 0, bottom: frame.y + frame.height };
  marks.push(...endLabels(ends, column, width));
  const told = (values: readonly number[]) =>
    listIn(
      say,
      values.map((value) => compact(value)),
    );
  const values = (["corrected", "plain"] as const)
    .filter((name) => steps[name].length > 0)
    .map((name) => say("saysValue", { name: texts[name], value: told(steps[name]) }))
    .join(say("semicolon"));
  return { ...size, marks, description: say("saysPart", { name: words("stepSizeAxis"), values }) };
}
