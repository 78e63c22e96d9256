/** What a program has besides its network, each a section with the forms that the engine's description makes. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { NamedData, Program } from "../../engine/program.js";
import { withData, withLoss } from "../../figure/builder/fitting.js";
import { layerOfProblem, type Place, placeOf, problemsAt } from "../../figure/builder/places.js";
import { isArrays, rowShape } from "../../figure/shapes.js";
import type { Building } from "./builder.js";
import { chosen, fieldInputs, namesOf, type Then, variantInput } from "./fields.js";

/** Fields of a program with a section of their own, or with none: the seed stands in the figure's head, borrowing is not built. */
const APART = ["surface", "seed", "from", "data", "model", "loss", "optimizer", "scheduler"];

export function sections(building: Building, ownData: () => void): TemplateResult {
  const { say, description, state } = building;
  const others = description.fields.filter(({ name }) => !APART.includes(name));
  const variant = (name: "loss" | "optimizer" | "scheduler", title: string, none: string | null, then?: Then) =>
    section(building, [[name]], variantInput(building, title, name, [name], none, then, true));
  return html`<div class="builder-sections">
    ${section(building, [["data"]], data(building, ownData, state.spec.ownData === true))}
    ${variant("loss", say("loss"), null, (program) => withLoss(program, program.loss))}
    ${variant("optimizer", say("optimizer"), null)}
    ${variant("scheduler", say("scheduler"), say("none"))}
    ${section(
      building,
      others.map(({ name }) => [name]),
      html`<h3>${say("batches")}</h3>${fieldInputs(building, others, [], (name) => name !== "batch_size")}`,
    )}
    ${nowhere(building)}
  </div>`;
}

function section({ draft, told }: Building, places: readonly Place[], inputs: TemplateResult): TemplateResult {
  const problems = places.flatMap((place) => problemsAt(draft.problems, place));
  return html`<div class=${problems.length > 0 ? "builder-section wrong" : "builder-section"}>
    ${inputs}
    ${problems.map((problem) => html`<p class="layer-problem">${told(problem, places.length === 1 ? places[0]! : [])}</p>`)}
  </div>`;
}

/** A set by its name, or the rows that the reader has brought. */
function data(building: Building, ownData: () => void, mayBring: boolean): TemplateResult {
  const { draft, edit, description, allowed, say } = building;
  const { program } = draft;
  const family = description.families.data!;
  const names = namesOf(family).filter((name) => allowed.data?.includes(name) ?? true);
  const own = program.data !== undefined && isArrays(program.data);
  const name = own ? say("ownRows") : ((program.data as NamedData | undefined)?.name ?? "");
  const options = own ? [name, ...names] : names;
  const choose = (event: Event) => {
    const picked = options[(event.target as HTMLSelectElement).selectedIndex]!;
    if (picked === name) return;
    // Written out, so that a goal can ask for them.
    const defaults = (family.types[picked] ?? []).filter(
      (field) => field.default !== undefined && field.kind !== "flag",
    );
    const whole = Object.fromEntries(defaults.map((field) => [field.name, field.default]));
    edit(withData(program, { ...whole, ...(chosen(building, family, ["data"], picked) as NamedData) }));
  };
  const fields = own ? [] : (family.types[name] ?? []).filter((field) => field.name !== "seed");
  const then = (edited: Program) => (edited.data ? withData(edited, edited.data) : edited);
  return html`<div class="variant">
      <label class="field" for="field-data"><span class="variant-name">${say("data")}</span>
        <select id="field-data" @change=${choose}>
          ${options.map((each) => html`<option .selected=${live(each === name)}>${each}</option>`)}
        </select></label>
      ${own ? html`<span class="builder-hint">${rowShape(program.data!).join(" × ")}</span>` : nothing}
      ${fieldInputs(building, fields, ["data"], (field) => field !== "train" && field !== "image", then)}
    </div>
    ${mayBring ? html`<p class="builder-row"><button type="button" @click=${ownData}>${say("ownFile")}</button></p>` : nothing}`;
}

/** Problems that no section and no layer shows, and what they mean for what trains. */
function nowhere({ draft, told, say }: Building): TemplateResult | typeof nothing {
  if (draft.problems.length === 0) return nothing;
  const shown = new Set([
    "data",
    "loss",
    "optimizer",
    "scheduler",
    "batch_size",
    "shuffle",
    "drop_last",
    "clip_grad_norm",
  ]);
  const others = draft.problems.filter(
    (problem) => layerOfProblem(problem, draft.program) === null && !shown.has(String(placeOf(problem.where)[0])),
  );
  return html`${others.map((problem) => html`<p class="layer-problem">${told(problem, [])}</p>`)}
    <p class="builder-kept">${say("kept")}</p>`;
}
