/** Thinned networks as one picture: each by itself a dot, their running average a line, all units at once a rule. */
import type { Committee } from "../../figure/study/thinned.js";
import { type EndLabel, endLabels, labelMargin } from "../../scene/end_labels.js";
import { loss as lossText } from "../../scene/numbers.js";
import { plot } from "../../scene/plot.js";
import type { Mark, Scene, Token } from "../../scene/scene.js";
import { niceDomain } from "../../scene/ticks.js";
import type { Say } from "../../strings/say.js";
import type { SayStudy } from "../../strings/study.js";

export interface ThinnedShown {
  committee: Pick<Committee, "all" | "singles" | "averages">;
  /** So many are drawn in the end. */
  most: number;
  /** The one that is looked at, from 0; −1 before there is any. */
  looked: number;
  token: Token;
  /** Height over width follows from it. */
  width: number;
}

export function thinnedScene(
  { committee, most, looked, token, width }: ThinnedShown,
  say: Say,
  study: SayStudy,
): Scene {
  const { all, singles, averages } = committee;
  const size = { width, height: Math.round(width < 480 ? width * 0.75 : width * 0.48) };
  const average = averages.at(-1) ?? Number.NaN;
  const texts = [
    { name: study("thinnedAll"), value: lossText(all), strong: true },
    { name: study("thinnedAverage"), value: lossText(average), strong: true },
  ];
  const right = labelMargin(texts, width);
  const highest = Math.max(all, ...singles, ...averages);
  const base = plot({
    outer: { x: 0, y: 0, ...size },
    right,
    x: { domain: [1, most], kind: "log", title: study("thinnedAxis"), whole: true },
    y: { domain: niceDomain(0, highest, 5), title: say("lossAxis") },
  });
  const { frame, x, y } = base;
  const marks: Mark[] = [...base.marks];
  singles.forEach((loss, index) => {
    marks.push({ kind: "circle", x: x.at(index + 1), y: y.at(loss), r: 2, fill: token, opacity: 0.35 });
  });
  const ring = singles[looked];
  if (ring !== undefined)
    marks.push({ kind: "circle", x: x.at(looked + 1), y: y.at(ring), r: 5, stroke: "ink", strokeWidth: 1.5 });
  const rule = [frame.x, y.at(all), frame.x + frame.width, y.at(all)];
  marks.push({ kind: "path", points: rule, stroke: "ink", width: 1.5, dash: [6, 3] });
  const points = averages.flatMap((loss, index) => [x.at(index + 1), y.at(loss)]);
  if (averages.length > 1) marks.push({ kind: "path", points, stroke: token, width: 2 });
  const [allText, averageText] = texts as [(typeof texts)[number], (typeof texts)[number]];
  const ends: EndLabel[] = [
    { ...allText, token: "ink", priority: 1, x: frame.x + frame.width, y: y.at(all) },
    ...(averages.length > 0
      ? [{ ...averageText, token, priority: 1, x: x.at(averages.length), y: y.at(average) }]
      : []),
  ];
  const column = { left: frame.x + frame.width, width: right, top: 0, bottom: frame.y + frame.height };
  marks.push(...endLabels(ends, column, width));
  const values = texts.map(({ name, value }) => say("saysValue", { name, value })).join(say("semicolon"));
  return { ...size, marks, description: say("saysPart", { name: study("validationLoss"), values }) };
}
