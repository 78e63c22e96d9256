/** Programs drawn from a seed: every layer, loss, optimizer, schedule and named set, in valid combinations. */
import type { LayerProgram, Program, TypedProgram } from "../../web/engine/program.js";

/** A small generator (mulberry32): the same programs on every machine. */
export function generator(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)];
  const chance = (p: number) => next() < p;
  return { next, pick, chance };
}
export type Random = ReturnType<typeof generator>;

const activations = ["ReLU", "LeakyReLU", "Tanh", "Sigmoid", "ELU", "GELU", "SiLU"];
const inits = [
  { weight: "kaiming_normal_" },
  { weight: { name: "xavier_uniform_", gain: 1.5 }, bias: "zeros_" },
  { weight: { name: "uniform_", a: -0.2, b: 0.2 } },
];

function activation(random: Random): LayerProgram {
  const type = random.pick(activations);
  if (type === "LeakyReLU" && random.chance(0.5)) return { type, negative_slope: 0.2 };
  if (type === "GELU" && random.chance(0.5)) return { type, approximate: "tanh" };
  return { type };
}

function linear(random: Random, width: number): LayerProgram {
  const layer: LayerProgram = { type: "Linear", out_features: width };
  if (random.chance(0.15)) layer.bias = false;
  else if (random.chance(0.25)) layer.init = random.pick(inits);
  return layer;
}

function hidden(random: Random, width: number): LayerProgram[] {
  const layers = [linear(random, width)];
  if (random.chance(0.25)) layers.push({ type: random.pick(["BatchNorm1d", "LayerNorm"]) });
  layers.push(activation(random));
  if (random.chance(0.25)) layers.push({ type: "Dropout", p: random.pick([0.1, 0.5]) });
  return layers;
}

/** Convolution and pooling over 8 × 8 or 12 × 12 images, down to a row. */
function convolutional(random: Random): LayerProgram[] {
  const layers: LayerProgram[] = [];
  const channels = random.pick([2, 4]);
  layers.push({ type: "Conv2d", out_channels: channels, kernel_size: 3, padding: random.pick([0, 1]) });
  if (random.chance(0.4)) layers.push({ type: "BatchNorm2d" });
  layers.push(activation(random), { type: random.pick(["MaxPool2d", "AvgPool2d"]), kernel_size: 2 });
  if (random.chance(0.5))
    layers.push({
      type: "Residual",
      scale: random.pick([1, 0.5]),
      block: [{ type: "Conv2d", out_channels: channels, kernel_size: 3, padding: 1 }, { type: "ReLU" }],
    });
  if (random.chance(0.3)) layers.push({ type: "AdaptiveAvgPool2d", output_size: 2 });
  return [...layers, { type: "Flatten" }];
}

function optimizer(random: Random): TypedProgram {
  return random.pick<TypedProgram>([
    { type: "SGD", lr: 0.05 },
    { type: "SGD", lr: 0.02, momentum: 0.9, nesterov: true },
    { type: "SGD", lr: 0.02, momentum: 0.8, weight_decay: 1e-3 },
    { type: "Adam" },
    { type: "Adam", lr: 3e-3, betas: [0.8, 0.99], weight_decay: 1e-4 },
    { type: "Adam", lr: 2e-4, bias_correction: false },
    { type: "AdamW", lr: 2e-3 },
    { type: "RMSprop", lr: 1e-3, alpha: 0.95 },
    { type: "RMSprop", lr: 1e-3, momentum: 0.5, centered: true },
  ]);
}

function scheduler(random: Random): TypedProgram | undefined {
  return random.pick<TypedProgram | undefined>([
    undefined,
    undefined,
    { type: "StepLR", step_size: 20, gamma: 0.5 },
    { type: "LinearLR", total_iters: 30 },
    { type: "CosineAnnealingLR", T_max: 60 },
  ]);
}

/** A surface and what descends it; every fifth program. */
function descent(random: Random): Program {
  const name = random.pick(["bowl", "rosenbrock", "beale", "himmelblau", "saddle"]);
  const how = random.pick<TypedProgram>([
    { type: "SGD", lr: 1e-4, momentum: 0.9 },
    { type: "Adam", lr: 0.02 },
    { type: "Adam", lr: 0.01, bias_correction: false },
    { type: "RMSprop", lr: 0.01 },
  ]);
  return { surface: { name, start: random.pick([[-1, 0.5] as const, [0.5, -0.25] as const]) }, optimizer: how };
}

function network(random: Random): Program {
  const data = random.pick([
    { name: "digits", train: 300 },
    { name: "digits", train: 500, image: true },
    { name: "wandering_digits", train: 200 },
    { name: "two_spirals", train: 100, validation: 50 },
    { name: "moons", train: 90, noise: 0.3 },
    { name: "circles", factor: 0.4, seed: 11 },
    { name: "xor", train: 64 },
    { name: "blobs", classes: 4 },
    { name: "noisy_sine", train: 80 },
  ]);
  const images = data.name === "wandering_digits" || "image" in data;
  const classes = data.name.includes("digits") ? 10 : "classes" in data ? (data.classes as number) : 2;
  const sine = data.name === "noisy_sine";
  const binary = classes === 2 && !sine && random.chance(0.5);
  const width = random.pick([8, 12, 20]);
  const model: LayerProgram[] = images ? convolutional(random) : hidden(random, width);
  const deeper = random.pick([0, 1, 1, 4]);
  const group = hidden(random, width);
  for (let i = 0; i < deeper; i++) model.push(...group);
  if (random.chance(0.3) && deeper > 0)
    model.push({ type: "Residual", block: [{ type: "Linear", out_features: width }, { type: "Tanh" }] });
  model.push({ type: "Linear", out_features: binary || sine ? 1 : classes });
  const lossType = sine
    ? random.pick(["MSELoss", "L1Loss", "HuberLoss"])
    : binary
      ? random.pick(["BCEWithLogitsLoss", "MSELoss"])
      : "CrossEntropyLoss";
  const program: Program = {
    seed: Math.floor(random.next() * 1000),
    data,
    model,
    loss: { type: lossType, ...(random.chance(0.25) ? { l2: 1e-3 } : {}) },
    optimizer: optimizer(random),
    batch_size: random.pick([10, 16, 32]),
    drop_last: true,
  };
  const schedule = scheduler(random);
  if (schedule) program.scheduler = schedule;
  if (random.chance(0.2)) program.clip_grad_norm = { max_norm: 1 };
  if (random.chance(0.15)) program.shuffle = false;
  return program;
}

export function randomPrograms(count: number, seed = 1): Program[] {
  const random = generator(seed);
  return Array.from({ length: count }, (_, i) => (i % 5 === 4 ? descent(random) : network(random)));
}
