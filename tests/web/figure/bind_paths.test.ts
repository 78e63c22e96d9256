/** A control may name a place in the program: it gets a variable of that name, and all else follows. */
import { describe, expect, test } from "vitest";
import type { Program } from "../../../web/engine/program.js";
import { createState, setProgram, setVariable } from "../../../web/figure/update.js";
import { parseSpec, validateSpec } from "../../../web/figure/validate.js";
import { dropout } from "./sample.js";

const rate = { type: "log", path: "optimizer.lr", label: "rate", min: 1e-4, max: 1 };
const plain = {
  ...dropout,
  variables: {},
  program: {
    seed: 7,
    data: { name: "digits", train: 300 },
    model: [
      { type: "Linear", out_features: 8 },
      { type: "Dropout", p: 0.5 },
      { type: "Linear", out_features: 10 },
    ],
    optimizer: { type: "Adam", lr: 0.001, betas: [0.9, 0.999] },
  },
  runs: [{ name: "plain", set: { "model.1.p": 0 } }, { name: "with dropout" }],
  readout: "Step {step}.",
  controls: [rate, { type: "range", path: "model.1.p", label: "p", min: 0, max: 0.9, step: 0.1 }],
};
const mistakes = (control: object) => validateSpec({ ...plain, runs: [{ name: "a" }], controls: [control] }, "f.json");
const readout = "Rate {var.optimizer.lr}.";

describe("a path into the program", () => {
  test("becomes a variable with what stood there, for controls, runs and readout", () => {
    const spec = parseSpec(JSON.stringify({ ...plain, readout }), "f.json");
    expect(spec.variables).toEqual({ "optimizer.lr": 0.001, "model.1.p": 0.5 });
    const state = setVariable(createState(spec), "optimizer.lr", 0.1);
    expect(state.program.optimizer).toEqual({ type: "Adam", lr: 0.1, betas: [0.9, 0.999] });
    expect(state.runs.map(({ program }) => program.model![1]!.p)).toEqual([0, 0.5]);
    // A program set from outside moves the control.
    const edited = setProgram(state, { ...state.program, optimizer: { type: "Adam", lr: 0.01, betas: [0.9, 0.999] } });
    expect(edited.variables["optimizer.lr"]).toBe(0.01);
  });

  test("written out once is a spec that needs no paths", () => {
    const spec = parseSpec(JSON.stringify(plain), "f.json");
    expect(validateSpec(spec, "f.json")).toEqual({ spec, mistakes: [] });
  });

  test.each<[string, object, string]>([
    ["that leads nowhere", { ...rate, path: "optimizer.rate" }, 'controls[0].path: program.optimizer has no "rate"'],
    ["to no layer", { ...rate, path: "model[7].p" }, 'controls[0].path: program.model has no "7"'],
    ["through a number", { ...rate, path: "optimizer.lr.x" }, "controls[0].path: program.optimizer.lr is 0.001"],
    ["to an object", { ...rate, path: "optimizer" }, "controls[0].path: program.optimizer must be a number"],
    ["to an heir", { ...rate, path: "constructor" }, 'controls[0].path: program has no "constructor"'],
    ["beside a variable", { ...rate, variable: "lr" }, "controls[0].variable: there must be either"],
    ["nor a variable", { ...rate, path: undefined }, "controls[0].variable: there must be either"],
    ["out of range", { ...rate, max: 5e-4 }, "controls[0]: variables.optimizer.lr is 0.001, outside"],
  ])("%s is refused", (_, control, message) => {
    const found = mistakes(control).mistakes;
    expect(
      found.some((mistake) => mistake.startsWith(`f.json: ${message}`)),
      found.join("\n"),
    ).toBe(true);
  });

  test("into a list, and one that is a variable already", () => {
    expect(mistakes({ ...rate, path: "optimizer.betas.0" }).mistakes).toEqual([]);
    const taken = validateSpec({ ...dropout, controls: [{ ...rate, path: "model.0.of" }] }, "f.json").mistakes;
    expect(taken[0]).toMatch(/^f\.json: controls\[0\]\.path: program\.model\[0\]\.of must be a number/);
    const named = { ...plain, variables: { lr: 0.1 }, program: { ...plain.program, optimizer: { lr: { var: "lr" } } } };
    expect(validateSpec({ ...named, runs: [{ name: "a" }], controls: [rate] }, "f.json").mistakes).toEqual([
      'f.json: controls[0].path: program.optimizer.lr is the variable "lr": name it as "variable"',
    ]);
  });
});

test("a mistake of the program's is told by its place alone where all runs share it", () => {
  const checkProgram = ({ model }: Program) =>
    model?.some(({ p }) => p === 1) ? [{ code: "invalid_value", where: "model[1].p", message: "must be below 1" }] : [];
  const told = (program: object, control: object) =>
    validateSpec({ ...plain, program, runs: [{ name: "a" }], controls: [control] }, "figures/04.json", { checkProgram })
      .mistakes;
  const p = { ...plain.controls[1], max: 1 };
  const broken = structuredClone(plain.program);
  broken.model[1]!.p = 1;
  expect(told(broken, p)).toEqual(["figures/04.json: model[1].p: must be below 1"]);
  expect(told(plain.program, p)).toEqual(["figures/04.json: model[1].p: must be below 1 (with model.1.p = 1)"]);
});
