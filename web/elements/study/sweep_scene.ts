/** A sweep as one picture: how every run ends at each value, validation strong, training dashed, the present value marked. */
import { shortNumber } from "../../figure/short_number.js";
import type { SweepSpec } from "../../figure/spec.js";
import { bestOf, type SweepEnd, type SweepLine } from "../../figure/study/sweep.js";
import { type EndLabel, endLabels, labelMargin } from "../../scene/end_labels.js";
import { loss as lossText, percent } from "../../scene/numbers.js";
import { runToken } from "../../scene/palette.js";
import { type Plot, plot } from "../../scene/plot.js";
import type { Mark, Scene } from "../../scene/scene.js";
import { linearTicks, logTicks, niceDomain, type Tick } from "../../scene/ticks.js";
import { number, smallLabel, textWidth } from "../../scene/type.js";
import { listIn, type Say } from "../../strings/say.js";
import type { SayStudy } from "../../strings/study.js";

const WIDEST = 640;

export interface SweepShown {
  sweep: SweepSpec;
  lines: readonly SweepLine[];
  /** The variable's value in the figure now. */
  present: number;
  /** The variable, as its control says it. */
  label: string;
  /** Room that there is. */
  width: number;
}

export function sweepScene(shown: SweepShown, say: Say, study: SayStudy): Scene {
  const { sweep, lines, present } = shown;
  const size = sizeFor(shown.width);
  const accuracy = sweep.quantity === "accuracy";
  const text = accuracy ? percent : lossText;
  const splits = accuracy ? (["validation"] as const) : (["train", "validation"] as const);
  const ends = lines.flatMap((line) =>
    splits.flatMap((split): (EndLabel & { end: SweepEnd })[] => {
      const end = line.ends.findLast((each) => Number.isFinite(each[split]));
      const strong = split === "validation";
      if (!end) return [];
      const name = strong ? line.label : say("train");
      return [
        { name, token: runToken(line.color), strong, priority: Number(strong), x: end.value, y: end[split], end },
      ];
    }),
  );
  const named = labelMargin(
    lines.map((line) => ({ name: line.label, strong: true })),
    size.width,
  );
  const right = Math.max(named, Math.min(besideTitle(shown), size.width / 2));
  const base = frameOf(shown, right, say);
  const at = (end: SweepEnd, value: number) => ({ x: base.x.at(placeOf(sweep, end.value)), y: base.y.at(value) });
  const marks: Mark[] = [...base.marks, ...boundMarks(sweep, base), ...presentMarks(sweep, present, base, study)];
  for (const line of lines) {
    const banded = line.ends.filter(({ band }) => band);
    const edge = [
      ...banded.map((end) => at(end, end.band![0])),
      ...[...banded].reverse().map((end) => at(end, end.band![1])),
    ];
    const points = edge.flatMap(({ x, y }) => [x, within(base, y)]);
    if (banded.length > 1)
      marks.push({ kind: "path", points, fill: runToken(line.color), opacity: 0.16, closed: true });
  }
  for (const line of lines)
    for (const split of splits) {
      const strong = split === "validation";
      const token = runToken(line.color);
      const known = line.ends.filter((end) => Number.isFinite(end[split]));
      const points = known.flatMap((end) => {
        const { x, y } = at(end, end[split]);
        return [x, within(base, y)];
      });
      if (known.length > 1)
        marks.push({ kind: "path", points, stroke: token, width: strong ? 2 : 1.25, ...(!strong && { dash: [3, 3] }) });
      for (const end of strong ? known : []) {
        const { x, y } = at(end, end.validation);
        marks.push({ kind: "circle", x, y: within(base, y), r: 2.5, fill: token });
      }
    }
  for (const line of lines) {
    const best = accuracy ? null : bestOf(line, false);
    if (best && line.ends.length === sweep.values.length)
      marks.push({
        kind: "circle",
        ...at(best, best.validation),
        r: 5,
        stroke: runToken(line.color),
        strokeWidth: 1.5,
      });
    for (const end of line.ends) if (end.diverged) marks.push(...cross(base.x.at(placeOf(sweep, end.value)), base));
  }
  const { frame } = base;
  const column = { left: frame.x + frame.width, width: right, top: 0, bottom: frame.y + frame.height };
  const labels = ends.map((each) => ({ ...each, ...at(each.end, each.y) }));
  marks.push(
    ...endLabels(
      labels.map((each) => ({ ...each, y: within(base, each.y) })),
      column,
      size.width,
    ),
  );
  return { ...size, marks, description: describe(shown, text, say) };
}

function sizeFor(room: number): { width: number; height: number } {
  const width = Math.round(Math.min(Math.max(room, 280), WIDEST));
  return { width, height: Math.round(width < 480 ? width * 0.75 : width * 0.48) };
}

/** The axis's title stands under the labels, and leaves the last value its number. */
function besideTitle({ sweep, label }: SweepShown): number {
  return textWidth(label, smallLabel) + textWidth(shortNumber(sweep.values.at(-1)!), number) / 2 + 10;
}

/** 0 has no place on a logarithmic axis: it stands half a decade before the first that has one. */
function placeOf({ values, log }: SweepSpec, value: number): number {
  return log && value <= 0 ? values.find((each) => each > 0)! / 10 ** 0.5 : value;
}

function frameOf({ sweep, lines, label, width }: SweepShown, right: number, say: Say): Plot {
  const { values, log } = sweep;
  const accuracy = sweep.quantity === "accuracy";
  const [first, last] = [placeOf(sweep, values[0]!), values.at(-1)!];
  const ticks: Tick[] = log
    ? [
        ...(values[0]! <= 0 ? [{ value: first, text: "0" }] : []),
        ...logTicks(values.find((each) => each > 0)!, last, 7),
      ]
    : linearTicks(first, last, 9);
  const all = lines.flatMap(({ ends }) => ends.flatMap(({ train, validation }) => [train, validation]));
  const highest = Math.max(...all.filter(Number.isFinite), 0.1);
  return plot({
    outer: { x: 0, y: 0, ...sizeFor(width) },
    right,
    x: { domain: [first, last], kind: log ? "log" : "linear", title: label, ticks },
    y: accuracy
      ? { domain: [0, 1], title: say("accuracyAxis"), text: percent }
      : { domain: niceDomain(0, Math.min(highest, sweep.top ?? highest), 5), title: say("lossAxis") },
  });
}

function within({ frame }: Plot, y: number): number {
  return Math.min(Math.max(y, frame.y), frame.y + frame.height);
}

function boundMarks({ above }: SweepSpec, { frame, y }: Plot): Mark[] {
  if (above === undefined) return [];
  const at = y.at(above);
  return [{ kind: "path", points: [frame.x, at, frame.x + frame.width, at], stroke: "muted", dash: [2, 4] }];
}

function presentMarks(sweep: SweepSpec, present: number, { frame, x }: Plot, study: SayStudy): Mark[] {
  const [low, high] = [sweep.values[0]!, sweep.values.at(-1)!];
  if (present < low || present > high) return [];
  const at = x.at(Math.max(placeOf(sweep, present), placeOf(sweep, low)));
  const text = study("sweepNow", { value: shortNumber(present) });
  const half = textWidth(text, smallLabel) / 2;
  const middle = Math.min(Math.max(at, frame.x + half + 4), frame.x + frame.width - half);
  return [
    { kind: "path", points: [at, frame.y, at, frame.y + frame.height], stroke: "ink", width: 1, dash: [5, 3] },
    {
      kind: "text",
      x: middle,
      y: frame.y - 5,
      text,
      anchor: "middle",
      size: smallLabel.size,
      fill: "ink",
      weight: 600,
    },
  ];
}

function cross(x: number, { frame }: Plot): Mark[] {
  const [y, arm] = [frame.y + 6, 4];
  const pen = Number.NaN;
  const points = [x - arm, y - arm, x + arm, y + arm, pen, pen, x - arm, y + arm, x + arm, y - arm];
  return [{ kind: "path", points, stroke: "bad", width: 2 }];
}

function describe({ sweep, lines, label }: SweepShown, text: (value: number) => string, say: Say): string {
  return lines
    .map(({ label: name, ends }) => {
      const values = ends.map(({ value, validation, diverged }) =>
        say("saysValue", { name: `${label} ${shortNumber(value)}:`, value: diverged ? "NaN" : text(validation) }),
      );
      return say("saysPart", { name: `${sweep.title}, ${name}`, values: listIn(say, values) });
    })
    .join(say("sentenceGap"));
}
