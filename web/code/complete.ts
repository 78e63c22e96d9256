/** A program with its defaults written out: two that train alike are then equal, whatever either leaves out. */
import type { ArrayData, LayerProgram, NamedData, Program, TypedProgram } from "../engine/program.js";
import { equalJson } from "../figure/edit_program.js";
import { noteOrigin, originOf } from "../figure/row_origin.js";
import { isArrays, rowShape, type Shape, shapeBehind } from "../figure/shapes.js";
import { dataDefaults } from "./data.js";
import { signatures } from "./signatures.js";

type Plain = Record<string, unknown>;

/** Sizes of the input: the engine finds them from the layer before. Others are written out only where they say something. */
const apart = new Set(["in_features", "in_channels", "num_features", "requires_grad", "init", "normalized_shape"]);

/** By type: a thousand layers ask for the same. */
const defaults = new Map<string, Plain>();

function defaultsOf(type: string): Plain {
  const known = defaults.get(type);
  if (known) return known;
  const made = (signatures[type] ?? []).flatMap(({ name, otherwise }) =>
    otherwise === undefined ? [] : [[name, otherwise]],
  );
  defaults.set(type, Object.fromEntries(made));
  return defaults.get(type)!;
}

const typed = <T extends { type: string }>(made: T, more: Plain = {}): T => ({
  ...more,
  ...defaultsOf(made.type),
  ...made,
});

/** "uniform_" and { name: "uniform_" } are one. */
function initOf(init: unknown): unknown {
  const named = Object.entries((init ?? {}) as Plain).map(([name, how]) => [
    name,
    typeof how === "string" ? { name: how } : how,
  ]);
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}

function layers(list: readonly LayerProgram[], shape: Shape): LayerProgram[] {
  let row = shape;
  return list.map((layer) => {
    const all = typed(layer);
    const whole: Plain = {};
    for (const name of Object.keys(all)) if (!apart.has(name)) whole[name] = all[name];
    if (all.requires_grad === false) whole.requires_grad = false;
    const init = all.init && initOf(all.init);
    if (init) whole.init = init;
    const { normalized_shape: own } = all;
    if (Array.isArray(own) && own.length > 0 && !equalJson(own, row)) whole.normalized_shape = own;
    if (Array.isArray(layer.block)) whole.block = layers(layer.block as LayerProgram[], row);
    row = shapeBehind(layer, row);
    return whole as LayerProgram;
  });
}

/** Rows as lists: a text states them so, however they came. */
function plain({ inputs, targets, shape, validation }: ArrayData): ArrayData {
  const side = (rows: Pick<ArrayData, "inputs" | "targets">) => ({
    inputs: Array.from(rows.inputs),
    targets: Array.from(rows.targets),
  });
  return { ...side({ inputs, targets }), shape: [...shape], ...(validation ? { validation: side(validation) } : {}) };
}

function dataOf(data: NamedData | ArrayData): NamedData | ArrayData {
  if (isArrays(data)) return noteOrigin(plain(data), originOf(data));
  const { image, shuffle_pixels, ...rest } = data;
  // Where so many rows of each class are taken, no number of rows has a default.
  const defaults = data.per_class === undefined ? dataDefaults(data.name) : {};
  return {
    ...defaults,
    ...rest,
    name: data.name,
    ...(image === true ? { image } : {}),
    ...(shuffle_pixels === true ? { shuffle_pixels } : {}),
  };
}

/** The seed stays as it is. What is no program stays so too: the engine says what is wrong with it. */
export function complete(program: Program): Program {
  const { data, model, loss, optimizer, scheduler, clip_grad_norm: clip, surface } = program;
  const whole: Program = { ...program };
  if (program.from) whole.from = { ...program.from, program: complete(program.from.program) };
  if (optimizer) whole.optimizer = typed(optimizer, optimizer.type === "Adam" ? { bias_correction: true } : {});
  if (scheduler) whole.scheduler = typed(scheduler);
  if (clip) whole.clip_grad_norm = { ...{ norm_type: 2 }, ...clip };
  if (surface) return whole;
  if (data) whole.data = dataOf(data);
  if (data && model) whole.model = layers(model, rowShape(data));
  if (loss) whole.loss = typed(loss, { l2: 0 }) as TypedProgram;
  return { ...{ batch_size: 1, shuffle: true, drop_last: false }, ...whole };
}

/** Do they train alike? A surface has no seed that its script could state. */
export function sameProgram(a: Program, b: Program): boolean {
  const seed = a.surface && b.surface ? { seed: 0 } : {};
  return equalJson({ ...complete({ seed: 0, ...a }), ...seed }, { ...complete({ seed: 0, ...b }), ...seed });
}
