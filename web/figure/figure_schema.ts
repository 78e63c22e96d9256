/** figure.schema.json: what a figure spec may contain, for editors; made from the spec's tables and the engine's types. */
import type { Description } from "../engine/describe/description.js";
import { type JsonSchema, programSchema } from "../engine/describe/program_schema.js";
import { loaders } from "./row_origin.js";
import { offers } from "./spec.js";
import {
  BUILDER,
  COMPARISON,
  CONTROLS,
  FIGURE,
  type Field,
  type Fields,
  FOR,
  type Kind,
  MOMENT,
  OPTION,
  PICTURE,
  PLAYBACK,
  PRESET,
  QUANTITY,
  RUN,
  SWEEP,
  TRANSLATION,
  WHEN,
} from "./spec_fields.js";
import { TABLE } from "./table_source.js";

const kinds: Record<Kind, JsonSchema> = {
  string: { type: "string" },
  number: { type: "number" },
  boolean: { type: "boolean" },
  object: { type: "object" },
  list: { type: "array" },
  value: { anyOf: [{ type: ["number", "string", "boolean"] }, { type: "array", items: { type: "number" } }] },
  count: { type: "integer", minimum: 0 },
  word: { type: ["number", "string", "boolean"] },
  limit: { anyOf: [{ type: "number" }, { $ref: "#/$defs/quantity" }] },
  part: { anyOf: [{ const: true }, { type: "object" }] },
};

const value: JsonSchema = { $ref: "#/$defs/value" };
const values: JsonSchema = { type: "object", additionalProperties: value };
const text: JsonSchema = { type: "string" };

/** The nodes that stand for a value of the variables (spec.ts's Template). */
const template: JsonSchema = {
  description: "Stands for a value that depends on the figure's variables.",
  oneOf: [
    object({ var: text, times: { type: "number" } }, ["var"]),
    object({ switch: text, cases: { type: "object" } }, ["switch", "cases"]),
    object({ repeat: { anyOf: [kinds.count, object({ var: text }, ["var"])] }, of: { type: "array" } }, [
      "repeat",
      "of",
    ]),
  ],
};

export function figureSchema(description: Description, views: readonly string[]): JsonSchema {
  const { schema: program, definitions } = programSchema(description, { template: "#/$defs/template" });
  definitions.data = { oneOf: [...(definitions.data!.oneOf as JsonSchema[]), table()] };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A livefig figure",
    ...fields(FIGURE, {
      version: { const: 1 },
      hints: { type: "array", items: text },
      goal: condition({ label: text }),
      builder: builder(description),
      variables: values,
      program: orTemplate({ $ref: "#/$defs/program" }),
      runs: {
        type: "array",
        items: fields(RUN, { set: values, program: orTemplate({ $ref: "#/$defs/program" }) }),
        minItems: 1,
      },
      presets: { type: "array", items: fields(PRESET, { set: values }), minItems: 1 },
      controls: { type: "array", items: { oneOf: Object.entries(CONTROLS).map(([type, own]) => control(type, own)) } },
      views: { type: "array", items: orTemplate(view(views)) },
      sweep: fields(SWEEP, {
        values: { type: "array", items: { type: "number" }, minItems: 2 },
        quantity: { enum: ["loss", "accuracy"] },
        runs: {
          type: "array",
          items: fields(RUN, { set: values, program: orTemplate({ $ref: "#/$defs/program" }) }),
          minItems: 1,
        },
      }),
      offers: { type: "array", items: { enum: [...offers] } },
      playback: orTemplate(fields(PLAYBACK, {}, true)),
      picture: fields(PICTURE),
      translations: {
        type: "object",
        additionalProperties: fields(TRANSLATION, {
          hints: { type: "array", items: text },
          labels: { type: "object", additionalProperties: text },
        }),
      },
    }),
    $defs: {
      ...definitions,
      program,
      template,
      value: kinds.value,
      condition: condition(),
      quantity: fields(QUANTITY),
    },
  };
}

/** Rows from a file (table_source.ts), in place of a set's name. */
function table(): JsonSchema {
  const descriptions: Record<string, JsonSchema> = {
    src: { type: "string", description: "A CSV file, by its path from the spec." },
    target: { type: "string", description: "The column to learn." },
    features: { type: "array", items: text, description: "The columns that go in; all others by default." },
    shape: { type: "array", items: kinds.count, description: "Shape of one row of inputs." },
    standardize: { type: "boolean", description: "Less the mean, by the deviation, of the rows to learn from." },
    shuffled: { type: "boolean", description: "The columns in an order drawn by the seed." },
    train: { type: "integer", minimum: 1, description: "So many rows to learn from; the rest validates." },
    seed: { type: "integer", minimum: 0, description: "Of the split; the program's by default." },
    loader: { enum: Object.keys(loaders), description: "scikit-learn's function for these rows: the script calls it." },
  };
  return fields(TABLE, descriptions, true);
}

function control(type: string, own: Fields): JsonSchema {
  const options = { type: "array", items: fields(OPTION), minItems: 2 };
  const schema = fields(own, { type: { const: type }, when: fields(WHEN), ...("options" in own && { options }) });
  return { ...schema, oneOf: [{ required: ["variable"] }, { required: ["path"] }] };
}

/** A goal's condition (goal.ts); `more` are fields beside it. */
function condition(more: Record<string, JsonSchema> = {}): JsonSchema {
  const several = { type: "array", items: { $ref: "#/$defs/condition" }, minItems: 1 };
  const needed = Object.keys(more);
  const compared = fields(COMPARISON, { from: fields(MOMENT), by: fields(MOMENT), ...more });
  const one = object({ ...(compared.properties as Record<string, JsonSchema>), ...more }, ["quantity", ...needed]);
  return {
    anyOf: [
      { ...one, anyOf: ["below", "above", "is"].map((word) => ({ required: [word] })) },
      object({ all: several, ...more }, ["all", ...needed]),
      object({ any: several, ...more }, ["any", ...needed]),
    ],
  };
}

/** A view's other fields are its own options. */
function view(types: readonly string[]): JsonSchema {
  return {
    type: "object",
    properties: {
      type: { enum: [...types] },
      title: text,
      main: { type: "boolean" },
      alt: orTemplate(text),
      for: fields(FOR, { learns: { enum: ["classes", "values"] } }),
    },
    required: ["type", "title"],
  };
}

/** What a reader may build with. */
function builder({ families }: Description): JsonSchema {
  const some = (family: string) => ({
    type: "array",
    items: { enum: Object.keys(families[family]!.types).filter((type) => type !== families[family]!.unnamed) },
    minItems: 1,
  });
  const goals = { type: "array", items: condition({ label: text }) };
  return { anyOf: [{ const: true }, fields(BUILDER, { layers: some("layer"), data: some("data"), goals })] };
}

function fields(table: Fields, over: Record<string, JsonSchema> = {}, templates = false): JsonSchema {
  const one = (name: string, { kind }: Field) => over[name] ?? (kind === "value" ? value : kinds[kind]);
  const properties = Object.entries(table).map(([name, field]) => {
    const schema = one(name, field);
    return [name, templates ? orTemplate(schema) : schema] as const;
  });
  const required = Object.entries(table).flatMap(([name, { optional }]) => (optional ? [] : [name]));
  return object(Object.fromEntries(properties), required);
}

function object(properties: Record<string, JsonSchema>, required: string[]): JsonSchema {
  return { type: "object", properties, required, additionalProperties: false };
}

function orTemplate(schema: JsonSchema): JsonSchema {
  return { anyOf: [{ $ref: "#/$defs/template" }, schema] };
}
