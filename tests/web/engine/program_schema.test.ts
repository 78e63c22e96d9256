/** The schema of programs says what the engine says: same types, same ranges, same verdicts. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Description, FieldDescription } from "../../../web/engine/describe/description.js";
import { docOf, fieldDocs } from "../../../web/engine/describe/field_docs.js";
import { type JsonSchema, programSchema } from "../../../web/engine/describe/program_schema.js";
import type { Engine } from "../../../web/engine/load.js";
import { digits, engine as load, ownArrays, surface } from "../../bindings/engine.js";
import { mistakes } from "./json_schema.js";

let engine: Engine;
let description: Description;
let root: JsonSchema;
beforeAll(async () => {
  engine = await load();
  description = engine.describe();
  const { schema, definitions } = programSchema(description);
  root = { ...schema, $defs: definitions };
});

const plain = (program: unknown) =>
  JSON.parse(JSON.stringify(program, (_, v) => (ArrayBuffer.isView(v) ? Array.from(v as Float32Array) : v)));

/** Every type with every field, and the family it belongs to. */
function listing(): { type: string | undefined; field: FieldDescription }[] {
  const inner = (
    type: string | undefined,
    fields: FieldDescription[],
  ): { type: string | undefined; field: FieldDescription }[] =>
    fields.flatMap((field) => [{ type, field }, ...inner(field.name, field.fields ?? [])]);
  const families = Object.values(description.families);
  return [
    ...inner(undefined, description.fields),
    ...families.flatMap(({ types }) => Object.entries(types).flatMap(([type, fields]) => inner(type, fields))),
  ];
}

describe("the schema", () => {
  test("has every type that the engine describes", () => {
    const definitions = root.$defs as Record<string, JsonSchema>;
    for (const [family, { types }] of Object.entries(description.families))
      for (const type of Object.keys(types))
        expect(definitions, `${family}.${type}`).toHaveProperty([`${family}.${type}`]);
    expect(Object.keys(description.families.layer.types)).toEqual(
      expect.arrayContaining(["Linear", "Conv2d", "Residual"]),
    );
  });

  test("every field has its sentence, and no sentence is left over", () => {
    const all = listing();
    for (const { type, field } of all) expect(docOf(type, field.name), `${type}.${field.name}`).toBeTypeOf("string");
    const used = new Set(all.flatMap(({ type, field }) => [`${type}.${field.name}`, field.name]));
    expect(Object.keys(fieldDocs).filter((key) => !used.has(key))).toEqual([]);
  });

  test.each([
    ["digits", digits()],
    ["arrays", ownArrays()],
    ["arrays with validation", ownArrays({ validation: { inputs: [1, 2], targets: [1] } })],
    ["a surface", surface()],
    [
      "a block",
      digits({
        model: [
          { type: "Residual", block: [{ type: "Linear", out_features: 64 }] },
          { type: "Linear", out_features: 10 },
        ],
      }),
    ],
  ])("takes %s, as the engine does, with and without the defaults", (_, program) => {
    const run = engine.createRun(program);
    expect(mistakes(plain(program), root, root)).toEqual([]);
    expect(mistakes(plain(run.program), root, root)).toEqual([]);
    run.dispose();
  });

  test.each([
    [
      "p of 1",
      digits({
        model: [
          { type: "Dropout", p: 1 },
          { type: "Linear", out_features: 10 },
        ],
      }),
    ],
    [
      "p below 0",
      digits({
        model: [
          { type: "Dropout", p: -0.01 },
          { type: "Linear", out_features: 10 },
        ],
      }),
    ],
    ["a rate below 0", digits({ optimizer: { type: "SGD", lr: -1 } })],
    ["one beta", digits({ optimizer: { type: "Adam", betas: [0.9] } })],
    ["β2 of 1", digits({ optimizer: { type: "Adam", betas: [0.9, 1] } })],
    ["half a batch", digits({ batch_size: 0.5 })],
    ["an unknown layer", digits({ model: [{ type: "Linaer", out_features: 10 }] })],
    ["an unknown field", digits({ model: [{ type: "Linear", out_features: 10, units: 3 }] })],
    ["a missing field", digits({ model: [{ type: "Linear" }] })],
    ["an unknown set", digits({ data: { name: "mnist" } })],
    ["no optimizer", { ...digits(), optimizer: undefined }],
    ["a surface with data", { ...digits(), ...surface() }],
    ["an unknown surface", surface({ surface: { name: "hill", start: [0, 0] } })],
    ["a start in 3-D", surface({ surface: { name: "bowl", start: [0, 0, 0] as unknown as [number, number] } })],
    ["arrays without targets", { ...ownArrays(), data: { inputs: [1], shape: [1] } as never }],
  ])("refuses %s, as the engine does", (_, program) => {
    expect(engine.validate(program)).not.toEqual([]);
    expect(mistakes(plain(program), root, root)).not.toEqual([]);
  });

  test("both ends of every number's range have the same verdict from both", () => {
    let tried = 0;
    for (const [type, fields] of Object.entries(description.families.optimizer.types)) {
      for (const { name, kind, min, max, above, below } of fields) {
        if (kind !== "number") continue;
        for (const value of [min, max, above, below, (min ?? 0) - 0.001, (max ?? 1) + 0.001]) {
          if (value === undefined) continue;
          const program = digits({ optimizer: { type, [name]: value } });
          const complaints = engine.validate(program).filter(({ where }) => where === `optimizer.${name}`);
          expect(mistakes(plain(program), root, root).length === 0, `${type}.${name} = ${value}`).toBe(
            complaints.length === 0,
          );
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(40);
  });
});

describe("the schema of a template", () => {
  test("lets a node stand for any value, and still knows the names", () => {
    const template = {
      type: "object",
      properties: { var: { type: "string" } },
      required: ["var"],
      additionalProperties: false,
    };
    const { schema, definitions } = programSchema(description, { template: "#/$defs/node" });
    const whole = { ...schema, $defs: { ...definitions, node: template } };
    const p = { var: "p" };
    const program = digits({ model: [{ type: "Dropout", p }, p as never], batch_size: p as never });
    expect(mistakes(plain(program), whole, whole)).toEqual([]);
    expect(mistakes({ model: [{ type: "Dropuot", p }] }, whole, whole)).not.toEqual([]);
    expect(mistakes({ optimizer: { type: "Adam", learning_rate: p } }, whole, whole)).not.toEqual([]);
  });
});
