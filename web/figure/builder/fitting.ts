/** What follows from a reader's choices by itself: outputs from the data and the loss, a loss that fits what is learnt. */
import type { ArrayData, LayerProgram, NamedData, Program } from "../../engine/program.js";
import { type Learnt, learntFrom } from "../layer_sizes.js";
import { rowShape } from "../shapes.js";

const ofClasses = ["CrossEntropyLoss", "BCEWithLogitsLoss"];

/** As many numbers as a loss wants from the last layer. */
export function outputsFor(loss: string | undefined, learnt: Learnt): number {
  if (loss === "CrossEntropyLoss") return learnt.count;
  return learnt.kind === "values" ? learnt.count : 1;
}

/** A last linear layer gives as many numbers as are wanted; whatever else stands there is the reader's. */
export function withOutputs(program: Program): Program {
  const { data, model = [], loss } = program;
  const last = model.at(-1);
  if (!data || last?.type !== "Linear") return program;
  const outputs = outputsFor(loss?.type, learntFrom(data));
  return last.out_features === outputs
    ? program
    : { ...program, model: model.with(-1, { ...last, out_features: outputs }) };
}

export function withLoss(program: Program, loss: Program["loss"]): Program {
  return withOutputs({ ...program, ...(loss && { loss }) });
}

/** Other data: a loss that cannot learn from them gives way to the usual one. */
export function withData(program: Program, data: NamedData | ArrayData): Program {
  const learnt = learntFrom(data);
  const type = program.loss?.type ?? "";
  const fits =
    learnt.kind === "classes" ? type === "CrossEntropyLoss" || learnt.count === 2 : !ofClasses.includes(type);
  const usual = { type: learnt.kind === "classes" ? "CrossEntropyLoss" : "MSELoss" };
  return withOutputs({ ...program, data, loss: fits && program.loss ? program.loss : usual });
}

/** Networks to begin with. */
export const STARTERS = ["linear", "hidden", "deep", "convolutional"] as const;
export type Starter = (typeof STARTERS)[number];

const hidden = (width: number): LayerProgram[] => [{ type: "Linear", out_features: width }, { type: "ReLU" }];
const convolution = (channels: number): LayerProgram[] => [
  { type: "Conv2d", out_channels: channels, kernel_size: 3, padding: 1 },
  { type: "ReLU" },
  { type: "MaxPool2d", kernel_size: 2 },
];
const normed = (width: number): LayerProgram[] => [
  { type: "Linear", out_features: width },
  { type: "BatchNorm1d" },
  { type: "ReLU" },
];

/** The rows in the form that a starter takes: digits come as images or as 64 numbers. Null where there is no such form. */
function rowsFor(starter: Starter, data: NamedData | ArrayData): NamedData | ArrayData | null {
  const image = starter === "convolutional";
  if ("name" in data && data.name === "digits") {
    const { image: _, ...rest } = data as NamedData;
    return (image ? { ...rest, image } : rest) as NamedData;
  }
  return image && rowShape(data).length !== 3 ? null : data;
}

export function startersFor({ data }: Program): Starter[] {
  return data ? STARTERS.filter((starter) => rowsFor(starter, data)) : [];
}

/** The program with a network to begin with, which fits its data and its loss. */
export function withStarter(program: Program, starter: Starter): Program {
  const data = program.data && rowsFor(starter, program.data);
  if (!data) return program;
  const flat: LayerProgram[] = rowShape(data).length > 1 ? [{ type: "Flatten" }] : [];
  const layers: Record<Starter, LayerProgram[]> = {
    linear: flat,
    hidden: [...flat, ...hidden(32)],
    deep: [...flat, ...[1, 2, 3, 4].flatMap(() => normed(32))],
    convolutional: [...convolution(8), ...convolution(16), ...flat],
  };
  return withOutputs({ ...program, data, model: [...layers[starter], { type: "Linear", out_features: 1 }] });
}
