/** The data of a program in NumPy: the same sets, drawn by NumPy's own generator. */
import type { ArrayData, NamedData } from "../../engine/program.js";
import { loaders, originOf } from "../../figure/row_origin.js";
import { isArrays, rowShape, type Shape } from "../../figure/shapes.js";
import { type DataCode, dataDefaults } from "../data.js";
import { literal } from "../python.js";
import { channelsLast } from "./layers.js";

const load = ["digits = load_digits()", 'inputs = (digits.data / 16).astype("float32")', "targets = digits.target"];
const plane = (noise: string): string => `inputs = np.stack([x, y], 1) + ${noise} * rng.standard_normal((n, 2))`;

const sets: Readonly<Record<string, (value: (name: string) => string) => string[]>> = {
  digits: () => load,
  wandering_digits: () => [
    ...load,
    "places = rng.integers(0, 5, (len(inputs), 2))",
    'canvas = np.zeros((len(inputs), 12, 12, 1), "float32")',
    "for image, digit, (top, left) in zip(canvas, inputs, places):",
    "    image[top : top + 8, left : left + 8, 0] = digit.reshape(8, 8)",
    "inputs = canvas",
  ],
  two_spirals: (value) => [
    "targets = np.arange(n) % 2",
    "radius = 0.2 + 1.8 * np.sqrt(rng.random(n))",
    `angle = np.pi * (${value("turns")} * radius + targets)`,
    "x, y = radius * np.cos(angle), radius * np.sin(angle)",
    plane(value("noise")),
  ],
  moons: (value) => [
    "targets = np.arange(n) % 2",
    "angle = np.pi * rng.random(n)",
    "x = np.where(targets == 0, np.cos(angle), 1 - np.cos(angle))",
    "y = np.where(targets == 0, np.sin(angle), 0.5 - np.sin(angle))",
    plane(value("noise")),
  ],
  circles: (value) => [
    "targets = np.arange(n) % 2",
    "angle = 2 * np.pi * rng.random(n)",
    `radius = np.where(targets == 0, 1.0, ${value("factor")})`,
    "x, y = radius * np.cos(angle), radius * np.sin(angle)",
    plane(value("noise")),
  ],
  blobs: (value) => [
    `targets = np.arange(n) % ${value("classes")}`,
    `angle = 2 * np.pi / ${value("classes")} * targets`,
    "x, y = 2 * np.cos(angle), 2 * np.sin(angle)",
    plane(value("std")),
  ],
  xor: (value) => [
    "inputs = 2 * rng.random((n, 2)) - 1",
    "targets = ((inputs[:, 0] > 0) != (inputs[:, 1] > 0)).astype(int)",
    `inputs = inputs + ${value("noise")} * rng.standard_normal((n, 2))`,
  ],
  noisy_sine: (value) => [
    "inputs = 6 * rng.random((n, 1)) - 3",
    `targets = np.sin(inputs) + ${value("noise")} * rng.standard_normal((n, 1))`,
  ],
};

/** What the lines leave behind: train_inputs, train_targets, and the same for validation. `classes`: targets are indices. */
export function kerasData(data: NamedData | ArrayData, seed: number, classes: boolean): DataCode {
  if (isArrays(data)) return originRows(data) ?? ownNumbers(data, classes);
  const all: Record<string, unknown> = { ...dataDefaults(data.name), ...data };
  const value = (name: string) => literal(all[name]);
  const train = value("train");
  const column = classes || data.name === "noisy_sine" ? [] : ['targets = targets[:, None].astype("float32")'];
  const lines = [
    ...(all.validation === undefined ? [] : [`n = ${train} + ${value("validation")}`]),
    `rng = np.random.default_rng(${literal(data.seed ?? seed)})`,
    ...sets[data.name](value),
    ...(data.image === true ? ["inputs = inputs.reshape(-1, 8, 8, 1)"] : []),
    ...column,
    "order = rng.permutation(len(inputs))",
    "inputs, targets = inputs[order], targets[order]",
    ...subsetLines(data, literal(data.seed ?? seed)),
    ...(data.per_class === undefined
      ? [
          `train_inputs, train_targets = inputs[:${train}], targets[:${train}]`,
          `validation_inputs, validation_targets = inputs[${train}:], targets[${train}:]`,
        ]
      : splitByClass(literal(data.per_class))),
  ];
  return {
    uses: [],
    ...(lines.includes(load[0]) && { loader: "load_digits" }),
    lines,
    validates: all.validation !== 0,
  };
}

/** Rows that scikit-learn ships, split by NumPy. */
function originRows(data: ArrayData): DataCode | null {
  const origin = originOf(data);
  if (!origin) return null;
  const { loader, standardize, shuffled, shape, train, seed } = origin;
  const { variable, columns } = loaders[loader];
  const lines = [
    `${variable} = ${loader}()`,
    `rng = np.random.default_rng(${seed})`,
    `order = rng.permutation(len(${variable}.data))`,
    `inputs, targets = ${variable}.data[order], ${variable}.target[order]`,
    ...(shuffled ? [`inputs = inputs[:, rng.permutation(${columns})]`] : []),
    ...(standardize ? [`inputs = (inputs - inputs[:${train}].mean(0)) / inputs[:${train}].std(0)`] : []),
    `inputs = inputs.astype("float32")${shape.length === 1 ? "" : shaped(shape)}`,
    `train_inputs, train_targets = inputs[:${train}], targets[:${train}]`,
    `validation_inputs, validation_targets = inputs[${train}:], targets[${train}:]`,
  ];
  return { uses: [], loader, lines, validates: data.validation !== undefined };
}

/** Part of the digits: what web/engine/transfer/subset.ts takes, with NumPy's order of the pixels. */
function subsetLines({ classes, shuffle_pixels }: NamedData, seed: string): string[] {
  const lines: string[] = [];
  if (Array.isArray(classes)) {
    const [first, last] = classes as [number, number];
    const anew = first === 0 ? "" : ` - ${first}`;
    lines.push(
      `kept = (targets >= ${first}) & (targets <= ${last})`,
      `inputs, targets = inputs[kept], targets[kept]${anew}`,
    );
  }
  if (shuffle_pixels === true)
    lines.push(
      "pixels = inputs.reshape(len(inputs), -1)",
      `order = np.random.default_rng(${seed}).permutation(pixels.shape[1])`,
      "inputs = pixels[:, order].reshape(inputs.shape)",
    );
  return lines;
}

const splitByClass = (count: string): string[] => [
  "each = np.eye(targets.max() + 1, dtype=int)[targets]",
  "nth = each.cumsum(0)[range(len(targets)), targets]",
  `train_inputs, train_targets = inputs[nth <= ${count}], targets[nth <= ${count}]`,
  `validation_inputs, validation_targets = inputs[nth > ${count}], targets[nth > ${count}]`,
];

function ownNumbers(data: ArrayData, classes: boolean): DataCode {
  const numbers = (values: ArrayLike<number>, type: string) =>
    `np.array([${Array.from(values, literal).join(", ")}], "${type}")`;
  const side = (name: string, { inputs, targets }: { inputs: ArrayLike<number>; targets: ArrayLike<number> }) => {
    const columns = (targets.length * size(data.shape)) / inputs.length;
    return [
      `${name}_inputs = ${numbers(inputs, "float32")}${shaped(data.shape)}`,
      `${name}_targets = ${classes ? numbers(targets, "int64") : `${numbers(targets, "float32")}.reshape(-1, ${columns})`}`,
    ];
  };
  const lines = [...side("train", data), ...(data.validation ? side("validation", data.validation) : [])];
  return { uses: [], lines: ["# fmt: off", ...lines, "# fmt: on"], validates: data.validation !== undefined };
}

const size = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);

/** Rows of our shape, then the channels moved behind all else. */
function shaped(shape: Shape): string {
  const rows = `.reshape(${[-1, ...shape].join(", ")})`;
  if (shape.length === 1) return rows;
  const order = [0, ...shape.slice(1).map((_, axis) => axis + 2), 1];
  return `${rows}.transpose(${order.join(", ")})`;
}

/** Shape of one row of the inputs as Keras has it. */
export const inputShape = (data: NamedData | ArrayData): Shape => channelsLast(rowShape(data));

/** Rows of the training split. */
export function trainingRows(data: NamedData | ArrayData): number {
  if (isArrays(data)) return data.inputs.length / size(data.shape);
  const { per_class, classes = [0, 9] } = data as { per_class?: number; classes?: [number, number] };
  if (per_class !== undefined) return per_class * (classes[1] - classes[0] + 1);
  return Number({ ...dataDefaults(data.name), ...data }.train);
}
