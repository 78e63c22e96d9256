/** Templates over variables become programs, runs and views. */
import { describe, expect, test } from "vitest";
import { resolveFigure, resolveTemplate } from "../../../web/figure/resolve.js";
import { dropout } from "./sample.js";

const variables = { p: 0.5, width: 16, task: "surface", deep: true };

describe("a template", () => {
  test("takes variables, scaled if asked", () => {
    expect(resolveTemplate({ a: { var: "p" }, b: { var: "width", times: 2 } }, variables)).toEqual({ a: 0.5, b: 32 });
  });

  test("takes the case of a switch, for booleans too", () => {
    const cases = { true: [1, { var: "width" }], false: [] };
    expect(resolveTemplate({ switch: "deep", cases }, variables)).toEqual([1, 16]);
    expect(resolveTemplate({ switch: "deep", cases }, { ...variables, deep: false })).toEqual([]);
  });

  test("splices a switch's list and repeats into the list around them", () => {
    const list = [
      "first",
      { switch: "deep", cases: { true: ["a", "b"] } },
      { repeat: 2, of: ["x", { var: "p" }] },
      "last",
    ];
    expect(resolveTemplate(list, variables)).toEqual(["first", "a", "b", "x", 0.5, "x", 0.5, "last"]);
  });

  test("keeps a list-valued variable as one item", () => {
    expect(resolveTemplate([{ var: "start" }], { start: [-1, 1] })).toEqual([[-1, 1]]);
  });

  test("shares nothing with what it was made from", () => {
    const template = { list: [{ repeat: 2, of: [{ type: "Linear" }] }] };
    const resolved = resolveTemplate(template, {}) as { list: { type: string }[] };
    resolved.list[0].type = "changed";
    expect(resolved.list[1].type).toBe("Linear");
    expect(resolveTemplate(template, {})).toEqual({ list: [{ type: "Linear" }, { type: "Linear" }] });
  });

  test.each([
    [{ model: [{}, { p: { var: "q" } }] }, 'model[1].p.var: no variable "q"; it has p, width, task, deep'],
    [{ a: { switch: "task", cases: { digits: 1 } } }, 'a.cases: no case "surface"; it has digits'],
    [{ a: [{ repeat: { var: "p" }, of: [] }] }, "a[0].repeat: must be a whole number from 0 to 1000, not 0.5"],
    [{ a: { var: "task", times: 2 } }, 'a: "times" needs a number, but "task" is "surface"'],
    [{ a: { var: "p", plus: 2 } }, 'a.plus: unknown field beside "var"'],
  ])("refuses %j with its path", (template, message) => {
    expect(() => resolveTemplate(template, variables)).toThrow(message);
  });
});

describe("a figure", () => {
  test("gives every run its program; a run's own values go over the controls'", () => {
    const { program, runs } = resolveFigure(dropout, { ...dropout.variables, p: 0.3 });
    const ps = runs.map((run) => run.program.model!.filter(({ type }) => type === "Dropout").map(({ p }) => p));
    expect(ps).toEqual([
      [0, 0],
      [0.3, 0.3],
    ]);
    expect(program.model!.map(({ type }) => type)).toEqual([
      "Linear",
      "ReLU",
      "Dropout",
      "Linear",
      "ReLU",
      "Dropout",
      "Linear",
    ]);
    expect(runs.map(({ color }) => color)).toEqual([0, 1]);
  });

  test("a run replaces top-level fields by templates of its own", () => {
    const spec = {
      ...dropout,
      runs: [{ name: "sgd", set: { p: 0.1 }, program: { optimizer: { type: "SGD", lr: { var: "p" } } } }],
    };
    expect(resolveFigure(spec, spec.variables).runs[0].program.optimizer).toEqual({ type: "SGD", lr: 0.1 });
  });

  test("the reader's seed goes over the spec's; without any it is 0", () => {
    expect(resolveFigure(dropout, dropout.variables, 11).runs.map(({ program }) => program.seed)).toEqual([11, 11]);
    const unseeded = { ...dropout, program: { model: [] } };
    expect(resolveFigure(unseeded, { ...dropout.variables }).program.seed).toBe(0);
  });

  test("playback and views follow variables", () => {
    const spec = {
      ...dropout,
      playback: {
        switch: "normalize",
        cases: { true: { steps: 10, speed: 1, evaluateEvery: 1 }, false: dropout.playback },
      },
      views: [
        {
          switch: "normalize",
          cases: {
            true: [
              { type: "a", title: "A" },
              { type: "b", title: "B" },
            ],
            false: [],
          },
        },
      ],
    };
    const normal = resolveFigure(spec, { ...dropout.variables, normalize: true });
    expect(normal.playback.steps).toBe(10);
    expect(normal.views.map(({ type }) => type)).toEqual(["a", "b"]);
  });

  test("refuses what only resolving shows", () => {
    expect(() => resolveFigure({ ...dropout, runs: [{ name: "a", set: { q: 1 } }] }, dropout.variables)).toThrow(
      'runs[0].set.q: no variable "q"; it has p, width, depth, normalize',
    );
    const endless = { ...dropout, playback: { ...dropout.playback, steps: 0 } };
    expect(() => resolveFigure(endless, dropout.variables)).toThrow("playback.steps: must be a whole number above 0");
  });
});
