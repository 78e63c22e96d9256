/**
 * Which arguments PyTorch's constructors take, in what form the script writes them, and what PyTorch assumes where they
 * are left out. tests/web/code holds the defaults to the engine's own description.
 */
import { type Expression, keyword, literal } from "./python.js";

export interface Argument {
  name: string;
  /** What PyTorch assumes; without one it is always written. */
  otherwise?: unknown;
  /** Written without its name, as everybody does. */
  positional?: boolean;
  /** Always written, though PyTorch has a default: `lr=0.001`. */
  shown?: boolean;
}

const positional = (name: string): Argument => ({ name, positional: true });
const optional = (name: string, otherwise: unknown): Argument => ({ name, otherwise });
const shown = (name: string, otherwise: unknown): Argument => ({ name, otherwise, shown: true });

const bias = optional("bias", true);
const convolution = [
  positional("out_channels"),
  { name: "kernel_size" },
  optional("stride", 1),
  optional("padding", 0),
  bias,
];
const maximum = [positional("kernel_size"), optional("stride", undefined), optional("padding", 0)];
const average = [...maximum, optional("count_include_pad", true)];
const batchNorm = [optional("eps", 1e-5), optional("momentum", 0.1), optional("affine", true)];

/** Layers, losses, optimizers and schedulers by PyTorch's class name; sizes of the input are not among them. */
export const signatures: Readonly<Record<string, readonly Argument[]>> = {
  Linear: [positional("out_features"), bias],
  Conv1d: convolution,
  Conv2d: convolution,
  MaxPool1d: maximum,
  MaxPool2d: maximum,
  AvgPool1d: average,
  AvgPool2d: average,
  AdaptiveAvgPool1d: [positional("output_size")],
  AdaptiveAvgPool2d: [positional("output_size")],
  Flatten: [],
  BatchNorm1d: batchNorm,
  BatchNorm2d: batchNorm,
  LayerNorm: [optional("eps", 1e-5), optional("elementwise_affine", true)],
  Dropout: [shown("p", 0.5)],
  ReLU: [],
  LeakyReLU: [optional("negative_slope", 0.01)],
  ELU: [optional("alpha", 1)],
  GELU: [optional("approximate", "none")],
  SiLU: [],
  Tanh: [],
  Sigmoid: [],
  Softmax: [shown("dim", -1)],
  Residual: [optional("scale", 1)],

  MSELoss: [],
  L1Loss: [],
  HuberLoss: [optional("delta", 1)],
  BCEWithLogitsLoss: [],
  CrossEntropyLoss: [],

  SGD: [
    shown("lr", 0.001),
    optional("momentum", 0),
    optional("dampening", 0),
    optional("nesterov", false),
    optional("weight_decay", 0),
  ],
  RMSprop: [
    shown("lr", 0.01),
    optional("alpha", 0.99),
    optional("eps", 1e-8),
    optional("momentum", 0),
    optional("centered", false),
    optional("weight_decay", 0),
  ],
  Adam: [shown("lr", 0.001), optional("betas", [0.9, 0.999]), optional("eps", 1e-8), optional("weight_decay", 0)],
  AdamW: [shown("lr", 0.001), optional("betas", [0.9, 0.999]), optional("eps", 1e-8), optional("weight_decay", 0.01)],

  StepLR: [{ name: "step_size" }, optional("gamma", 0.1)],
  LinearLR: [optional("start_factor", 1 / 3), optional("end_factor", 1), optional("total_iters", 5)],
  CosineAnnealingLR: [{ name: "T_max" }, optional("eta_min", 0)],
  OneCycleLR: [
    { name: "max_lr" },
    { name: "total_steps" },
    optional("pct_start", 0.3),
    optional("anneal_strategy", "cos"),
    optional("cycle_momentum", true),
    optional("base_momentum", 0.85),
    optional("max_momentum", 0.95),
    optional("div_factor", 25),
    optional("final_div_factor", 1e4),
    optional("three_phase", false),
  ],
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The arguments of one object of a program as the script writes them: nothing that PyTorch assumes anyhow. */
export function writtenArguments(spec: { type: string; readonly [field: string]: unknown }): Expression[] {
  const written: Expression[] = [];
  for (const argument of signatures[spec.type] ?? []) {
    const value = spec[argument.name] ?? argument.otherwise;
    if (value === undefined || (!argument.shown && same(value, argument.otherwise))) continue;
    written.push(argument.positional ? literal(value) : keyword(argument.name, literal(value)));
  }
  return written;
}
