/** Parts of a training loop that the followed steps never came to: whatever they would change, a figure would not. */
import { ReadError } from "./problem.js";
import type { Expr, Stmt } from "./syntax.js";

/** What changes the training, by the name it is called or set by. */
const changing = new Set([
  "step",
  "backward",
  "zero_grad",
  "requires_grad",
  "requires_grad_",
  "param_groups",
  "load_state_dict",
  "manual_seed",
]);

export function reachedLate(loops: ReadonlySet<Stmt>, reached: ReadonlySet<Stmt>): void {
  for (const loop of loops)
    if (loop.kind === "for" || loop.kind === "while") for (const one of loop.body) look(one, reached);
}

function look(statement: Stmt, reached: ReadonlySet<Stmt>): void {
  if (statement.kind === "if")
    for (const one of [...statement.branches.flatMap(({ body }) => body), ...statement.otherwise]) look(one, reached);
  else if (statement.kind === "with" || statement.kind === "for" || statement.kind === "while")
    for (const one of statement.body) look(one, reached);
  if (reached.has(statement) || !("value" in statement) || !statement.value) return;
  const targets =
    statement.kind === "assign" ? statement.targets : statement.kind === "update" ? [statement.target] : [];
  if ([statement.value, ...targets].some(changes))
    throw new ReadError(statement, "the steps of a figure are all alike: this one comes only later, or never");
}

function changes(node: Expr): boolean {
  switch (node.kind) {
    case "call":
      return changes(node.callee) || node.args.some(({ value }) => changes(value));
    case "attribute":
      return changing.has(node.name) || changes(node.of);
    case "index":
      return changes(node.of);
    default:
      return false;
  }
}
