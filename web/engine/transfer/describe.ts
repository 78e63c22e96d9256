/** What a program says of transfer learning, listed as the engine lists its own fields: schema and types come from it. */
import type { Description, FieldDescription } from "../describe/description.js";
import { MOST_STEPS } from "./source.js";
import { MOST_PER_CLASS, subsetSets } from "./subset.js";

const field = (name: string, more: Partial<FieldDescription> & Pick<FieldDescription, "kind">): FieldDescription => ({
  name,
  required: false,
  live: false,
  ...more,
});

const subset = [
  field("classes", { kind: "integers", min: 0, max: 9, min_length: 2, max_length: 2 }),
  field("per_class", { kind: "integer", min: 1, max: MOST_PER_CLASS }),
  field("shuffle_pixels", { kind: "flag" }),
];

const from = field("from", {
  kind: "object",
  fields: [
    field("program", { kind: "program", required: true }),
    field("steps", { kind: "integer", required: true, min: 1, max: MOST_STEPS }),
    field("layers", { kind: "integer", required: true, min: 1 }),
  ],
});

export function withTransfer({ fields, families }: Description): Description {
  const data = families.data!;
  const sets = Object.entries(data.types).map(([name, own]) => [
    name,
    subsetSets.includes(name) ? [...own, ...subset] : own,
  ]);
  return { fields: [...fields, from], families: { ...families, data: { ...data, types: Object.fromEntries(sets) } } };
}
