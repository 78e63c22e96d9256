/** One hidden layer as it might go: units that each cut the plane, and a curve made of hinges. */
import type { LayerProgram, ProbeResult, Program } from "../../../../web/engine/program.js";
import type { FigureState } from "../../../../web/figure/state.js";
import { moonPoints } from "./l2.js";
import { array, figureState, measured, normals, runState, steps } from "./state.js";

const model = (units: number, outputs: number, type = "ReLU"): LayerProgram[] => [
  { type: "Linear", out_features: units },
  { type },
  { type: "Linear", out_features: outputs },
];

function parameters(units: number, inputs: number, outputs: number) {
  const next = normals(units);
  const many = (count: number) => Array.from({ length: count }, () => 2 * next());
  return {
    "0.weight": array([units, inputs], many(units * inputs)),
    "0.bias": array([units], many(units)),
    "2.weight": array([outputs, units], many(outputs * units)),
    "2.bias": array([outputs], many(outputs)),
  };
}

/** `units` hidden units on two moons; none: a single neuron. */
export function planeUnits(units: number): FigureState {
  const program: Program = {
    data: { name: "moons", noise: 0.3 },
    model: units > 0 ? model(units, 2, "Tanh") : [{ type: "Linear", out_features: 2 }],
  };
  const state = figureState([runState("network", 0, program, { step: 300 })]);
  return measured(state, "hidden_units", {}, (name) => (name === "data" ? moonPoints(80) : parameters(units, 2, 2)));
}

/** A hidden layer over digits; on moons its rows are no image. */
export function imageUnits(units: number, name = "digits"): FigureState {
  const program: Program = { data: { name }, model: model(units, 10) };
  const state = figureState([runState("network", 0, program, { step: 300 })]);
  return measured(state, "filters", {}, () => parameters(units, 64, 10));
}

/** Networks of several widths on a noisy sine. */
export function fits(widths: readonly number[]): FigureState {
  const program = (units: number): Program => ({
    data: { name: "noisy_sine", noise: 0.2 },
    model: model(units, 1),
    loss: { type: "MSELoss" },
  });
  const falling = steps(500).map((step) => 0.05 + Math.exp(-step / 90));
  const state = figureState(
    widths.map((units, color) =>
      runState(widths.length === 1 ? "network" : `${units} units`, color, program(units), {
        step: 500,
        curves: {
          step: steps(500),
          trainLoss: falling,
          validationLoss: falling.map((value) => value + 0.02),
          trainAccuracy: falling.map(() => Number.NaN),
          validationAccuracy: falling.map(() => Number.NaN),
          penalty: falling.map(() => 0),
        },
      }),
    ),
  );
  const next = normals(5);
  const at = Array.from({ length: 40 }, (_, row) => -3 + (6 * row) / 39);
  return measured(state, "fit", { units: true }, (name, run): ProbeResult => {
    if (name === "parameters") return parameters(widths[run]!, 1, 1);
    if (name === "data")
      return {
        inputs: array([40, 1], at),
        targets: array(
          [40, 1],
          at.map((x) => Math.sin(x) + 0.2 * next()),
        ),
      };
    const line = Array.from({ length: 240 }, (_, i) => -3.3 + (6.6 * i) / 239);
    return {
      input: array([240], line),
      output: array(
        [240, 1],
        line.map((x) => (1 - 0.2 * run) * Math.sin(x)),
      ),
    };
  });
}
