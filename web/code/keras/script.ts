/**
 * A program as a Keras 3 script, for whoever reads Keras more easily: the same data, layers, loss and optimizer. Keras draws
 * other random numbers than PyTorch, so its losses are these only on average.
 */
import type { Program } from "../../engine/program.js";
import { rowShape } from "../../figure/shapes.js";
import { call, type Expression, keyword, list, literal, statement, tall } from "../python.js";
import { type NetworkProgram, preparation } from "../script.js";
import { signatures } from "../signatures.js";
import { inputShape, kerasData, trainingRows } from "./data.js";
import { KerasLayers } from "./layers.js";
import { kerasOptimizer } from "./optimizer.js";
import { noCounterpart } from "./refusal.js";

/** `steps` is how long it trains. Errors: unknown_name at what Keras has no counterpart of. */
export function kerasScript(program: Program, steps: number): string {
  if (program.surface) throw noCounterpart("surface", "test surfaces: it trains models of layers");
  const { from } = program;
  const network = program as NetworkProgram;
  const source = from && { seed: network.seed, ...(from.program as NetworkProgram) };
  const lender = source && piecesOf(source, from.steps, "source", "from.program.model");
  const own = piecesOf(network, steps, "model", "model");
  const all = lender ? [lender, own] : [own];
  const needsNumpy = all.some(({ data, definitions }) =>
    [...data.lines, ...definitions].some((one) => one.includes("np.")),
  );
  const loaders = [...new Set(all.flatMap(({ data: { loader } }) => loader ?? []))].sort();
  const imports = [
    "import keras",
    ...(needsNumpy ? ["import numpy as np"] : []),
    "from keras import layers",
    ...(loaders.length > 0 ? [`from sklearn.datasets import ${loaders.join(", ")}`] : []),
  ];
  const start = preparation(imports, [...new Set(all.flatMap(({ definitions }) => definitions))]);
  const gap = start.includes("\n\n\n") ? "\n\n\n" : "\n\n";
  const remark = "# Keras draws other random numbers than PyTorch: the losses agree only on average.";
  const parts = lender
    ? [
        ["# First the network that is borrowed from learns a task of its own.", ...lender.data.lines],
        [remark, ...lender.model, ...lender.compiling],
        lender.fitting,
        ["# Then the task itself.", ...own.data.lines],
        [...own.model, ...borrowingLines(network, from.layers), ...own.compiling],
        own.fitting,
      ]
    : [own.data.lines, [remark, ...own.model, ...own.compiling], own.fitting];
  return `${start}${gap}${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

interface Pieces {
  data: ReturnType<typeof kerasData>;
  /** Functions and classes, each as its text. */
  definitions: string[];
  model: string[];
  compiling: string[];
  fitting: string[];
}

/** `name` is that of the model in the script, `where` that of its layers in an error. */
function piecesOf(network: NetworkProgram, steps: number, name: string, where: string): Pieces {
  const { seed = 0, data, model, loss } = network;
  const drawn = kerasData(data, seed, loss.type === "CrossEntropyLoss");
  const optimizer = kerasOptimizer(network, steps);
  const layers = new KerasLayers({ weights: Number(loss.l2 ?? 0) + optimizer.decay / 2, all: optimizer.decay / 2 });
  const input = call("keras.Input", [literal([...inputShape(data)])]);
  const items = [input, ...layers.all(model, rowShape(data), where)];
  const accuracy = loss.type === "BCEWithLogitsLoss" ? [accuracyFunction] : [];
  return {
    data: drawn,
    definitions: [...layers.definitions, ...optimizer.definitions, ...accuracy],
    model: [`keras.utils.set_random_seed(${seed})`, statement(name, call("keras.Sequential", [tall(list(items))]))],
    compiling: [
      ...optimizer.remarks,
      statement("", tall(call(`${name}.compile`, compiled(network, optimizer.expression)))),
    ],
    fitting: fitting(network, steps, drawn.validates, name),
  };
}

/** Padding and turned axes are layers of their own in Keras, so that it counts otherwise. */
function borrowingLines({ model, data }: NetworkProgram, layers: number): string[] {
  const count = new KerasLayers({ weights: 0, all: 0 }).all(model.slice(0, layers), rowShape(data)).length;
  return [
    `# The first ${layers} layers begin with what the source has learnt.`,
    `for layer, learnt in zip(model.layers[:${count}], source.layers):`,
    "    layer.set_weights(learnt.get_weights())",
  ];
}

/** Keras's own class wants probabilities, whose threshold lies between 0 and 1. */
const accuracyFunction = `def accuracy(targets, outputs):
    """Share of outputs on the right side of 0."""
    return keras.metrics.binary_accuracy(targets, outputs, threshold=0)`;

const losses: Readonly<Record<string, string>> = {
  MSELoss: "MeanSquaredError",
  L1Loss: "MeanAbsoluteError",
  HuberLoss: "Huber",
  BCEWithLogitsLoss: "BinaryCrossentropy",
  CrossEntropyLoss: "SparseCategoricalCrossentropy",
};

function compiled({ loss }: NetworkProgram, optimizer: Expression): Expression[] {
  const logits = loss.type.endsWith("WithLogitsLoss") || loss.type === "CrossEntropyLoss";
  const delta = loss.delta ?? signatures.HuberLoss[0].otherwise;
  const given = [
    ...(logits ? [keyword("from_logits", "True")] : []),
    ...(loss.type === "HuberLoss" && delta !== 1 ? [keyword("delta", literal(delta))] : []),
  ];
  const metrics: Expression[] =
    loss.type === "CrossEntropyLoss"
      ? ['metrics=["accuracy"]']
      : loss.type === "BCEWithLogitsLoss"
        ? ["metrics=[accuracy]"]
        : [];
  return [
    keyword("optimizer", optimizer),
    keyword("loss", call(`keras.losses.${losses[loss.type]}`, given)),
    ...metrics,
  ];
}

/** Keras counts in epochs: as many as cover the steps. */
function fitting(program: NetworkProgram, steps: number, validates: boolean, name: string): string[] {
  const { data, batch_size: size = 1, shuffle, drop_last: drops } = program;
  const rows = trainingRows(data);
  const each = Math.max(1, drops ? Math.floor(rows / size) : Math.ceil(rows / size));
  const epochs = Math.max(1, Math.ceil(steps / each));
  const items: Expression[] = [
    "train_inputs",
    "train_targets",
    keyword("batch_size", literal(size)),
    keyword("epochs", literal(epochs)),
    ...(shuffle === false ? [keyword("shuffle", "False")] : []),
    ...(validates ? ["validation_data=(validation_inputs, validation_targets)"] : []),
  ];
  return [
    `# ${steps} steps, ${each} in an epoch.`,
    ...(drops && rows % size !== 0 ? ["# Keras keeps the last, smaller batch of an epoch."] : []),
    statement("", tall(call(`${name}.fit`, items))),
  ];
}
