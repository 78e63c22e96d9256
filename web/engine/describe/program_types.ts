/** TypeScript's types of a program, written from what the engine says about itself: for authors who write programs in code. */
import type { Description, FamilyDescription, FieldDescription } from "./description.js";
import { docOf } from "./field_docs.js";

/** The text of program.d.ts: one object type per type, one union per family, and `Program`. */
export function programTypes({ fields, families }: Description): string {
  const parts = Object.entries(families).flatMap(([name, family]) => [
    ...Object.entries(family.types).map(([type, own]) => typeInterface(name, family, type, own)),
    union(name, family),
  ]);
  const network = fields.filter(({ name }) => name !== "surface");
  const shared = ["seed", "optimizer", "scheduler", "clip_grad_norm"];
  const surface = fields.filter(({ name }) => name === "surface" || shared.includes(name));
  parts.push(
    `/** A network and what it is trained on. */\nexport type NetworkProgram = {\n${members(undefined, network)}\n};`,
    `/** A 2-D test surface and what descends it. */\nexport type SurfaceProgram = {\n${members(undefined, surface, ["surface"])}\n};`,
    "export type Program = NetworkProgram | SurfaceProgram;",
  );
  return `/** Programs of livefig, generated from the engine. */\n${parts.join("\n\n")}\n`;
}

/** `kaiming_uniform_` of the family `weight_init` becomes WeightInitKaimingUniform, `Linear` of `layer` LayerLinear. */
function identifier(family: string, type = ""): string {
  return `${family} ${type}`
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function typeInterface(
  family: string,
  { key, unnamed }: FamilyDescription,
  type: string,
  fields: FieldDescription[],
): string {
  const named =
    type === unnamed
      ? ["  inputs: Numbers;", "  targets: Numbers;", "  validation?: { inputs: Numbers; targets: Numbers };"]
      : [`  ${key}: ${JSON.stringify(type)};`];
  const body = [...named, ...(fields.length > 0 ? [members(type, fields)] : [])].join("\n");
  const numbers = type === unnamed ? "export type Numbers = Float32Array | Int32Array | readonly number[];\n\n" : "";
  // A type and not an interface: only then may it be handed where any field is allowed, as createRun allows.
  return `${numbers}export type ${identifier(family, type)} = {\n${body}\n};`;
}

function union(name: string, family: FamilyDescription): string {
  const types = Object.keys(family.types).map((type) => identifier(name, type));
  if (family.name_alone) {
    const alone = Object.entries(family.types).filter(([, fields]) => fields.every(({ required }) => !required));
    types.push(...alone.map(([type]) => JSON.stringify(type)));
  }
  return `export type ${identifier(name)} = ${types.join(" | ")};`;
}

function members(type: string | undefined, fields: FieldDescription[], required: string[] = []): string {
  return fields
    .map((field) => {
      const doc = docOf(type, field.name);
      const shown = field.default === undefined ? "" : ` Default ${JSON.stringify(field.default)}.`;
      const optional = field.required || required.includes(field.name) ? "" : "?";
      return `${doc ? `  /** ${doc}${shown} */\n` : ""}  ${field.name}${optional}: ${typeOf(field)};`;
    })
    .join("\n");
}

function typeOf(field: FieldDescription): string {
  switch (field.kind) {
    case "number":
    case "integer":
      return "number";
    case "flag":
      return "boolean";
    case "choice":
      return (field.choices ?? []).map((choice) => JSON.stringify(choice)).join(" | ");
    case "numbers":
      return `readonly [${Array(field.length).fill("number").join(", ")}]`;
    case "integers":
      return "readonly number[]";
    case "object": {
      const inner = (field.fields ?? []).map((one) => `${one.name}${one.required ? "" : "?"}: ${typeOf(one)}`);
      return `{ ${inner.join("; ")} }`;
    }
    case "program":
      return "NetworkProgram";
    case "variant":
      return identifier(field.family as string);
    case "list":
      return `readonly ${identifier(field.family as string)}[]`;
  }
}
