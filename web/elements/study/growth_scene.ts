/** What grew before a run diverged, as a picture: gradient norms by layer over the last steps, the bad layer strong. */
import type { Growth } from "../../figure/study/growth.js";
import { clipPolyline } from "../../scene/clip.js";
import { type EndLabel, endLabels, labelMargin } from "../../scene/end_labels.js";
import { compact } from "../../scene/numbers.js";
import { plot } from "../../scene/plot.js";
import type { Mark, Scene } from "../../scene/scene.js";
import { niceLogDomain } from "../../scene/ticks.js";
import type { Say } from "../../strings/say.js";
import type { SayStudy } from "../../strings/study.js";

const SIZE = { width: 520, height: 240 };
/** More labels would only be moved away from their lines. */
const MOST_LABELS = 4;

export function growthScene(
  { lines, layer, step }: Growth,
  name: (layer: number) => string,
  say: Say,
  study: SayStudy,
): Scene {
  const values = lines.flatMap(({ value }) => value.filter((each) => each > 0));
  const high = Math.max(...values, 1);
  const low = Math.max(Math.min(...values, high), high * 1e-24);
  const first = Math.min(...lines.flatMap((line) => line.step.slice(0, 1)), step);
  // "1.ReLU" has no gradients of its own: the last layer before it that has is the one.
  const culprit = Math.max(
    ...lines.map((line) => line.layer ?? 0).filter((index) => index <= Number.parseInt(layer, 10)),
  );
  const bad = (line: Growth["lines"][number]) => line.layer === null || line.layer === culprit;
  const labelled = [...lines].sort(
    (a, b) => Number(bad(b)) - Number(bad(a)) || (b.value.at(-1) ?? 0) - (a.value.at(-1) ?? 0),
  );
  const shown = labelled.slice(0, MOST_LABELS);
  const nameOf = (line: Growth["lines"][number]) => (line.layer === null ? study("loss") : name(line.layer));
  const right = labelMargin(
    shown.map((line) => ({ name: nameOf(line), value: "1.0e10", strong: bad(line) })),
    SIZE.width,
  );
  const title = lines[0]?.layer === null ? say("lossLogAxis") : say("gradientAxis");
  const base = plot({
    outer: { x: 0, y: 0, ...SIZE },
    right,
    x: { domain: [first, Math.max(step, first + 1)], title: say("stepAxis"), whole: true },
    y: { domain: niceLogDomain(low, high), kind: "log", title },
  });
  const marks: Mark[] = [...base.marks];
  for (const line of [...labelled].reverse()) {
    const points = line.step.flatMap((at, index) => [base.x.at(at), base.y.at(line.value[index]!)]);
    const drawn = clipPolyline(points, { ...base.frame, y: base.frame.y - 1, height: base.frame.height + 2 });
    if (drawn.length > 0)
      marks.push({ kind: "path", points: drawn, stroke: bad(line) ? "bad" : "muted", width: bad(line) ? 2 : 1 });
  }
  const ends = shown.flatMap((line): EndLabel[] => {
    const [at, value] = [line.step.at(-1), line.value.at(-1)];
    if (at === undefined || value === undefined) return [];
    const strong = bad(line);
    return [
      {
        name: nameOf(line),
        value: compact(value, 2),
        token: strong ? "bad" : "muted",
        strong,
        priority: Number(strong),
        x: base.x.at(at),
        y: base.y.at(value),
      },
    ];
  });
  const { frame } = base;
  marks.push(
    ...endLabels(
      ends,
      { left: frame.x + frame.width, width: right, top: 0, bottom: frame.y + frame.height },
      SIZE.width,
    ),
  );
  const said = ends.map(({ name: each, value }) => say("saysValue", { name: each, value: value! }));
  return { ...SIZE, marks, description: say("saysPart", { name: title, values: said.join(say("semicolon")) }) };
}
