/** What `engine.describe()` says: every type of a program with its fields, as the engine itself lists them. */

export type FieldKind =
  | "number"
  | "integer"
  | "flag"
  | "choice"
  | "numbers"
  | "integers"
  | "object"
  | "variant"
  | "list"
  | "program";

export interface FieldDescription {
  name: string;
  kind: FieldKind;
  required: boolean;
  /** May change while a run lives. */
  live: boolean;
  /** Absent when there is none: the field is required, or simply left out. */
  default?: unknown;
  min?: number;
  max?: number;
  /** Open ends. */
  above?: number;
  below?: number;
  length?: number;
  min_length?: number;
  max_length?: number;
  choices?: string[];
  /** Of an object. */
  fields?: FieldDescription[];
  /** Of a variant (one of the family) or a list (of the family). */
  family?: string;
}

export interface FamilyDescription {
  /** The field that names the type. */
  key: string;
  types: Record<string, FieldDescription[]>;
  /** The type meant when the key is left out. */
  unnamed?: string;
  /** The type's name may stand for the object. */
  name_alone?: boolean;
}

export interface Description {
  fields: FieldDescription[];
  families: Record<string, FamilyDescription>;
}
