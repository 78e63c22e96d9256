/** What the printed code leaves out is what the engine assumes too, and what it infers the engine finds as well. */
import { beforeAll, describe, expect, test } from "vitest";
import { dataDefaults } from "../../../web/code/data.js";
import { signatures } from "../../../web/code/signatures.js";
import type { Description } from "../../../web/engine/describe/description.js";
import type { Engine } from "../../../web/engine/load.js";
import type { LayerProgram, Program } from "../../../web/engine/program.js";
import { rowShape, type Shape, shapeBehind } from "../../../web/figure/shapes.js";
import { engine as load } from "../../bindings/engine.js";
import { randomPrograms } from "../../parity/random_programs.js";

let engine: Engine;
let description: Description;
beforeAll(async () => {
  engine = await load();
  description = engine.describe();
});

/** Fields that the script writes in another way than as an argument of the constructor. */
const elsewhere = ["init", "requires_grad", "block", "l2", "bias_correction", "normalized_shape"];
/** Sizes of the input: found from the layer before. */
const inputs = ["in_features", "in_channels", "num_features"];

describe("signatures", () => {
  test("know every argument of every type, with the engine's default", () => {
    for (const family of ["layer", "loss", "optimizer", "scheduler"])
      for (const [type, fields] of Object.entries(description.families[family].types)) {
        if (type === "") continue; // no scheduler
        const known = signatures[type];
        expect(known, type).toBeDefined();
        const names = fields.map(({ name }) => name).filter((name) => ![...elsewhere, ...inputs].includes(name));
        expect([...known.map(({ name }) => name)].sort(), type).toEqual(names.sort());
        for (const { name, otherwise } of known) {
          const field = fields.find((f) => f.name === name);
          expect(otherwise, `${type}.${name}`).toEqual(field?.default);
        }
      }
  });
});

describe("data sets", () => {
  test("have the engine's defaults", () => {
    for (const [name, fields] of Object.entries(description.families.data.types)) {
      if (name === "arrays") continue; // the caller's own
      const known = dataDefaults(name);
      expect(known, name).toBeDefined();
      for (const { name: field, default: otherwise } of fields)
        if (field !== "seed" && field !== "image") expect(known?.[field], `${name}.${field}`).toEqual(otherwise);
    }
  });
});

/** Shapes of the weights that the model's layers must have, by the printed code's own reckoning. */
function weights(layers: readonly LayerProgram[], shape: Shape, prefix = ""): Record<string, number[]> {
  const found: Record<string, number[]> = {};
  let row = shape;
  layers.forEach((layer, i) => {
    const name = `${prefix}${i}`;
    if (layer.type === "Linear") found[`${name}.weight`] = [layer.out_features as number, row[row.length - 1]];
    if (layer.type === "Conv2d")
      found[`${name}.weight`] = [
        layer.out_channels as number,
        row[0],
        layer.kernel_size as number,
        layer.kernel_size as number,
      ];
    if (layer.type.startsWith("BatchNorm")) found[`${name}.weight`] = [row[0]];
    if (layer.type === "LayerNorm") found[`${name}.weight`] = [...row];
    if (layer.type === "Residual") Object.assign(found, weights(layer.block as LayerProgram[], row, `${name}.block.`));
    row = shapeBehind(layer, row);
  });
  return found;
}

describe("shapes", () => {
  const strided: Program = {
    data: { name: "digits", image: true },
    model: [
      { type: "Conv2d", out_channels: 3, kernel_size: 3, stride: 2, padding: 2 },
      { type: "MaxPool2d", kernel_size: 2, stride: 1, padding: 1 },
      { type: "AvgPool2d", kernel_size: 3, stride: 2 },
      { type: "AdaptiveAvgPool2d", output_size: 2 },
      { type: "Flatten" },
      { type: "Linear", out_features: 10 },
    ],
    loss: { type: "CrossEntropyLoss" },
    optimizer: { type: "SGD" },
  };

  test("are the engine's", () => {
    const programs = [strided, ...randomPrograms(60, 3).filter((program) => !program.surface)];
    for (const program of programs) {
      const run = engine.createRun(program);
      const expected = weights(program.model as LayerProgram[], rowShape(program.data as { name: string }));
      const parameters = Object.fromEntries(run.parameters().map(({ name, shape }) => [name, [...shape]]));
      expect(parameters).toMatchObject(expected);
      run.dispose();
    }
  });
});
