/** A sweep: the figure's own numbers at every value, its ends as lines, and what can be said of them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sweepScene } from "../../../../web/elements/study/sweep_scene.js";
import { type Client, createClient } from "../../../../web/engine/client.js";
import type { FigureSpec, SweepSpec } from "../../../../web/figure/spec.js";
import type { RunState } from "../../../../web/figure/state.js";
import { rehearse, withSeed } from "../../../../web/figure/study/rehearsal.js";
import { bestOf, spansAbove, sweepLines, sweepSettings, sweepTrials } from "../../../../web/figure/study/sweep.js";
import { createState, setVariable } from "../../../../web/figure/update.js";
import { validateSpec } from "../../../../web/figure/validate.js";
import { svgText } from "../../../../web/scene/svg.js";
import { sayIn } from "../../../../web/strings/say.js";
import { sayOfStudy } from "../../../../web/strings/study.js";
import { runState } from "../../views/synthetic/state.js";
import { textBox, texts } from "../../views/text_boxes.js";
import { moons, trained } from "./trained.js";

const sweep: SweepSpec = { variable: "lr", title: "Final loss", values: [0.001, 0.01, 1e38], log: true };
const spec: FigureSpec = { ...moons, sweep, playback: { ...moons.playback, steps: 40 } };

let client: Client;
beforeAll(() => {
  client = createClient();
});
afterAll(() => client.dispose());

test("each value ends as the figure itself would, and one that diverges is said to", async () => {
  const state = setVariable(createState(spec), "width", 8);
  const trials: (readonly RunState[])[] = [];
  for (const value of sweep.values) {
    const settings = sweepSettings(state, sweep, value);
    trials.push(await rehearse(settings, 40, { client, signal: new AbortController().signal }));
  }
  const lines = sweepLines(sweep, trials);
  expect(lines.map(({ label }) => label)).toEqual(["with dropout", "without"]);
  const { runtime } = trained(spec);
  await runtime.setVariable("width", 8);
  await runtime.setVariable("lr", 0.001);
  await runtime.step(40);
  expect(lines.map(({ ends }) => ends[0]!.validation)).toEqual(
    runtime.state.runs.map(({ curves }) => curves.validationLoss.at(-1)),
  );
  expect(lines[1]!.ends.map(({ diverged }) => diverged)).toEqual([false, false, true]);
  expect(bestOf(lines[1]!, false)!.value).toBe(0.01);
});

test("with several seeds it is whole after the first, and then has a median and a band", async () => {
  const seeded: SweepSpec = { ...sweep, values: [0.001, 0.01], seeds: 3 };
  const state = createState({ ...spec, sweep: seeded });
  expect(sweepTrials(seeded).map(({ value, later }) => [value, later])).toEqual([
    [0.001, 0],
    [0.01, 0],
    [0.001, 1],
    [0.01, 1],
    [0.001, 2],
    [0.01, 2],
  ]);
  const trials: (readonly RunState[])[] = [];
  for (const { value, later } of sweepTrials(seeded)) {
    const settings = withSeed(sweepSettings(state, seeded, value), state.seed + later);
    trials.push(await rehearse(settings, 20, { client, signal: new AbortController().signal }));
  }
  const [first] = sweepLines(seeded, trials.slice(0, 2));
  expect(first!.ends.map(({ band }) => band)).toEqual([undefined, undefined]);
  const [line] = sweepLines(seeded, trials);
  const losses = [0, 2, 4].map((at) => trials[at]![0]!.curves.validationLoss.at(-1)!).sort((a, b) => a - b);
  expect(new Set(losses).size).toBe(3);
  expect(line!.ends[0]).toMatchObject({ validation: losses[1], band: [losses[0], losses[2]] });
});

test("a sweep's own runs stand in place of the figure's, with the reader's other variables", () => {
  const own = { ...sweep, runs: [{ name: "alone", set: { p: 0.1 } }] };
  const { runs, variables, playback } = sweepSettings(setVariable(createState(spec), "width", 6), own, 0.5);
  expect(variables).toMatchObject({ width: 6, lr: 0.5 });
  expect(runs).toHaveLength(1);
  expect(runs[0]!.program.optimizer).toMatchObject({ lr: 0.5 });
  expect(playback.evaluateEvery).toBe(playback.steps);
});

const line = (validation: number[]) => ({
  label: "x",
  color: 0,
  ends: validation.map((each, value) => ({ value, train: each, validation: each, diverged: Number.isNaN(each) })),
});

test("spans above a bound are unbroken, single values among them; nothing is best where all diverge", () => {
  expect(spansAbove(line([0.9, 0.2, 0.85, 0.9, 0.9, Number.NaN]), 0.8)).toEqual([
    [0, 0],
    [2, 4],
  ]);
  expect(spansAbove(line([0.1]), 0.8)).toEqual([]);
  expect(bestOf(line([Number.NaN]), true)).toBeNull();
  expect(bestOf(line([0.3, 0.9, 0.5]), true)!.value).toBe(1);
});

describe("the picture", () => {
  const values = [0, 0.001, 0.01, 0.1, 1];
  const losses = [2, 0.9, 0.3, 0.5, Number.NaN];
  const ended = (value: number) =>
    runState(
      "with λ in the loss",
      0,
      {},
      {
        diverged: Number.isNaN(value) ? { step: 3, layer: "0.Linear" } : undefined,
        curves: {
          step: [40],
          trainLoss: [value / 2],
          validationLoss: [value],
          trainAccuracy: [],
          validationAccuracy: [],
          penalty: [],
        },
      },
    );
  const lambda: SweepSpec = { variable: "lambda", title: "Final loss", values, log: true };
  const draw = (width: number, lang = "en") =>
    sweepScene(
      {
        sweep: lambda,
        lines: sweepLines(
          lambda,
          losses.map((value) => [ended(value)]),
        ),
        present: 0,
        label: "λ",
        width,
      },
      sayIn(lang),
      sayOfStudy(lang),
    );

  test.each([280, 360, 640, 1200])("keeps its texts inside at %d, 0 on its logarithmic axis", (width) => {
    const scene = draw(width);
    for (const mark of texts(scene)) {
      const box = textBox(mark);
      expect(box.x, mark.text).toBeGreaterThanOrEqual(-0.5);
      expect(box.x + box.width, mark.text).toBeLessThanOrEqual(scene.width + 0.5);
    }
    expect(texts(scene).map(({ text }) => text)).toEqual(expect.arrayContaining(["0", "now 0"]));
    expect(svgText(scene, { title: "x", id: "x" })).not.toMatch(/NaN"|undefined|style=/);
  });

  test.each([360, 640])(
    "the last value is written on the axis too, however long the axis is called, at %d",
    (width) => {
      const labels = { ...lambda, values: [1, 2, 5, 10, 20, 50] };
      const lines = sweepLines(
        labels,
        labels.values.map(() => [ended(0.5)]),
      ).map((line) => ({ ...line, label: "frozen" }));
      const shown = { sweep: labels, lines, present: 10, label: "labels per digit", width };
      const scene = sweepScene(shown, sayIn("en"), sayOfStudy("en"));
      const found = texts(scene).map(({ text }) => text);
      expect(found).toEqual(expect.arrayContaining(["1", "50", "labels per digit"]));
    },
  );

  test("says its numbers, in the reader's language", () => {
    expect(draw(640).description).toContain("λ 0.01: 0.30");
    expect(draw(640).description).toContain("λ 1: NaN");
    expect(texts(draw(640, "zh")).map(({ text }) => text)).toContain("现在 0");
  });
});

test("a sweep that cannot be is refused with its place", () => {
  const mistakes = (changed: object) =>
    validateSpec({ ...spec, readout: "Step {step}.", sweep: { ...sweep, ...changed } }, "f").mistakes;
  expect(mistakes({})).toEqual([]);
  expect(mistakes({ variable: "rate" })[0]).toContain('f: sweep.variable: no variable "rate"');
  expect(mistakes({ values: [1, 0.1] })).toEqual(["f: sweep.values: must be at least two numbers that rise"]);
  expect(mistakes({ values: [-1, 1] })[0]).toContain("on a logarithmic axis");
  expect(mistakes({ quantity: "speed" })).toEqual(['f: sweep.quantity: must be "loss" or "accuracy"']);
  expect(mistakes({ runs: [{ nam: "x" }] })[0]).toContain("sweep.runs[0].name: is missing");
  expect(mistakes({ runs: [{ name: "x", set: { q: 1 } }] })[0]).toContain('no variable "q"');
});
