/** What torch makes, as far as a program needs it: tensors, layers, a row's way through them, losses, optimizers, loaders. */
import type { Span } from "./problem.js";
import type { List, Num, Sym, Value } from "./values.js";

/** One operation on tensors; what it makes is never calculated, only compared with what our own lines make. */
export interface Node {
  op: string;
  args: readonly NodeArgument[];
}
export type NodeArgument = Node | Num | Sym | string | boolean | null | readonly NodeArgument[];
export interface Tensor {
  t: "tensor";
  node: Node;
  /** requires_grad: where a descent starts. */
  leaf?: boolean;
  /** It is a row of this one, so that assigning to it changes this one. */
  base?: Tensor;
}
export const tensor = (op: string, ...args: NodeArgument[]): Tensor => ({ t: "tensor", node: { op, args } });

/** What a constructor was told; `type` is its name without the module. */
interface Constructed {
  type: string;
  fields: Record<string, unknown>;
  /** Field → the place of its number. */
  numbers: Map<string, Span>;
  at: Span;
}
export interface Layer extends Constructed {
  t: "layer";
  /** What it was told of its input: in_features, num_features, … */
  sizes: { name: string; value: Num | List }[];
  init: Record<string, unknown>;
  frozen: Set<string>;
}
export interface Sequence {
  t: "sequence";
  items: Value[];
  list: boolean;
}
export interface Param {
  t: "param";
  layer: Layer;
  name: string;
}
export type FlowItem =
  | { kind: "layer"; layer: Layer }
  | { kind: "residual"; items: FlowItem[]; scale: Num | null; at: Span };
/** A row of data on its way through the model. */
export interface Flow {
  t: "flow";
  root: Tensor;
  /** The last thing that was done, which knows what came before it: a thousand layers share one way. */
  way: Way | null;
  scale: Num | null;
}
export interface Way {
  readonly before: Way | null;
  readonly item: FlowItem;
  readonly length: number;
}
export interface Penalty {
  t: "penalty";
  factor: Num;
  params: Param[];
  /** Not a tensor of squares any more, but their sum. */
  summed: boolean;
}
export interface Criterion extends Constructed {
  t: "criterion";
}
export interface Loss {
  t: "loss";
  criterion: Criterion;
  flow: Flow;
  targets: Node;
  penalty: Penalty | null;
  at: Span;
}
export interface Random {
  t: "generator";
  seed: Num | Sym;
  draws: number;
}
export interface Optimizer extends Constructed {
  t: "optimizer";
  params: (Param | Tensor)[];
}
export interface Scheduler extends Constructed {
  t: "scheduler";
  optimizer: Optimizer;
}
export interface DataSet {
  t: "dataset";
  tensors: Tensor[];
}
export interface Loader {
  t: "loader";
  data: DataSet;
  size: Num;
  shuffle: boolean;
  dropLast: boolean;
  at: Span;
}
/** A result of training, which nobody knows while the script is read; `of`: the outputs it was made of. */
export interface Opaque {
  t: "opaque";
  of?: Flow;
  result?: Result;
}
/** A result that a figure measures too, so that it can be printed: a loss, or how many of a split are classified right. */
export type Result =
  | { what: "loss"; loss: Loss; factor: number }
  /** Which class each row is taken for, and whether that is right. */
  | { what: "classes"; flow: Flow }
  | { what: "hits" | "count" | "accuracy"; flow: Flow; targets: Node; factor: number };

export type TorchValue =
  | Tensor
  | Layer
  | Sequence
  | Param
  | Flow
  | Penalty
  | Criterion
  | Loss
  | Random
  | Optimizer
  | Scheduler
  | DataSet
  | Loader
  | Opaque;
