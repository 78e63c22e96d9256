/** The numbers behind a drawing as rows: what it draws of its own, what was measured for it, else the runs' history. */
import type { FigureState } from "../../figure/state.js";
import { historyTable, measuredRows } from "../../figure/study/tables.js";
import type { SayStudy } from "../../strings/study.js";
import { findView } from "../../views/registry.js";

export interface Shown {
  head: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

/** `most` rows are enough; `count` is of all. */
export function tableOf(
  state: FigureState,
  index: number,
  say: SayStudy,
  most = Number.POSITIVE_INFINITY,
): Shown & { count: number } {
  const spec = state.views[index]!;
  const view = findView(spec.type);
  const options = { ...view?.defaults, ...spec };
  const measured = [say("opsRun"), say("measure"), say("place"), say("value")];
  const own = view?.table?.(state, options, most);
  if (own) return { head: own.head ?? measured, rows: own.rows, count: own.count ?? own.rows.length };
  const probes = view?.probes(state, options) ?? [];
  if (probes.length === 0) {
    const { head, rows } = history(state, say);
    return { head, rows, count: rows.length };
  }
  const rows = probes.flatMap(({ key, run }) => {
    const answer = state.probes[key];
    const name = state.runs[run]?.label ?? "";
    return answer ? measuredRows(answer).map((row) => [name, row.name, row.place, row.value] as const) : [];
  });
  return { head: measured, rows, count: rows.length };
}

export function history(state: FigureState, say: SayStudy, batches = false): Shown {
  const { columns, rows } = historyTable(state, batches);
  const head = columns.map(({ run, quantity }) =>
    say("columnOf", { run: state.runs[run]!.label, quantity: say(quantity) }),
  );
  return { head: [say("columnStep"), ...head], rows };
}
