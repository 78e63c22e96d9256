/** A checker for the JSON Schema keywords that our generator writes; it throws at any other, so that none is ignored. */
import type { JsonSchema } from "../../../web/engine/describe/program_schema.js";

type Schema = JsonSchema | boolean;

const notes = new Set(["description", "default", "title", "$schema", "$defs", "$id"]);

/** Paths of what does not fit; empty when the value is valid. */
export function mistakes(value: unknown, schema: Schema, root: JsonSchema, path = ""): string[] {
  if (schema === true) return [];
  if (schema === false) return [`${path}: not allowed`];
  return Object.entries(schema).flatMap(([keyword, argument]) => {
    if (notes.has(keyword)) return [];
    return check(keyword, argument, value, schema, root, path);
  });
}

function check(
  keyword: string,
  argument: unknown,
  value: unknown,
  schema: JsonSchema,
  root: JsonSchema,
  path: string,
): string[] {
  const wrong = (bad: boolean) => (bad ? [`${path}: ${keyword} ${JSON.stringify(argument)}`] : []);
  const object =
    typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  const list = Array.isArray(value) ? value : null;
  const number = typeof value === "number" ? value : null;
  switch (keyword) {
    case "$ref":
      return mistakes(value, follow(argument as string, root), root, path);
    case "type":
      return wrong(![argument].flat().some((type) => isType(value, type as string)));
    case "const":
      return wrong(value !== argument);
    case "enum":
      return wrong(!(argument as unknown[]).includes(value));
    case "properties":
      if (!object) return [];
      return Object.entries(argument as Record<string, Schema>).flatMap(([name, inner]) =>
        name in object ? mistakes(object[name], inner, root, `${path}.${name}`) : [],
      );
    case "required":
      return object
        ? (argument as string[]).filter((name) => !(name in object)).map((name) => `${path}.${name}: missing`)
        : [];
    case "additionalProperties": {
      if (!object) return [];
      const known = Object.keys((schema.properties ?? {}) as object);
      const others = Object.keys(object).filter((name) => !known.includes(name));
      return others.flatMap((name) => mistakes(object[name], argument as Schema, root, `${path}.${name}`));
    }
    case "items":
      return (list ?? []).flatMap((item, i) => mistakes(item, argument as Schema, root, `${path}[${i}]`));
    case "minItems":
      return wrong(list !== null && list.length < (argument as number));
    case "maxItems":
      return wrong(list !== null && list.length > (argument as number));
    case "minimum":
      return wrong(number !== null && number < (argument as number));
    case "maximum":
      return wrong(number !== null && number > (argument as number));
    case "exclusiveMinimum":
      return wrong(number !== null && number <= (argument as number));
    case "exclusiveMaximum":
      return wrong(number !== null && number >= (argument as number));
    case "oneOf":
    case "anyOf": {
      const fits = (argument as Schema[]).filter((inner) => mistakes(value, inner, root, path).length === 0).length;
      return wrong(keyword === "oneOf" ? fits !== 1 : fits === 0);
    }
    default:
      throw new Error(`${path}: keyword ${keyword} is not known to this checker`);
  }
}

function follow(reference: string, root: JsonSchema): Schema {
  const found = reference
    .slice(2)
    .split("/")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], root);
  if (found === undefined) throw new Error(`${reference} leads nowhere`);
  return found as Schema;
}

function isType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}
