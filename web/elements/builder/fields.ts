/** The inputs for fields of a program, made from what the engine says of them: names, kinds, defaults, choices. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { FamilyDescription, FieldDescription } from "../../engine/describe/description.js";
import { type Place, problemsAt, valueAt, withValue } from "../../figure/builder/places.js";
import { newObject, startOf } from "../../figure/builder/starts.js";
import type { Building } from "./builder.js";

type Change = (value: unknown) => void;
/** What an edit at a place makes of the program besides. */
export type Then = (program: Building["draft"]["program"]) => Building["draft"]["program"];

const idOf = (place: Place): string => `field-${place.join("-")}`;

/** All fields of what stands at a place; those that few need are folded away. */
export function fieldInputs(
  building: Building,
  fields: readonly FieldDescription[],
  place: Place,
  rare: (name: string) => boolean,
  then: Then = (program) => program,
): TemplateResult {
  const shown = fields.filter(({ name }) => !rare(name));
  const folded = fields.filter(({ name }) => rare(name));
  const one = (field: FieldDescription) => fieldInput(building, field, [...place, field.name], then);
  return html`${shown.length > 0 ? html`<div class="fields">${shown.map(one)}</div>` : nothing}
    ${
      folded.length > 0
        ? html`<details class="more-fields"><summary>${building.say("more")}</summary><div class="fields">${folded.map(one)}</div></details>`
        : nothing
    }`;
}

function fieldInput(building: Building, field: FieldDescription, place: Place, then: Then): TemplateResult {
  const { draft, edit } = building;
  const value = valueAt(draft.program, place);
  const set: Change = (wanted) => edit(then(withValue(draft.program, place, wanted)));
  switch (field.kind) {
    case "flag":
      return ticked(building, field.name, place, (value ?? field.default) === true, set);
    case "choice":
      return labelled(building, field.name, place, (id) =>
        choice(id, field.choices ?? [], (value ?? field.default) as string, set),
      );
    case "numbers":
    case "integers":
      return several(building, field, place, value, set);
    case "object":
      return object(building, field, place, value, set, then);
    case "variant":
      return variantInput(building, field.name, field.family!, place, building.say("usual"), then);
    default:
      return labelled(building, field.name, place, (id, wrong) =>
        number(id, field, value ?? field.default, wrong, set),
      );
  }
}

type Id = string;

/** A label, the input, and whether what stands there is wrong. */
function labelled(
  { draft }: Building,
  name: string,
  place: Place,
  input: (id: Id, wrong: boolean) => TemplateResult,
  named = "field-name",
): TemplateResult {
  const id = idOf(place);
  return html`<label class="field" for=${id}><span class=${named}>${name}</span>${input(id, problemsAt(draft.problems, place).length > 0)}</label>`;
}

/** What is being typed stays while training draws the figure again: the text is set only where the program changes. */
function number(id: Id, field: FieldDescription, value: unknown, wrong: boolean, set: Change): TemplateResult {
  const change = (event: Event) => {
    const input = event.target as HTMLInputElement;
    if (Number.isFinite(input.valueAsNumber)) return set(input.valueAsNumber);
    // Empty is the default again; where there must be a number the last one comes back.
    const next = field.required ? value : field.default;
    input.value = next === undefined ? "" : String(next);
    if (!field.required) set(undefined);
  };
  return html`<input id=${id} type="number" step=${field.kind === "integer" ? 1 : "any"} aria-invalid=${wrong ? "true" : nothing}
    .value=${value === undefined ? "" : String(value)} @change=${change} />`;
}

function choice(id: Id, choices: readonly string[], value: string, set: Change): TemplateResult {
  const change = (event: Event) => set(choices[(event.target as HTMLSelectElement).selectedIndex]);
  return html`<select id=${id} @change=${change}>
    ${choices.map((each) => html`<option .selected=${live(each === value)}>${each}</option>`)}
  </select>`;
}

function ticked({ draft }: Building, name: string, place: Place, on: boolean, set: Change): TemplateResult {
  const wrong = problemsAt(draft.problems, place).length > 0;
  return html`<label class="field tick"><input id=${idOf(place)} type="checkbox" aria-invalid=${wrong ? "true" : nothing}
    .checked=${live(on)} @change=${(event: Event) => set((event.target as HTMLInputElement).checked)} /><span class="field-name">${name}</span></label>`;
}

/** Numbers beside each other; a list of any length is one text with commas. */
function several(
  building: Building,
  field: FieldDescription,
  place: Place,
  value: unknown,
  set: Change,
): TemplateResult {
  const list = ((value ?? field.default ?? []) as readonly number[]).slice();
  if (field.kind === "integers") {
    const change = (event: Event) => {
      const parts = (event.target as HTMLInputElement).value.split(/[^\d.-]+/).filter(Boolean);
      set(parts.length > 0 ? parts.map(Number) : undefined);
    };
    return labelled(
      building,
      field.name,
      place,
      (id, wrong) =>
        html`<input id=${id} inputmode="numeric" autocomplete="off" aria-invalid=${wrong ? "true" : nothing} .value=${list.join(", ")} @change=${change} />`,
    );
  }
  return html`<fieldset class="field pair"><legend class="field-name">${field.name}</legend>
    ${Array.from({ length: field.length ?? list.length }, (_, index) => {
      const change = (event: Event) => {
        const { valueAsNumber } = event.target as HTMLInputElement;
        set(list.with(index, Number.isFinite(valueAsNumber) ? valueAsNumber : (field.default as number[])[index]!));
      };
      const wrong = problemsAt(building.draft.problems, [...place, index]).length > 0;
      return html`<input type="number" step="any" aria-label=${`${field.name} ${index + 1}`} aria-invalid=${wrong ? "true" : nothing}
        .value=${String(list[index])} @change=${change} />`;
    })}
  </fieldset>`;
}

/** An object that needs a field is there or not; one that needs none is just its fields. */
function object(
  building: Building,
  field: FieldDescription,
  place: Place,
  value: unknown,
  set: Change,
  then: Then,
): TemplateResult {
  const fields = field.fields ?? [];
  const inner = () => fieldInputs(building, fields, place, () => false, then);
  if (!fields.some(({ required }) => required))
    return html`<fieldset class="field group"><legend class="field-name">${field.name}</legend>${inner()}</fieldset>`;
  const { draft, state } = building;
  const around = { program: draft.program, steps: state.playback.steps };
  const toggle: Change = (on) => set(on ? newObject(field, around) : undefined);
  return html`<div class="field group">${ticked(building, field.name, place, value !== undefined, toggle)}
    ${value === undefined ? nothing : inner()}</div>`;
}

/** The types of a family that may be chosen; the caller's own arrays have no name to choose. */
export const namesOf = ({ types, unnamed }: FamilyDescription): string[] =>
  Object.keys(types).filter((type) => type !== unnamed);

/** One of a family's types with its fields; `none` is the word for leaving it out, where that is possible. */
export function variantInput(
  building: Building,
  name: string,
  familyName: string,
  place: Place,
  none: string | null,
  then: Then = (program) => program,
  heading = false,
): TemplateResult {
  const family = building.description.families[familyName]!;
  const { draft, edit } = building;
  const value = valueAt(draft.program, place) as Record<string, unknown> | string | undefined;
  const type = typeof value === "string" ? value : (value?.[family.key] as string | undefined);
  const types = namesOf(family);
  const options = none === null ? types : [none, ...types];
  const choose: Change = (picked) =>
    edit(
      then(
        withValue(draft.program, place, chosen(building, family, place, picked === none ? null : (picked as string))),
      ),
    );
  const fields = type === undefined ? [] : (family.types[type] ?? []);
  // A name alone becomes an object with its first field.
  const named: Then =
    typeof value === "string" ? (program) => then(withValue(program, [...place, family.key], value)) : then;
  // The first few words decide; the rest has good defaults.
  const rare = (field: string) => field !== fields[0]?.name && !fields.find(({ name }) => name === field)?.required;
  return html`<div class="variant">
    ${labelled(building, name, place, (id) => choice(id, options, type ?? none ?? "", choose), heading ? "variant-name" : undefined)}
    ${fieldInputs(building, fields, place, rare, named)}
  </div>`;
}

/** What a type begins with: as it stood when it was last chosen here, else a start of its own. */
export function chosen(building: Building, family: FamilyDescription, place: Place, type: string | null): unknown {
  const { kept, draft, state } = building;
  const key = (of: string) => `${place.join(".")}:${of}`;
  const before = valueAt(draft.program, place) as Record<string, unknown> | undefined;
  if (typeof before?.[family.key] === "string") kept.set(key(before[family.key] as string), before);
  if (type === null) return undefined;
  return kept.get(key(type)) ?? startOf(family, type, { program: draft.program, steps: state.playback.steps });
}
