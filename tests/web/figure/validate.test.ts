/** Every mistake of a spec is named at its place. */
import { describe, expect, test } from "vitest";
import { parseSpec, validateSpec } from "../../../web/figure/validate.js";
import { dropout } from "./sample.js";

const file = "figures/04-dropout.json";
type Json = Record<string, unknown>;
const mistakes = (change: (spec: Json) => void, known = {}) => {
  const spec = structuredClone(dropout) as unknown as Json;
  change(spec);
  return validateSpec(spec, file, known).mistakes;
};
const controlsWith = (more: Json) => [dropout.controls[0], { ...dropout.controls[1], ...more }];

describe("a spec from JSON", () => {
  test("that is right is the spec", () => {
    expect(validateSpec(dropout, file, { views: ["curves", "network"] })).toEqual({ spec: dropout, mistakes: [] });
    expect(parseSpec(JSON.stringify(dropout), file)).toEqual(dropout);
  });

  test("names the variable that a control does not find", () => {
    expect(
      mistakes((spec) => {
        spec.controls = controlsWith({ variable: "q" });
      }),
    ).toEqual([`${file}: controls[1].variable: no variable "q"; it has p, width, depth, normalize`]);
  });

  test.each<[string, (spec: Json) => void, string]>([
    [
      "a missing field",
      (spec) => {
        delete spec.task;
      },
      "task: is missing; it must be a string",
    ],
    [
      "a misspelt field",
      (spec) => {
        spec.captoin = "x";
      },
      'captoin: unknown field; did you mean "caption"?',
    ],
    [
      "another version",
      (spec) => {
        spec.version = 2;
      },
      "version: must be 1",
    ],
    [
      "an unknown control",
      (spec) => {
        spec.controls = controlsWith({ type: "slider" });
      },
      'controls[1].type: unknown control "slider"; there are range, log, choice, toggle',
    ],
    [
      "a control's wrong field",
      (spec) => {
        spec.controls = controlsWith({ min: 1 });
      },
      "controls[1].min: unknown field",
    ],
    [
      "one option",
      (spec) => {
        spec.controls = controlsWith({ options: [{ value: 128, label: "a" }] });
      },
      "controls[1].options: must have at least two options",
    ],
    [
      "a default that is no option",
      (spec) => {
        (spec.variables as Json).width = 100;
      },
      "controls[1].options: variables.width is 100, which is none of 64, 128",
    ],
    [
      "a default out of range",
      (spec) => {
        (spec.variables as Json).p = 0.95;
      },
      "controls[0]: variables.p is 0.95, outside 0 to 0.9",
    ],
    [
      "runs that a readout cannot tell apart",
      (spec) => {
        spec.runs = [{ name: "a b" }, { name: "A-b" }];
      },
      'runs[1].name: "A-b" cannot be told from runs[0] "a b"',
    ],
    [
      "no run",
      (spec) => {
        spec.runs = [];
      },
      "runs: must have at least one run",
    ],
    [
      "an endless playback",
      (spec) => {
        (spec.playback as Json).steps = -1;
      },
      "playback.steps: must be a whole number, 0 or above, not -1",
    ],
    [
      "a template without its variable",
      (spec) => {
        (spec.program as Json).batch_size = { var: "batch" };
      },
      'program.batch_size.var: no variable "batch"',
    ],
    [
      "a case that only another option needs",
      (spec) => {
        (spec.program as Json).shuffle = { switch: "width", cases: { 128: true } };
      },
      'program.shuffle.cases: no case "64"; it has 128',
    ],
    [
      "a readout that makes no sense",
      (spec) => {
        spec.readout = "{runs.other.loss}";
      },
      'readout: {runs.other.loss}: no run "other"; there are plain, with-dropout',
    ],
  ])("names %s", (_, change, message) => {
    const found = mistakes(change);
    expect(
      found.some((mistake) => mistake.startsWith(`${file}: ${message}`)),
      found.join("\n"),
    ).toBe(true);
  });

  test("names every mistake of form at once", () => {
    expect(
      mistakes((spec) => {
        delete spec.task;
        spec.title = 3;
      }),
    ).toEqual([`${file}: title: must be a string, not 3`, `${file}: task: is missing; it must be a string`]);
  });

  test("asks for views and programs what only others know", () => {
    expect(mistakes(() => undefined, { views: ["curve", "network"] })).toEqual([
      `${file}: views[0].type: unknown view "curves"; did you mean "curve"?`,
    ]);
    const checkProgram = ({ model }: { model?: { p?: unknown }[] }) =>
      model?.some(({ p }) => p === 0.9) ? [{ code: "invalid_value", where: "model[2].p", message: "too much" }] : [];
    expect(mistakes(() => undefined, { checkProgram })).toEqual([
      `${file}: runs[1] "with dropout": model[2].p: too much (with p = 0.9)`,
    ]);
  });

  test("that is not JSON says where it broke", () => {
    expect(() => parseSpec("{", file)).toThrow(/^figures\/04-dropout\.json: not JSON: /);
    expect(() => parseSpec("[]", file)).toThrow(`${file}: the spec: must be an object`);
  });
});
