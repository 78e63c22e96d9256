/** Train mode beside eval mode: both losses while batches pass, and under them what the running averages have to do with it. */
import type { Gap, Modes } from "../../figure/study/modes.js";
import { clipPolyline } from "../../scene/clip.js";
import { type EndLabel, endLabels, labelMargin } from "../../scene/end_labels.js";
import { compact, loss as lossText } from "../../scene/numbers.js";
import { type Plot, plot } from "../../scene/plot.js";
import type { Mark, Scene, Token } from "../../scene/scene.js";
import { niceDomain, type Tick } from "../../scene/ticks.js";
import type { Say } from "../../strings/say.js";
import type { SayStudy } from "../../strings/study.js";

export interface ModesShown {
  modes: Modes;
  /** So many batches pass in the end. */
  most: number;
  token: Token;
  width: number;
}

export const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

export function modesScene({ modes, most, token, width }: ModesShown, say: Say, study: SayStudy): Scene {
  const narrow = width < 480;
  const high = Math.round(width * (narrow ? 0.72 : 0.42));
  const low = Math.round(narrow ? width * 0.5 : width * 0.28);
  const marks = [...losses({ modes, most, token, width }, high, say, study)];
  const panels = narrow
    ? [
        { x: 0, y: high + 12, width, height: low },
        { x: 0, y: high + low + 24, width, height: low },
      ]
    : [
        { x: 0, y: high + 16, width: width / 2 - 8, height: low },
        { x: width / 2 + 8, y: high + 16, width: width / 2 - 8, height: low },
      ];
  const of = (pick: (gap: Gap) => number) => ({ before: modes.before.map(pick), after: modes.after.map(pick) });
  const means = of(({ mean }) => mean);
  const deviations = of(({ deviation }) => deviation);
  const count = Math.max(2, modes.before.length);
  const [one, other] = panels as [(typeof panels)[number], (typeof panels)[number]];
  const x = { domain: [0.6, count + 0.4] as const, title: say("layerAxis"), whole: true };
  const right = labelMargin(
    (["modesBefore", "modesAfter"] as const).map((key) => ({ name: study(key), strong: false })),
    narrow ? width : width / 2,
  );
  const meanAxis = { domain: niceDomain(0, Math.max(0.2, ...means.before, ...means.after), 3) };
  const left = plot({ outer: one, right, x, y: { ...meanAxis, title: study("modesMean") } });
  const span = Math.max(2, ...[...deviations.before, ...deviations.after].flatMap((each) => [each, 1 / each]));
  const ticks = [1 / 4, 1 / 2, 1, 2, 4].filter((value) => value >= 1 / span - 1e-9 && value <= span + 1e-9);
  const ratio = {
    domain: [1 / span / 1.1, span * 1.1] as const,
    kind: "log" as const,
    ticks: ticks.map((value): Tick => ({ value, text: value < 1 ? String(value) : value.toFixed(0) })),
  };
  const second = plot({ outer: other, right, x, y: { ...ratio, title: study("modesDeviation") } });
  marks.push(
    ...gapMarks(left, means, right, one, token, study),
    ...gapMarks(second, deviations, right, other, token, study),
  );
  const height = narrow ? high + 2 * low + 26 : high + low + 18;
  return { width, height, marks, description: describe(modes, say, study) };
}

function losses({ modes, most, token, width }: ModesShown, height: number, say: Say, study: SayStudy): Mark[] {
  const { evals, batches } = modes;
  const [mean, last] = [meanOf(batches), evals.at(-1)!];
  const texts = [
    { name: study("modesTrain"), value: lossText(mean), strong: true },
    { name: study("modesEval"), value: lossText(last), strong: true },
  ] as const;
  const right = labelMargin(texts, width);
  const highest = Math.max(...evals, 1.3 * mean, 0.1);
  const { frame, x, y, marks } = plot({
    outer: { x: 0, y: 0, width, height },
    right,
    x: { domain: [0, most], title: study("modesAxis"), whole: true },
    y: { domain: niceDomain(0, highest, 5), title: say("lossAxis") },
  });
  batches.forEach((loss, index) => {
    const at = y.at(loss);
    if (at >= frame.y) marks.push({ kind: "circle", x: x.at(index + 1), y: at, r: 2, fill: "muted", opacity: 0.5 });
  });
  const rule = [frame.x, y.at(mean), x.at(batches.length), y.at(mean)];
  marks.push({ kind: "path", points: rule, stroke: "ink", width: 1.5, dash: [6, 3] });
  const line = evals.flatMap((loss, index) => [x.at(index), y.at(loss)]);
  marks.push({ kind: "path", points: clipPolyline(line, frame), stroke: token, width: 2 });
  marks.push({ kind: "circle", x: x.at(0), y: y.at(evals[0]!), r: 3, fill: token });
  const end = x.at(evals.length - 1);
  const ends: EndLabel[] = [
    { ...texts[0], token: "ink", priority: 1, x: end, y: y.at(mean) },
    { ...texts[1], token, priority: 1, x: end, y: y.at(last) },
  ];
  const column = { left: frame.x + frame.width, width: right, top: 0, bottom: frame.y + frame.height };
  return [...marks, ...endLabels(ends, column, width)];
}

/** Hollow before, full after: what the batches have moved. */
function gapMarks(
  { frame, x, y, marks }: Plot,
  gaps: { before: readonly number[]; after: readonly number[] },
  right: number,
  outer: { width: number },
  token: Token,
  study: SayStudy,
): Mark[] {
  const drawn = [...marks];
  const ends: EndLabel[] = [];
  for (const [key, values, paint] of [
    ["modesBefore", gaps.before, "muted"],
    ["modesAfter", gaps.after, token],
  ] as const) {
    const points = values.flatMap((value, layer) => [x.at(layer + 1), y.at(value)]);
    drawn.push({ kind: "path", points, stroke: paint, width: 1.25, ...(key === "modesBefore" && { dash: [3, 3] }) });
    values.forEach((_, layer) => {
      const place = { x: points[2 * layer]!, y: points[2 * layer + 1]!, r: 2.5 };
      drawn.push(
        key === "modesBefore"
          ? { kind: "circle", ...place, fill: "paper", stroke: paint, strokeWidth: 1.25 }
          : { kind: "circle", ...place, fill: paint },
      );
    });
    ends.push({ name: study(key), strong: false, token: paint, priority: 1, x: points.at(-2)!, y: points.at(-1)! });
  }
  const column = { left: frame.x + frame.width, width: right, top: frame.y, bottom: frame.y + frame.height };
  return [...drawn, ...endLabels(ends, column, outer.width)];
}

function describe({ evals, batches, before, after }: Modes, say: Say, study: SayStudy): string {
  const worst = (gaps: readonly Gap[]) => compact(Math.max(...gaps.map(({ mean }) => mean)), 2);
  const values = [
    say("saysValue", { name: study("modesTrain"), value: lossText(meanOf(batches)) }),
    say("saysValue", { name: `${study("modesEval")}, ${study("modesBefore")}`, value: lossText(evals[0]!) }),
    say("saysValue", { name: `${study("modesEval")}, ${study("modesAfter")}`, value: lossText(evals.at(-1)!) }),
    say("saysValue", { name: `${study("modesMean")}, ${study("modesBefore")}`, value: worst(before) }),
    say("saysValue", { name: `${study("modesMean")}, ${study("modesAfter")}`, value: worst(after) }),
  ];
  return say("saysPart", { name: study("validationLoss"), values: values.join(say("semicolon")) });
}
