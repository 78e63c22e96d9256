/**
 * A reached goal as an xAPI statement (https://github.com/adlnet/xAPI-Spec, 1.0.3), for the page around the figure. It
 * has no actor: only the host knows who is learning, and puts them in. It is a self-check and no proof: whatever runs on
 * the reader's machine can be made to say anything.
 */
import type { GoalSpec } from "./spec.js";
import type { FigureState } from "./state.js";

export interface GoalStatement {
  version: "1.0.3";
  verb: { id: string; display: Record<string, string> };
  object: {
    objectType: "Activity";
    id: string;
    definition: { type: string; name: Record<string, string>; description: Record<string, string> };
  };
  result: { success: true; completion: true; extensions: Record<string, unknown> };
  /** What a host can tell the message by. */
  context: { platform: "livefig"; language: string };
  timestamp: string;
}

/** `url` is the figure's own; extensions are named by URNs, as xAPI asks for IRIs. */
export function goalStatement(
  { spec, seed, variables }: FigureState,
  { goal, step }: { goal: GoalSpec; step: number },
  url: string,
  language: string,
  now: Date,
): GoalStatement {
  return {
    version: "1.0.3",
    verb: { id: "http://adlnet.gov/expapi/verbs/passed", display: { "en-US": "passed" } },
    object: {
      objectType: "Activity",
      id: url,
      definition: {
        type: "http://adlnet.gov/expapi/activities/simulation",
        name: { [language]: spec.title },
        description: { [language]: goal.label },
      },
    },
    result: {
      success: true,
      completion: true,
      extensions: { "urn:livefig:seed": seed, "urn:livefig:step": step, "urn:livefig:variables": { ...variables } },
    },
    context: { platform: "livefig", language },
    timestamp: now.toISOString(),
  };
}
