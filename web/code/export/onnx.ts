/** A trained model as an ONNX file (opset 17): what it computes in eval mode, its outputs as they go into the loss. */

import type { LayerProgram, Program } from "../../engine/program.js";
import type { StateDict } from "../../engine/run.js";
import { rowShape, type Shape, shapeBehind } from "../../figure/shapes.js";
import { Refusal } from "../refusal.js";
import { OnnxGraph } from "./onnx_graph.js";
import { layerNodes } from "./onnx_layers.js";

/** Tensors `inputs` and `outputs`, the first dimension of both free. Errors: unknown_name at a layer that ONNX cannot say. */
export function toOnnx(program: Program, weights: StateDict, name: string): Uint8Array<ArrayBuffer> {
  const { data, model } = program;
  if (!data || !model) throw new Refusal("missing_field", "model", "a test surface is no network: it has no ONNX form");
  const graph = new OnnxGraph();
  const row = rowShape(data);
  const end = chain(graph, weights, model, "", { name: "inputs", shape: row });
  // The last tensor has its layer's name; what comes out is to have one that can be known beforehand.
  graph.node("Identity", "", [end.name], {}, "outputs");
  return graph.model(name, { name: "inputs", shape: row }, { name: "outputs", shape: end.shape });
}

interface Tensor {
  name: string;
  shape: Shape;
}

function chain(
  graph: OnnxGraph,
  weights: StateDict,
  layers: readonly LayerProgram[],
  prefix: string,
  begin: Tensor,
): Tensor {
  let { name: input, shape } = begin;
  layers.forEach((layer, index) => {
    const path = `${prefix}${index}`;
    if (layer.type === "Residual") input = residual(graph, weights, layer, path, { name: input, shape });
    else if (Object.hasOwn(layerNodes, layer.type))
      input = layerNodes[layer.type]({ graph, weights, layer, path, shape, input });
    else throw new Refusal("unknown_name", `model[${path}]`, `${layer.type} has no form in ONNX`);
    shape = shapeBehind(layer, shape);
  });
  return { name: input, shape };
}

/** The input plus what the block makes of it, times its scale. */
function residual(graph: OnnxGraph, weights: StateDict, layer: LayerProgram, path: string, input: Tensor): string {
  const block = chain(graph, weights, layer.block as LayerProgram[], `${path}.block.`, input);
  const scale = Number(layer.scale ?? 1);
  const scaled = scale === 1 ? block.name : graph.node("Mul", path, [block.name, graph.number(path, scale)]);
  return graph.node("Add", path, [input.name, scaled]);
}
