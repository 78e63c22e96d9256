/** A sentence about training that a figure can prove: a condition on its numbers, judged over ten seeds. */
import type { ConditionSpec, QuantitySpec, Variables } from "./spec.js";
import type { FigureState } from "./state.js";

export const claimSeeds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

export interface Claim {
  /** What a text marks its sentence with: `:claim[…]{of=id}`. */
  id?: string;
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

/** The quantities that a condition speaks of, each once, in its order. */
export function quantitiesIn(condition: ConditionSpec): QuantitySpec[] {
  const found = new Map<string, QuantitySpec>();
  const visit = (each: ConditionSpec): void => {
    const parts = "all" in each ? each.all : "any" in each ? each.any : null;
    parts?.forEach(visit);
    if (!("quantity" in each)) return;
    const limits = [each.above, each.below].filter((limit) => typeof limit === "object");
    for (const { run, quantity } of [each, ...limits])
      found.set(`${run} ${quantity}`, { ...(run === undefined ? {} : { run }), quantity });
  };
  visit(condition);
  return [...found.values()];
}

/** The state with only those runs that the claim speaks of; with all where it names none. */
export function runsOf(state: FigureState, claim: Claim): FigureState {
  const named = new Set(quantitiesIn(claim.holds).flatMap(({ run }) => (run === undefined ? [] : [run])));
  if (named.size === 0) return state;
  return { ...state, runs: state.runs.filter(({ name }) => named.has(name)) };
}
