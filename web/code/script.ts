/**
 * A program as a complete PyTorch script: same data, same weights, same batches, and so the losses that the figure
 * shows, one line every ten steps. It follows the three random streams of the engine: data, shuffling, weights.
 */
import type { Program } from "../engine/program.js";
import { dataCode } from "./data.js";
import { modelCode } from "./model.js";
import { optimizerCode } from "./optimizer.js";
import { call, literal, statement } from "./python.js";
import { rowShape } from "./shapes.js";
import { writtenArguments } from "./signatures.js";
import { clipLine, surfaceScript } from "./surface.js";

type NetworkProgram = Program & Required<Pick<Program, "data" | "model" | "loss" | "optimizer">>;

const indented = (lines: readonly string[]): string[] => lines.map((line) => (line === "" ? "" : `    ${line}`));

function penaltyLines(program: NetworkProgram): { before: string[]; each: string[] } {
  const l2 = Number(program.loss.l2 ?? 0);
  if (l2 === 0) return { before: [], each: [] };
  const kinds = ["Linear", "Conv1d", "Conv2d"].filter((kind) => JSON.stringify(program.model).includes(`"${kind}"`));
  const classes = kinds.map((kind) => `nn.${kind}`);
  const type = classes.length === 1 ? classes[0] : `(${classes.join(", ")})`;
  return {
    before: [`weights = [m.weight for m in model.modules() if isinstance(m, ${type})]`],
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

function networkScript(program: NetworkProgram, steps: number): string {
  const seed = program.seed ?? 0;
  const data = dataCode(program.data, seed, program.loss.type === "CrossEntropyLoss");
  const model = modelCode(program.model, rowShape(program.data));
  const optimizer = optimizerCode(program.optimizer, program.scheduler, "model.parameters()", steps);
  const penalty = penaltyLines(program);
  const imports = [
    ...(data.uses.includes("math") ? ["import math"] : []),
    "import torch",
    ...(data.uses.includes("sklearn") ? ["from sklearn.datasets import load_digits"] : []),
    "from torch import nn",
  ];
  const definitions = [...model.definitions, ...optimizer.definitions];
  const batch = [
    "loss = criterion(model(train_inputs[rows]), train_targets[rows])",
    ...penalty.each,
    "optimizer.zero_grad()",
    "loss.backward()",
    ...(program.clip_grad_norm ? [clipLine("model.parameters()", program.clip_grad_norm)] : []),
    "optimizer.step()",
    "step += 1",
    ...optimizer.each,
    "if step % 10 == 0:",
    '    print(f"step {step}  loss {loss.item():.4f}")',
    "if step == steps:",
    "    break",
  ];
  const dropout = JSON.stringify(program.model).includes('"Dropout"')
    ? ["# PyTorch built with MKL draws other dropout masks: there the numbers agree on average."]
    : [];
  return [
    ...imports,
    "",
    ...(definitions.length > 0 ? [""] : []),
    ...definitions.flatMap((definition) => [definition, "", ""]),
    ...data.lines,
    "",
    ...dropout,
    `torch.manual_seed(${seed})`,
    statement("model", model.expression),
    statement("criterion", call(`nn.${program.loss.type}`, writtenArguments(program.loss))),
    ...optimizer.lines,
    ...penalty.before,
    "",
    ...(program.shuffle === false ? [] : [`shuffler = torch.Generator().manual_seed(${seed})`]),
    `step, steps = 0, ${steps}`,
    "while step < steps:",
    ...indented(orderLines(program)),
    ...indented([`for rows in order.split(${program.batch_size ?? 1}):`, ...indented(batch)]),
    "",
    ...(data.validates ? evaluationLines(program) : []),
    "",
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

/** `steps` is how long the script trains. The program may leave out whatever has a default. */
export function pytorchScript(program: Program, steps: number): string {
  if (program.surface) return surfaceScript(program as Program & { surface: typeof program.surface }, steps);
  return networkScript(program as NetworkProgram, steps);
}
