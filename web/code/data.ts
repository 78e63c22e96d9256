/**
 * The data of a program in torch: the very lines that the engine's generators are written after (engine/data), so that
 * they draw the same numbers. What the lines leave behind: train_inputs, train_targets, and the same for validation.
 */
import type { ArrayData, NamedData } from "../engine/program.js";
import { loaders, originOf, type RowForm } from "../figure/row_origin.js";
import { isArrays } from "../figure/shapes.js";
import { literal } from "./python.js";

export interface DataCode {
  /** Python's modules that the lines use. */
  uses: "math"[];
  /** scikit-learn's function that they call. */
  loader?: string;
  lines: string[];
  validates: boolean;
}

interface Drawn {
  loader?: string;
  lines: (value: (name: string) => string) => string[];
  defaults: Record<string, unknown>;
}

const load = [
  "digits = load_digits()",
  "inputs = torch.tensor(digits.data / 16, dtype=torch.float32)",
  "targets = torch.tensor(digits.target)",
];

/** Points in the plane: `inputs` without their noise, then with it. */
function points(noise: string, defaults: Record<string, unknown>, lines: Drawn["lines"]): Drawn {
  return {
    defaults,
    lines: (value) => [
      ...lines(value),
      `inputs = torch.stack([x, y], 1) + ${value(noise)} * torch.randn(n, 2, generator=g)`,
    ],
  };
}

const sets: Readonly<Record<string, Drawn>> = {
  digits: { loader: "load_digits", defaults: { train: 1437 }, lines: () => load },
  wandering_digits: {
    loader: "load_digits",
    defaults: { train: 1437 },
    lines: () => [
      ...load,
      "places = torch.randint(0, 5, (len(inputs), 2), generator=g)",
      "canvas = torch.zeros(len(inputs), 1, 12, 12)",
      "for image, digit, (top, left) in zip(canvas, inputs, places):",
      "    image[0, top : top + 8, left : left + 8] = digit.view(8, 8)",
      "inputs = canvas",
    ],
  },
  two_spirals: points("noise", { train: 400, validation: 200, turns: 1.5, noise: 0.05 }, (value) => [
    "targets = torch.arange(n) % 2",
    "radius = 0.2 + 1.8 * torch.rand(n, generator=g).sqrt()",
    `angle = math.pi * (${value("turns")} * radius + targets)`,
    "x, y = radius * angle.cos(), radius * angle.sin()",
  ]),
  moons: points("noise", { train: 200, validation: 200, noise: 0.2 }, () => [
    "targets = torch.arange(n) % 2",
    "angle = math.pi * torch.rand(n, generator=g)",
    "x = torch.where(targets == 0, angle.cos(), 1 - angle.cos())",
    "y = torch.where(targets == 0, angle.sin(), 0.5 - angle.sin())",
  ]),
  circles: points("noise", { train: 200, validation: 200, factor: 0.5, noise: 0.1 }, (value) => [
    "targets = torch.arange(n) % 2",
    "angle = 2 * math.pi * torch.rand(n, generator=g)",
    `radius = torch.where(targets == 0, 1.0, ${value("factor")})`,
    "x, y = radius * angle.cos(), radius * angle.sin()",
  ]),
  blobs: points("std", { train: 200, validation: 200, classes: 3, std: 0.5 }, (value) => [
    `targets = torch.arange(n) % ${value("classes")}`,
    `angle = 2 * math.pi / ${value("classes")} * targets`,
    "x, y = 2 * angle.cos(), 2 * angle.sin()",
  ]),
  xor: {
    defaults: { train: 200, validation: 200, noise: 0.05 },
    lines: (value) => [
      "inputs = 2 * torch.rand(n, 2, generator=g) - 1",
      "targets = ((inputs[:, 0] > 0) != (inputs[:, 1] > 0)).long()",
      `inputs = inputs + ${value("noise")} * torch.randn(n, 2, generator=g)`,
    ],
  },
  noisy_sine: {
    defaults: { train: 100, validation: 100, noise: 0.1 },
    lines: (value) => [
      "inputs = 6 * torch.rand(n, 1, generator=g) - 3",
      `targets = inputs.sin() + ${value("noise")} * torch.randn(n, 1, generator=g)`,
    ],
  },
};

const split = (train: string): string[] => [
  `train_inputs, train_targets = inputs[:${train}], targets[:${train}]`,
  `validation_inputs, validation_targets = inputs[${train}:], targets[${train}:]`,
];

function namedData(data: NamedData, seed: number): DataCode {
  const [first, last] = Array.isArray(data.classes) ? (data.classes as number[]) : [];
  const all: Record<string, unknown> = { ...sets[data.name].defaults, ...data, first, last };
  const lines = drawingLines(data, literal(data.seed ?? seed), (name) => literal(all[name]));
  const uses: DataCode["uses"] = lines.some((line) => line.includes("math.")) ? ["math"] : [];
  const { loader } = sets[data.name];
  return { uses, lines, ...(loader && { loader }), validates: all.validation !== 0 };
}

/** `value` writes an argument of the set: a number, or whatever else shall stand there. */
function drawingLines(data: NamedData, seed: string, value: (name: string) => string): string[] {
  const drawn = sets[data.name];
  const count = drawn.defaults.validation === undefined ? [] : [`n = ${value("train")} + ${value("validation")}`];
  const lines = [...count, `g = torch.Generator().manual_seed(${seed})`, ...drawn.lines(value)];
  if (data.image === true) lines.push("inputs = inputs.view(-1, 1, 8, 8)");
  lines.push("order = torch.randperm(len(inputs), generator=g)", "inputs, targets = inputs[order], targets[order]");
  lines.push(...subsetLines(data, seed, value));
  lines.push(...(data.per_class === undefined ? split(value("train")) : splitByClass(value("per_class"))));
  return lines;
}

/** Rows that scikit-learn ships: the same split, in the same precision, as web/data makes it. `value` as below. */
export function originLines(origin: RowForm, seed: string, value: (name: string) => string): string[] {
  const { loader, standardize, shuffled, shape } = origin;
  const { variable, columns } = loaders[loader];
  const train = value("train");
  return [
    `${variable} = ${loader}()`,
    `inputs, targets = torch.tensor(${variable}.data), torch.tensor(${variable}.target)`,
    `g = torch.Generator().manual_seed(${seed})`,
    "order = torch.randperm(len(inputs), generator=g)",
    "inputs, targets = inputs[order], targets[order]",
    ...(shuffled ? [`inputs = inputs[:, torch.randperm(${columns}, generator=g)]`] : []),
    ...(standardize
      ? [
          `mean, std = inputs[:${train}].mean(0), inputs[:${train}].std(0, unbiased=False)`,
          "inputs = (inputs - mean) / std",
        ]
      : []),
    `inputs = inputs.float()${shape.length === 1 ? "" : `.view(${["-1", ...shape].join(", ")})`}`,
    ...split(train),
  ];
}

/** Part of the digits: what web/engine/transfer/subset.ts takes. */
function subsetLines(
  { name, classes, shuffle_pixels }: NamedData,
  seed: string,
  value: (name: string) => string,
): string[] {
  const lines: string[] = [];
  if (Array.isArray(classes)) {
    const first = classes[0] === 0 ? "0" : value("first");
    const anew = first === "0" ? "" : ` - ${first}`;
    lines.push(
      `kept = (targets >= ${first}) & (targets <= ${value("last")})`,
      `inputs, targets = inputs[kept], targets[kept]${anew}`,
    );
  }
  if (shuffle_pixels === true) {
    const pixels = name === "wandering_digits" ? 144 : 64;
    lines.push(
      `pixels = torch.randperm(${pixels}, generator=torch.Generator().manual_seed(${seed}))`,
      "inputs = inputs.flatten(1)[:, pixels].view(inputs.shape)",
    );
  }
  return lines;
}

const splitByClass = (count: string): string[] => [
  "nth = nn.functional.one_hot(targets).cumsum(0)[torch.arange(len(targets)), targets]",
  `train_inputs, train_targets = inputs[nth <= ${count}], targets[nth <= ${count}]`,
  `validation_inputs, validation_targets = inputs[nth > ${count}], targets[nth > ${count}]`,
];

/** Own numbers are written out: the script must run wherever it is pasted. */
function arrayData(data: ArrayData, classes: boolean): DataCode {
  const size = data.shape.reduce((a, b) => a * b, 1);
  const tensor = (values: ArrayLike<number>, tail: string) =>
    `torch.tensor([${Array.from(values, literal).join(", ")}])${tail}`;
  const view = (shape: readonly number[]) => `.float().view(${["-1", ...shape].join(", ")})`;
  const side = (name: string, { inputs, targets }: { inputs: ArrayLike<number>; targets: ArrayLike<number> }) => [
    `${name}_inputs = ${tensor(inputs, view(data.shape))}`,
    `${name}_targets = ${tensor(targets, classes ? "" : view([(targets.length * size) / inputs.length]))}`,
  ];
  const lines = [...side("train", data), ...(data.validation ? side("validation", data.validation) : [])];
  return { uses: [], lines: ["# fmt: off", ...lines, "# fmt: on"], validates: data.validation !== undefined };
}

/** `classes`: the loss wants class indices (CrossEntropyLoss), not columns of numbers. */
export function dataCode(data: NamedData | ArrayData, seed: number, classes: boolean): DataCode {
  if (isArrays(data)) return originCode(data) ?? arrayData(data, classes);
  const code = namedData(data, seed);
  return { ...code, lines: withColumn(data.name, code.lines, classes) };
}

function originCode(data: ArrayData): DataCode | null {
  const origin = originOf(data);
  if (!origin) return null;
  const { loader, train, seed } = origin;
  const lines = originLines(origin, literal(seed), () => literal(train));
  return { uses: [], loader, lines, validates: data.validation !== undefined };
}

function withColumn(name: string, lines: string[], classes: boolean): string[] {
  if (classes || name === "noisy_sine") return lines;
  const column = "targets = targets.float().unsqueeze(1)  # one output, one column";
  return lines.flatMap((line) => (line.startsWith("order = ") ? [column, line] : [line]));
}

/** The lines that draw a set, with names in place of its numbers: `hole("train")` stands for `train`, "seed" for the seed. */
export function dataTemplate(data: NamedData, classes: boolean, hole: (name: string) => string): string {
  return withColumn(data.name, drawingLines(data, hole("seed"), hole), classes).join("\n");
}

export const dataNames: readonly string[] = Object.keys(sets);

/** What a set takes where the program says nothing; held to the engine by tests/web/code. */
export const dataDefaults = (name: string): Record<string, unknown> | undefined => sets[name]?.defaults;
