/** figure.schema.json: what a figure spec may contain, for editors; made from the spec's tables and the engine's types. */
import type { Description } from "../engine/describe/description.js";
import { type JsonSchema, programSchema } from "../engine/describe/program_schema.js";
import {
  COMPARISON,
  CONTROLS,
  FIGURE,
  type Field,
  type Fields,
  type Kind,
  MOMENT,
  OPTION,
  PICTURE,
  PLAYBACK,
  QUANTITY,
  RUN,
  TRANSLATION,
  WHEN,
} from "./spec_fields.js";

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
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A livefig figure",
    ...fields(FIGURE, {
      version: { const: 1 },
      hints: { type: "array", items: text },
      goal: condition({ label: text }),
      variables: values,
      program: orTemplate({ $ref: "#/$defs/program" }),
      runs: {
        type: "array",
        items: fields(RUN, { set: values, program: orTemplate({ $ref: "#/$defs/program" }) }),
        minItems: 1,
      },
      controls: { type: "array", items: { oneOf: Object.entries(CONTROLS).map(([type, own]) => control(type, own)) } },
      views: { type: "array", items: orTemplate(view(views)) },
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
    properties: { type: { enum: [...types] }, title: text, main: { type: "boolean" }, alt: orTemplate(text) },
    required: ["type", "title"],
  };
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
