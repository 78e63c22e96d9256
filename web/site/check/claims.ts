/**
 * claims.json of a lesson: sentences of its text, each a condition on a figure's numbers that holds over ten seeds. A
 * claim that a condition cannot say is a test of its own in tests/claims.
 */
import type { Engine } from "../../engine/engine.js";
import { type Claim, claimSeeds, runsOf } from "../../figure/claim.js";
import { checkCondition, checkQuantities, holds } from "../../figure/goal.js";
import { isObject, join, SpecError, variableOf } from "../../figure/resolve.js";
import type { ConditionSpec, FigureSpec, Variables } from "../../figure/spec.js";
import { checkFields, type Fields, isValue } from "../../figure/spec_fields.js";
import type { FigureState } from "../../figure/state.js";
import { createState } from "../../figure/update.js";
import { train } from "../pictures/train.js";

const FIELDS: Fields = {
  id: { kind: "string", optional: true },
  says: { kind: "string" },
  figure: { kind: "string" },
  variables: { kind: "object", optional: true },
  step: { kind: "count", optional: true },
  holds: { kind: "object" },
  seeds: { kind: "count", optional: true },
};

/** The claims in a text, or what is wrong with them; `figures` are the lesson's, by name. */
export function readClaims(
  text: string,
  file: string,
  figures: ReadonlyMap<string, FigureSpec>,
): { claims: Claim[]; mistakes: string[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { claims: [], mistakes: [`${file}: not JSON: ${(error as Error).message}`] };
  }
  if (!Array.isArray(json)) return { claims: [], mistakes: [`${file}: must be a list of claims`] };
  const mistakes = json.flatMap((claim, index) => checkClaim(claim, `[${index}]`, figures));
  const ids = (json as Claim[]).flatMap((claim) => claim?.id ?? []);
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index)))
    mistakes.push(`id: "${id}" stands there twice`);
  if (mistakes.length > 0) return { claims: [], mistakes: mistakes.map((mistake) => `${file}: ${mistake}`) };
  return { claims: json as Claim[], mistakes: [] };
}

function checkClaim(claim: unknown, path: string, figures: ReadonlyMap<string, FigureSpec>): string[] {
  const mistakes = checkFields(claim, FIELDS, path);
  if (!isObject(claim)) return mistakes;
  if (claim.holds !== undefined) mistakes.push(...checkCondition(claim.holds, join(path, "holds")));
  const { seeds: wanted, variables = {} } = claim;
  if (typeof wanted === "number" && !(wanted >= 1 && wanted <= claimSeeds.length))
    mistakes.push(`${path}.seeds: must be from 1 to ${claimSeeds.length}`);
  if (mistakes.length > 0) return mistakes;
  const spec = figures.get(String(claim.figure));
  if (!spec) return [`${path}.figure: no figure "${claim.figure}"; there are ${[...figures.keys()].join(", ")}`];
  try {
    for (const [name, value] of Object.entries(variables as Variables)) {
      variableOf(name, spec.variables, join(path, `variables.${name}`));
      if (!isValue(value)) throw new SpecError(join(path, `variables.${name}`), "must be a value");
    }
    const state = createState(spec, { variables: variables as Variables });
    checkQuantities(claim.holds as ConditionSpec, state, join(path, "holds"));
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return [error.message];
  }
  return [];
}

/** The seeds in which a claim holds. */
export function seedsThatHold(engine: Engine, spec: FigureSpec, claim: Claim): number[] {
  return claimSeeds.filter((seed) => {
    const { variables = {} } = claim;
    const { playback } = createState(spec, { seed, variables });
    const only = (state: FigureState) => runsOf(state, claim);
    return holds(
      train(engine, spec, claim.step ?? playback.steps, { seed, variables, only, unseen: true }),
      claim.holds,
    );
  });
}
