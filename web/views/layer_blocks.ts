/** A model as a reader counts it: blocks of one weighted layer and what follows it, with names like "conv 1". */
import type { LayerProgram, Program } from "../engine/program.js";
import { type Say, sayIn } from "../strings/say.js";
import { remembered } from "./memo.js";

export interface LayerBlock {
  /** "conv 1", "hidden 2", "residual 1", "output", in the language of `say`. */
  name: string;
  kind: "hidden" | "conv" | "residual" | "output";
  /** Indices of top-level layers: the weighted one, the activation (−1: none), the dropout (−1: none), the last. */
  weighted: number;
  activation: number;
  dropout: number;
  last: number;
  type: string;
  layers: LayerProgram[];
}

const weighted = new Set(["Linear", "Conv1d", "Conv2d", "Residual"]);
const activations = new Set(["ReLU", "LeakyReLU", "ELU", "GELU", "SiLU", "Tanh", "Sigmoid"]);
const kinds = { Linear: "hidden", Conv1d: "conv", Conv2d: "conv", Residual: "residual" } as const;

export function layerBlocks(program: Program, say: Say = sayIn("en")): LayerBlock[] {
  const blocks: LayerBlock[] = [];
  const counts: Record<string, number> = {};
  (program.model ?? []).forEach((layer, index) => {
    if (weighted.has(layer.type)) {
      counts[layer.type] = (counts[layer.type] ?? 0) + 1;
      const kind = kinds[layer.type as keyof typeof kinds];
      blocks.push({
        name: say(kind, { number: counts[layer.type]! }),
        kind,
        weighted: index,
        activation: -1,
        dropout: -1,
        last: index,
        type: layer.type,
        layers: [layer],
      });
      return;
    }
    const block = blocks.at(-1);
    if (!block) return;
    block.layers.push(layer);
    if (activations.has(layer.type) && block.activation < 0) block.activation = index;
    if (layer.type === "Dropout") block.dropout = index;
    // Flattening changes no number: what it gives out is what it took in.
    if (layer.type !== "Flatten") block.last = index;
  });
  const output = blocks.at(-1);
  if (output?.type === "Linear" && output.activation < 0)
    Object.assign(output, { name: say("output"), kind: "output" as const });
  return blocks;
}

/** The same with English names, counted once per program: it may have a thousand layers, and is drawn every frame. */
export const blocksOf: (program: Program) => readonly LayerBlock[] = remembered((program) => layerBlocks(program));
