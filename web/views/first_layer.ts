/** The units of a network's one hidden layer, read from its parameters: what each answers, and how the output weighs it. */
import type { ProbeResult } from "../engine/program.js";
import type { FigureState } from "../figure/state.js";
import { layerBlocks } from "./layer_blocks.js";
import type { ViewProbe } from "./view.js";

export interface HiddenUnit {
  /** One weight per input, and the bias. */
  weights: number[];
  bias: number;
  /** Weight in the output; of two outputs, in the second minus the first. */
  vote: number;
  /** Its activation for one input row. */
  at(...inputs: number[]): number;
}

export function parametersProbe(run: number): ViewProbe {
  return { key: `parameters:${run}`, run, name: "parameters", options: {}, everyMs: 100 };
}

/** Empty where the model is not Linear, an activation, Linear; null while nothing has been measured. */
export function hiddenUnitsOf(state: FigureState, run: number): HiddenUnit[] | null {
  const blocks = layerBlocks(state.runs[run]?.program ?? {});
  const [hidden, output] = blocks;
  if (!hidden || !output || blocks.length !== 2 || hidden.type !== "Linear" || output.type !== "Linear") return [];
  const parameters: ProbeResult | undefined = state.probes[parametersProbe(run).key];
  const weight = parameters?.[`${hidden.weighted}.weight`];
  const out = parameters?.[`${output.weighted}.weight`];
  if (!weight || !out) return null;
  const bias = parameters?.[`${hidden.weighted}.bias`]?.data;
  const layer = hidden.layers.find((_, index) => hidden.weighted + index === hidden.activation);
  const activate = activationOf(layer?.type, layer);
  const [units, inputs] = weight.shape as [number, number];
  const [outputs] = out.shape as [number];
  return Array.from({ length: units }, (_, unit): HiddenUnit => {
    const weights = Array.from(weight.data.subarray(unit * inputs, (unit + 1) * inputs));
    const offset = bias?.[unit] ?? 0;
    const last = out.data[(outputs - 1) * units + unit]!;
    return {
      weights,
      bias: offset,
      vote: outputs === 2 ? last - out.data[unit]! : last,
      at: (...row) => activate(weights.reduce((sum, w, i) => sum + w * row[i]!, offset)),
    };
  });
}

function activationOf(type: string | undefined, layer: Record<string, unknown> | undefined): (z: number) => number {
  const number = (name: string, otherwise: number) =>
    typeof layer?.[name] === "number" ? (layer[name] as number) : otherwise;
  switch (type) {
    case "ReLU":
      return (z) => Math.max(z, 0);
    case "LeakyReLU":
      return (z) => (z > 0 ? z : number("negative_slope", 0.01) * z);
    case "ELU":
      return (z) => (z > 0 ? z : number("alpha", 1) * Math.expm1(z));
    case "Tanh":
      return Math.tanh;
    case "Sigmoid":
      return (z) => 1 / (1 + Math.exp(-z));
    case "SiLU":
      return (z) => z / (1 + Math.exp(-z));
    case "GELU":
      // The usual approximation by tanh: within 0.001 of the exact one, which no pixel shows.
      return (z) => 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3)));
    default:
      return (z) => z;
  }
}
