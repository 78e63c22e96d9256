/**
 * claims.json of a lesson: sentences of its text, each a condition on a figure's numbers that holds over ten seeds. A
 * claim that a condition cannot say is a test of its own in tests/claims.
 */
import type { Engine } from "../../engine/engine.js";
import { checkCondition, checkQuantities, holds } from "../../figure/goal.js";
import { isObject, join, SpecError, variableOf } from "../../figure/resolve.js";
import type { ConditionSpec, FigureSpec, Variables } from "../../figure/spec.js";
import { checkFields, type Fields, isValue } from "../../figure/spec_fields.js";
import { createState } from "../../figure/update.js";
import { train } from "../pictures/train.js";

export const seeds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

export interface Claim {
  /** The sentence as a reader would say it. */
  says: string;
  /** A figure of the lesson: "04-dropout". */
  figure: string;
  /** Over the figure's defaults. */
  variables?: Variables;
  /** The figure's last step by default. */
  step?: number;
  holds: ConditionSpec;
  /** In how many of the ten seeds at least; all by default. */
  seeds?: number;
}

const FIELDS: Fields = {
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
  if (mistakes.length > 0) return { claims: [], mistakes: mistakes.map((mistake) => `${file}: ${mistake}`) };
  return { claims: json as Claim[], mistakes: [] };
}

function checkClaim(claim: unknown, path: string, figures: ReadonlyMap<string, FigureSpec>): string[] {
  const mistakes = checkFields(claim, FIELDS, path);
  if (!isObject(claim)) return mistakes;
  if (claim.holds !== undefined) mistakes.push(...checkCondition(claim.holds, join(path, "holds")));
  const { seeds: wanted, variables = {} } = claim;
  if (typeof wanted === "number" && !(wanted >= 1 && wanted <= seeds.length))
    mistakes.push(`${path}.seeds: must be from 1 to ${seeds.length}`);
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
  return seeds.filter((seed) => {
    const { variables = {} } = claim;
    const { playback } = createState(spec, { seed, variables });
    return holds(train(engine, spec, claim.step ?? playback.steps, { seed, variables }), claim.holds);
  });
}
