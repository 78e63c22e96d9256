/**
 * A program as a complete PyTorch script: same data, same weights, same batches, and so the losses that the figure
 * shows, one line every ten steps. It follows the three random streams of the engine: data, shuffling, weights.
 */
import type { Program } from "../engine/program.js";
import { rowShape } from "../figure/shapes.js";
import { dataCode } from "./data.js";
import { modelCode } from "./model.js";
import { type OptimizerCode, optimizerCode } from "./optimizer.js";
import { call, literal, statement } from "./python.js";
import { writtenArguments } from "./signatures.js";
import { clipLine, surfaceParts } from "./surface.js";

export const indented = (lines: readonly string[]): string[] => lines.map((line) => (line === "" ? "" : `    ${line}`));

function penaltyLines(program: NetworkProgram, name: string): { before: string[]; each: string[] } {
  const l2 = Number(program.loss.l2 ?? 0);
  if (l2 === 0) return { before: [], each: [] };
  const kinds = ["Linear", "Conv1d", "Conv2d"].filter((kind) => JSON.stringify(program.model).includes(`"${kind}"`));
  const classes = kinds.map((kind) => `nn.${kind}`);
  const type = classes.length === 1 ? classes[0] : `(${classes.join(", ")})`;
  return {
    before: [`weights = [m.weight for m in ${name}.modules() if isinstance(m, ${type})]`],
    each: [`loss = loss + ${literal(l2)} * sum(w.square().sum() for w in weights)`],
  };
}

/** The rows of one epoch's batches, as a tensor to split. */
function orderLines(program: NetworkProgram): string[] {
  const order =
    program.shuffle === false
      ? "order = torch.arange(len(train_inputs))"
      : "order = torch.randperm(len(train_inputs), generator=shuffler)";
  if (program.drop_last !== true) return [order];
  const size = program.batch_size ?? 1;
  return [order, `order = order[: len(order) // ${size} * ${size}]`];
}

function evaluationLines(program: NetworkProgram): string[] {
  const outputs = "outputs = model(validation_inputs)";
  const loss = "validation_loss = criterion(outputs, validation_targets).item()";
  const head = ["model.eval()", "with torch.no_grad():", `    ${outputs}`];
  if (program.loss.type === "CrossEntropyLoss")
    return [
      ...head,
      "accuracy = (outputs.argmax(1) == validation_targets).float().mean().item()",
      'print(f"validation accuracy {accuracy:.4f}")',
    ];
  if (program.loss.type === "BCEWithLogitsLoss")
    return [
      ...head,
      "accuracy = ((outputs > 0) == (validation_targets > 0.5)).float().mean().item()",
      'print(f"validation accuracy {accuracy:.4f}")',
    ];
  return [...head, loss, 'print(f"validation loss {validation_loss:.4f}")'];
}

/** What a script is made of; torchrun.ts makes another form of the same. */
export interface Pieces {
  /** Modules in the order of their import. */
  imports: string[];
  /** Functions and classes, each as its text. */
  definitions: string[];
  /** The network that the model borrows from, trained; [] where it borrows nothing. */
  source: string[];
  data: string[];
  validates: boolean;
  /** The model itself, seeded, with what it borrows. */
  model: string[];
  optimizer: OptimizerCode;
  penalty: { before: string[]; each: string[] };
  /** A learner's generator for the order of rows, where they are shuffled. */
  shuffler: string[];
  order: string[];
  clip: string[];
  evaluation: string[];
}

export type NetworkProgram = Program & Required<Pick<Program, "data" | "model" | "loss" | "optimizer">>;

/** `name` is that of the model in the script. */
export function piecesOf(program: NetworkProgram, steps: number, name = "model"): Pieces {
  const seed = program.seed ?? 0;
  const { from } = program;
  const lender =
    from && piecesOf({ ...from.program, seed: from.program.seed ?? seed } as NetworkProgram, from.steps, "source");
  const data = dataCode(program.data, seed, program.loss.type === "CrossEntropyLoss");
  const model = modelCode(program.model, rowShape(program.data));
  const optimizer = optimizerCode(program.optimizer, program.scheduler, `${name}.parameters()`, steps);
  const dropout = JSON.stringify(program.model).includes('"Dropout"')
    ? ["# PyTorch built with MKL draws other dropout masks: there the numbers agree on average."]
    : [];
  return {
    imports: [
      ...(data.uses.includes("math") ? ["import math"] : []),
      "import torch",
      ...(data.loader ? [`from sklearn.datasets import ${data.loader}`] : []),
      "from torch import nn",
    ],
    definitions: [...new Set([...(lender?.definitions ?? []), ...model.definitions, ...optimizer.definitions])],
    source: lender ? sourceLines(lender, from.program as NetworkProgram, from.steps) : [],
    data: data.lines,
    validates: data.validates,
    model: [
      ...dropout,
      `torch.manual_seed(${seed})`,
      statement(name, model.expression),
      ...(from ? borrowingLines(from.layers) : []),
    ],
    optimizer,
    penalty: penaltyLines(program, name),
    shuffler: program.shuffle === false ? [] : [`shuffler = torch.Generator().manual_seed(${seed})`],
    order: orderLines(program),
    clip: program.clip_grad_norm ? [clipLine(`${name}.parameters()`, program.clip_grad_norm)] : [],
    evaluation: data.validates ? evaluationLines(program) : [],
  };
}

const borrowingLines = (layers: number): string[] => [
  `# The first ${layers} layers begin with what the source has learnt.`,
  `for layer, learnt in zip(model[:${layers}], source):`,
  "    layer.load_state_dict(learnt.state_dict())",
];

/** One step of a model called `name`, up to its counting. */
function stepLines({ penalty, clip }: Pieces, name: string): string[] {
  return [
    `loss = criterion(${name}(train_inputs[rows]), train_targets[rows])`,
    ...penalty.each,
    "optimizer.zero_grad()",
    "loss.backward()",
    ...clip,
    "optimizer.step()",
    "step += 1",
  ];
}

const criterionLine = ({ loss }: NetworkProgram): string =>
  statement("criterion", call(`nn.${loss.type}`, writtenArguments(loss)));

/** Trained without a word: what is printed is the figure's own. */
function sourceLines(pieces: Pieces, program: NetworkProgram, steps: number): string[] {
  const { optimizer, penalty } = pieces;
  const batch = [...stepLines(pieces, "source"), ...optimizer.each, `if step == ${steps}:`, "    break"];
  return [
    "# First the network that is borrowed from learns a task of its own.",
    ...pieces.data,
    "",
    ...pieces.model,
    criterionLine(program),
    ...optimizer.lines,
    ...penalty.before,
    "",
    ...pieces.shuffler,
    "step = 0",
    `while step < ${steps}:`,
    ...indented(pieces.order),
    ...indented([`for rows in order.split(${program.batch_size ?? 1}):`, ...indented(batch)]),
  ];
}

function networkParts(program: NetworkProgram, steps: number): ScriptParts {
  const pieces = piecesOf(program, steps);
  const { optimizer, penalty } = pieces;
  const batch = [
    ...stepLines(pieces, "model"),
    ...optimizer.each,
    "if step % 10 == 0:",
    '    print(f"step {step}  loss {loss.item():.4f}")',
    "if step == steps:",
    "    break",
  ];
  const model = [...pieces.model, criterionLine(program), ...optimizer.lines, ...penalty.before];
  const training = [
    ...pieces.shuffler,
    `step, steps = 0, ${steps}`,
    "while step < steps:",
    ...indented(pieces.order),
    ...indented([`for rows in order.split(${program.batch_size ?? 1}):`, ...indented(batch)]),
  ];
  return {
    preparation: preparation(pieces.imports, pieces.definitions),
    ...(program.from && { source: pieces.source.join("\n") }),
    data: (program.from ? ["# Then the task itself.", ...pieces.data] : pieces.data).join("\n"),
    model: model.join("\n"),
    training: training.join("\n"),
    evaluation: pieces.evaluation.join("\n"),
  };
}

/** What comes first in a script: modules, and two lines apart all that is defined. */
export const preparation = (imports: readonly string[], definitions: readonly string[]): string =>
  [imports.join("\n"), ...definitions].join("\n\n\n");

/** The parts of a script in their order, "" where there is none. */
export interface ScriptParts {
  preparation: string;
  /** Of transfer learning: the network that is borrowed from, trained. */
  source?: string;
  data: string;
  model: string;
  training: string;
  evaluation: string;
}

/** `steps` is how long the script trains. The program may leave out whatever has a default. */
export function scriptParts(program: Program, steps: number): ScriptParts {
  if (program.surface) return surfaceParts(program as Program & { surface: typeof program.surface }, steps);
  return networkParts(program as NetworkProgram, steps);
}

/** The parts as one text, as Black sets them apart. */
export function joinParts({ preparation, ...rest }: ScriptParts): string {
  const gap = preparation.includes("\n\n\n") ? "\n\n\n" : "\n\n";
  const parts = Object.values(rest).filter((text) => text !== "");
  return `${preparation}${gap}${parts.join("\n\n")}\n`;
}

export function pytorchScript(program: Program, steps: number): string {
  return joinParts(scriptParts(program, steps));
}
