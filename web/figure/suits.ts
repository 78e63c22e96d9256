/** Whether a view has something to draw for a program: what its `for` asks of it. */
import type { LayerProgram, Program } from "../engine/program.js";
import { learntFrom } from "./layer_sizes.js";
import { rowShape } from "./shapes.js";
import type { ForSpec } from "./spec.js";

/** Everything that is asked must be so. */
export function suits({ inputs, layer, without, learns }: ForSpec, program: Program): boolean {
  const { data } = program;
  if (typeof data !== "object" || data === null || !Array.isArray(program.model)) return false;
  if (inputs !== undefined && rowShape(data).reduce((a, b) => a * b, 1) !== inputs) return false;
  if (layer !== undefined && !has(program.model, layer)) return false;
  if (without !== undefined && has(program.model, without)) return false;
  return learns === undefined || learnt(program) === learns;
}

function has(model: readonly LayerProgram[], type: string): boolean {
  return model.some((layer) => layer.type === type || (Array.isArray(layer.block) && has(layer.block, type)));
}

/** Class indices with one output and a loss of values are values. */
function learnt({ data, loss }: Program): ForSpec["learns"] {
  const classes = loss?.type === "CrossEntropyLoss" || loss?.type === "BCEWithLogitsLoss";
  return classes && data && learntFrom(data).kind === "classes" ? "classes" : "values";
}
