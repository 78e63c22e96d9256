/** JSON Schema (2020-12) of a program, or of a program template, made from what the engine says about itself. */
import type { Description, FamilyDescription, FieldDescription } from "./description.js";
import { docOf } from "./field_docs.js";

export interface JsonSchema {
  [keyword: string]: unknown;
}

export interface SchemaOptions {
  /** A schema that may stand for every value (a figure's `{ "var": … }`), as a `$ref`. */
  template?: string;
  /** Where the definitions will stand. */
  definitions?: string;
}

/** The program's own schema and the definitions that it refers to. */
export interface ProgramSchema {
  schema: JsonSchema;
  definitions: Record<string, JsonSchema>;
}

/** Fields of the caller's own arrays: they travel beside the JSON, so the engine does not list them. */
const numberList = { type: "array", items: { type: "number" } };
const arrayFields: Record<string, JsonSchema> = {
  inputs: { ...numberList, description: "All rows, one after the other." },
  targets: { ...numberList, description: "Class indices, or values [rows, out]." },
  validation: {
    type: "object",
    description: "Rows that are not trained on.",
    properties: { inputs: numberList, targets: numberList },
    required: ["inputs", "targets"],
    additionalProperties: false,
  },
};

/** Fields that a test surface replaces. */
const networkOnly = ["data", "model", "loss", "batch_size", "shuffle", "drop_last"];

export function programSchema(description: Description, options: SchemaOptions = {}): ProgramSchema {
  return new Writer(description, options).write();
}

class Writer {
  readonly #description: Description;
  readonly #template: string | undefined;
  readonly #definitions: string;

  constructor(description: Description, options: SchemaOptions) {
    this.#description = description;
    this.#template = options.template;
    this.#definitions = options.definitions ?? "#/$defs";
  }

  write(): ProgramSchema {
    const definitions: Record<string, JsonSchema> = {};
    for (const [name, family] of Object.entries(this.#description.families)) {
      definitions[name] = this.#family(name, family);
      for (const [type, fields] of Object.entries(family.types))
        definitions[`${name}.${type}`] = this.#type(family, type, fields);
    }
    return { schema: this.#program(), definitions };
  }

  #program(): JsonSchema {
    const { fields } = this.#description;
    const required = fields.filter((field) => field.required).map(({ name }) => name);
    const network = { required, properties: { surface: false } };
    const surface = {
      required: ["surface", ...required.filter((name) => !networkOnly.includes(name))],
      properties: Object.fromEntries(
        fields.filter(({ name }) => networkOnly.includes(name)).map(({ name }) => [name, false]),
      ),
    };
    const program = { ...this.#object(undefined, fields), required: [] };
    // A template's runs may add what is missing, so only whole programs must be complete.
    return this.#template ? program : { ...program, oneOf: [network, surface] };
  }

  #family(name: string, family: FamilyDescription): JsonSchema {
    const types: JsonSchema[] = Object.keys(family.types).map((type) => ({ $ref: this.#at(`${name}.${type}`) }));
    if (family.name_alone) {
      const alone = Object.entries(family.types).filter(([, fields]) => fields.every((field) => !field.required));
      types.push({ enum: alone.map(([type]) => type) });
    }
    return { oneOf: types };
  }

  #type({ key, unnamed }: FamilyDescription, type: string, fields: FieldDescription[]): JsonSchema {
    const object = this.#object(type, fields);
    if (type === unnamed) {
      const properties = { ...arrayFields, ...(object.properties as object) };
      return { ...object, properties, required: ["inputs", "targets", ...(object.required as string[])] };
    }
    return {
      ...object,
      properties: { [key]: { const: type }, ...(object.properties as object) },
      required: [key, ...(object.required as string[])],
    };
  }

  #object(type: string | undefined, fields: FieldDescription[]): JsonSchema {
    const properties = Object.fromEntries(fields.map((field) => [field.name, this.#field(type, field)]));
    const required = fields.filter((field) => field.required).map(({ name }) => name);
    return { type: "object", properties, required, additionalProperties: false };
  }

  #field(type: string | undefined, field: FieldDescription): JsonSchema {
    const doc = docOf(type, field.name);
    const notes = [doc, field.live ? "Takes effect while training." : undefined].filter(Boolean).join(" ");
    return {
      ...this.#orTemplate(this.#value(field)),
      ...(notes && { description: notes }),
      ...(field.default !== undefined && { default: field.default }),
    };
  }

  #value(field: FieldDescription): JsonSchema {
    switch (field.kind) {
      case "number":
      case "integer":
        return { type: field.kind, ...range(field) };
      case "flag":
        return { type: "boolean" };
      case "choice":
        return { enum: field.choices };
      case "numbers":
        return { ...this.#list({ type: "number", ...range(field) }), minItems: field.length, maxItems: field.length };
      case "integers":
        return {
          ...this.#list({ type: "integer", ...range(field) }),
          minItems: field.min_length,
          maxItems: field.max_length,
        };
      case "object":
        return this.#object(field.name, field.fields ?? []);
      // One in itself: it is checked when it is run.
      case "program":
        return { type: "object" };
      case "variant":
        return { $ref: this.#at(field.family as string) };
      case "list":
        return {
          ...this.#list({ $ref: this.#at(field.family as string) }),
          minItems: field.min_length,
          maxItems: field.max_length,
        };
    }
  }

  #list(items: JsonSchema): JsonSchema {
    return { type: "array", items: this.#orTemplate(items) };
  }

  #orTemplate(schema: JsonSchema): JsonSchema {
    return this.#template ? { anyOf: [{ $ref: this.#template }, schema] } : schema;
  }

  #at(definition: string): string {
    return `${this.#definitions}/${definition}`;
  }
}

function range({ min, max, above, below }: FieldDescription): JsonSchema {
  return {
    ...(min !== undefined && { minimum: min }),
    ...(max !== undefined && { maximum: max }),
    ...(above !== undefined && { exclusiveMinimum: above }),
    ...(below !== undefined && { exclusiveMaximum: below }),
  };
}
