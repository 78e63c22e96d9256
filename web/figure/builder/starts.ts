/** The values that something new begins with where the engine has no default: a guess that trains, for the reader to change. */
import type { Description, FamilyDescription, FieldDescription } from "../../engine/describe/description.js";
import type { LayerProgram, Program } from "../../engine/program.js";
import type { Shape } from "../shapes.js";

/** What there is to go by. */
export interface Around {
  program: Program;
  /** Steps that the figure trains for. */
  steps: number;
  /** Of a row at the place of a new layer. */
  shape?: Shape;
}

const rate = ({ program }: Around): number =>
  typeof program.optimizer?.lr === "number" ? program.optimizer.lr : 0.001;

/** By field, or by `Type.field` where types differ. */
const guesses: Readonly<Record<string, (around: Around) => unknown>> = {
  out_features: () => 32,
  out_channels: () => 8,
  kernel_size: () => 2,
  "Conv1d.kernel_size": () => 3,
  "Conv1d.padding": () => 1,
  "Conv2d.kernel_size": () => 3,
  "Conv2d.padding": () => 1,
  output_size: () => 1,
  step_size: ({ steps }) => Math.max(1, Math.round(steps / 4)),
  T_max: ({ steps }) => steps,
  total_steps: ({ steps }) => steps,
  max_lr: (around) => 3 * rate(around),
  max_norm: () => 1,
  val: () => 0,
  block: ({ shape }) => block(shape ?? [1]),
};

/** A block keeps the shape of what goes in. */
function block(shape: Shape): LayerProgram[] {
  const size = shape.at(-1)!;
  const kept: Record<number, LayerProgram> = {
    2: { type: "Conv1d", out_channels: shape[0]!, kernel_size: 3, padding: 1 },
    3: { type: "Conv2d", out_channels: shape[0]!, kernel_size: 3, padding: 1 },
  };
  return [kept[shape.length] ?? { type: "Linear", out_features: size }, { type: "ReLU" }];
}

function valuesFor(type: string, fields: readonly FieldDescription[], around: Around): Record<string, unknown> {
  const started = fields.flatMap((field) => {
    const guess = guesses[`${type}.${field.name}`] ?? (field.required ? guesses[field.name] : undefined);
    if (guess) return [[field.name, guess(around)] as const];
    return field.required ? [[field.name, field.min ?? field.choices?.[0] ?? 1] as const] : [];
  });
  return Object.fromEntries(started);
}

/** One of a family's types. Of what stood there before, fields that the new one has too are kept. */
export function startOf(
  family: FamilyDescription,
  type: string,
  around: Around,
  before: Record<string, unknown> = {},
  kept: readonly string[] = [],
): Record<string, unknown> {
  const fields = family.types[type] ?? [];
  const taken = kept.filter((name) => name in before && fields.some((field) => field.name === name));
  return {
    [family.key]: type,
    ...valuesFor(type, fields, around),
    ...Object.fromEntries(taken.map((name) => [name, before[name]])),
  };
}

export const newLayer = ({ families }: Description, type: string, around: Around): LayerProgram =>
  startOf(families.layer!, type, around) as LayerProgram;

/** An object that may be left out, put in. */
export const newObject = (field: FieldDescription, around: Around): Record<string, unknown> =>
  valuesFor(field.name, field.fields ?? [], around);
