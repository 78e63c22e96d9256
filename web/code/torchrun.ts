/**
 * The script's form for several processes, started by `torchrun`: PyTorch's DistributedDataParallel averages the gradients
 * of all processes, so that together they make the very steps that the script makes in one.
 */
import type { Program } from "../engine/program.js";
import { call, keyword, literal, statement } from "./python.js";
import { indented, joinParts, type NetworkProgram, piecesOf, preparation } from "./script.js";
import { writtenArguments } from "./signatures.js";

/** How to start it: two processes on this machine. */
export const torchrunCommand = (file: string): string => `torchrun --nproc_per_node=2 ${file}`;

/** What makes its numbers others than those of one process. */
export type Difference = "batch_norm" | "dropout";

export function torchrunDifferences({ model = [] }: Program): Difference[] {
  const text = JSON.stringify(model);
  return [...(text.includes('"BatchNorm') ? ["batch_norm" as const] : []), ...dropsOut(text)];
}
const dropsOut = (model: string): Difference[] => (/"Dropout"/.test(model) ? ["dropout"] : []);

/** Null for a test surface: there is no batch to share. `steps` is how long it trains. */
export function torchrunScript(program: Program, steps: number): string | null {
  if (program.surface) return null;
  const network = program as NetworkProgram;
  const pieces = piecesOf(network, steps);
  const { optimizer, penalty } = pieces;
  return joinParts({
    preparation: preparation(importsOf(pieces.imports), pieces.definitions),
    ...(network.from && { source: pieces.source.join("\n") }),
    data: [...together, "", ...pieces.data].join("\n"),
    model: [
      ...pieces.model,
      ...parallel(network),
      statement("criterion", call(`nn.${network.loss.type}`, summed(network))),
      ...optimizer.lines,
      ...penalty.before,
    ].join("\n"),
    training: [
      ...pieces.shuffler,
      `step, steps = 0, ${steps}`,
      "while step < steps:",
      ...indented(pieces.order),
      ...indented([`for rows in order.split(${network.batch_size ?? 1}):`, ...indented(batch(pieces))]),
    ].join("\n"),
    evaluation: [...onlyOnce(pieces.evaluation), "dist.destroy_process_group()"].join("\n"),
  });
}

const together = [
  'dist.init_process_group("gloo")  # on GPUs "nccl"',
  "rank, size = dist.get_rank(), dist.get_world_size()",
];

function importsOf(imports: readonly string[]): string[] {
  const more = imports.flatMap((line) =>
    line === "import torch" ? [line, "import torch.distributed as dist"] : [line],
  );
  return [...more, "from torch.nn.parallel import DistributedDataParallel"];
}

/** A sum over a process's share, so that shares of different sizes count as they should. */
const summed = ({ loss }: NetworkProgram) => [...writtenArguments(loss), keyword("reduction", literal("sum"))];

function parallel(program: NetworkProgram): string[] {
  const differences = torchrunDifferences(program);
  const norm = [
    "# Batch norm takes the statistics of each process's share, so the losses differ from those",
    "# of one process. On GPUs nn.SyncBatchNorm.convert_sync_batchnorm(model) takes the batch's.",
  ];
  const masks = [`torch.manual_seed(${(program.seed ?? 0) + 1} + rank)  # other dropout masks in each process`];
  return [
    ...(differences.includes("batch_norm") ? norm : []),
    "parallel = DistributedDataParallel(model)",
    ...(differences.includes("dropout") ? masks : []),
  ];
}

function batch({ penalty, clip, optimizer }: ReturnType<typeof piecesOf>): string[] {
  return [
    "share = rows[rank::size]  # each process takes its rows of the batch",
    "loss = criterion(parallel(train_inputs[share]), train_targets[share])",
    "loss = size * loss / train_targets[rows].numel()  # gradients are averaged",
    ...penalty.each,
    "optimizer.zero_grad()",
    "loss.backward()",
    ...clip,
    "optimizer.step()",
    "step += 1",
    ...optimizer.each,
    "if step % 10 == 0:",
    "    whole = loss.detach().clone()",
    "    dist.all_reduce(whole)",
    "    if rank == 0:",
    '        print(f"step {step}  loss {whole.item() / size:.4f}")',
    "if step == steps:",
    "    break",
  ];
}

/** Every process has the whole model: one of them tells. */
function onlyOnce(evaluation: readonly string[]): string[] {
  return evaluation.flatMap((line) => (line.startsWith("print(") ? ["if rank == 0:", `    ${line}`] : [line]));
}
