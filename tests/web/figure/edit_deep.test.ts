/** Edits of deep models: a number of layers moves its control, whatever it is, and what is repeated stays a repeat. */
import { expect, test } from "vitest";
import type { LayerProgram, Program } from "../../../web/engine/program.js";
import { editRun } from "../../../web/figure/edit_run.js";
import type { FigureSpec } from "../../../web/figure/spec.js";
import { createState, setVariable } from "../../../web/figure/update.js";
import { dropout } from "./sample.js";

const draw = (name: string, a: number): LayerProgram => ({
  type: "Linear",
  out_features: 4,
  init: { weight: { name, a } },
});
const spec: FigureSpec = {
  ...dropout,
  variables: { depth: 3, init: "small", p: 0.5 },
  program: {
    data: { name: "moons" },
    model: [
      {
        repeat: { var: "depth" },
        of: [
          {
            switch: "init",
            cases: { small: draw("uniform_", -0.1), large: draw("uniform_", -2), He: draw("kaiming_uniform_", 0) },
          },
          { type: "ReLU" },
        ],
      },
      { type: "Linear", out_features: 2 },
    ],
    optimizer: { type: "SGD", lr: 0.1 },
  },
  runs: [{ name: "a" }],
  controls: [],
  readout: "",
};
const fresh = createState(spec);
const modelOf = (depth: number, layers: readonly LayerProgram[]): LayerProgram[] => [
  ...Array.from({ length: depth }, () => structuredClone(layers)).flat(),
  { type: "Linear", out_features: 2 },
];
const edited = (model: LayerProgram[]) => editRun(fresh, 0, { ...(fresh.runs[0]!.program as Program), model });
const relu: LayerProgram = { type: "ReLU" };

test.each([0, 1, 2, 65, 700, 1000])("%i layers", (depth) => {
  const { variables } = edited(modelOf(depth, [draw("uniform_", -0.1), relu]));
  expect(variables).toEqual({ ...fresh.variables, depth });
});

test("a case that differs from another in a number alone", () => {
  expect(edited(modelOf(3, [draw("uniform_", -2), relu])).variables.init).toBe("large");
  expect(edited(modelOf(3, [draw("kaiming_uniform_", 0), relu])).variables.init).toBe("He");
});

test("what changes alike in every repetition changes in what is repeated, and the control still works", () => {
  const layers = [draw("uniform_", -0.1), { type: "BatchNorm1d" }, { type: "Tanh" }];
  const state = edited(modelOf(3, layers));
  expect(state.runs[0]!.program.model).toEqual(modelOf(3, layers));
  const deeper = setVariable(setVariable(state, "depth", 5), "init", "large");
  expect(deeper.runs[0]!.program.model).toEqual(modelOf(5, [draw("uniform_", -2), ...layers.slice(1)]));
});

test("what changes in one of them alone is written out", () => {
  const model = modelOf(3, [draw("uniform_", -0.1), relu]).with(3, { type: "Tanh" });
  expect(edited(model).runs[0]!.program.model).toEqual(model);
});
