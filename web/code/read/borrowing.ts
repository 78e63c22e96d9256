/** A script that first trains a network to borrow from, taken apart: what trains it, what is borrowed, and all the rest. */
import { ReadError, type Span } from "./problem.js";
import type { Stmt } from "./syntax.js";

export interface Borrowing {
  /** Up to the end of the source's training. */
  source: Stmt[];
  /** Everything else, with the modules and definitions that both use. */
  rest: Stmt[];
  layers: number;
  /** Where that number stands, and the loop that borrows. */
  number: Span;
  at: Span;
}

/** As it is printed (script.ts): with other names, and another number. */
const loan = /^for (\w+), (\w+) in zip\((\w+)\[:(\d+)\], (\w+)\):\s+\1\.load_state_dict\(\2\.state_dict\(\)\)$/;

/** Null where nothing is borrowed. Throws ReadError where it is borrowed from a network that nothing has trained. */
export function borrowingOf(text: string, statements: readonly Stmt[]): Borrowing | null {
  const said = ({ from, to }: Span) => text.slice(from, to);
  const place = statements.findIndex((one) => one.kind === "for" && loan.test(said(one).trimEnd()));
  if (place < 0) return null;
  const at = statements[place]!;
  const [, , , model, layers, lender] = loan.exec(said(at).trimEnd())!;
  const trains = (one: Stmt) => (one.kind === "for" || one.kind === "while") && said(one).includes(".backward()");
  const end = statements.findIndex(trains);
  const makes = (name: string, from: number, to: number) =>
    statements.slice(from, to).some((one) => one.kind === "assign" && said(one).startsWith(`${name} = `));
  if (end < 0 || end > place || !makes(lender!, 0, end))
    throw new ReadError(at, `\`${lender}\` must be a network that was trained before, to borrow from it`);
  if (!makes(model!, end + 1, place) || statements.slice(end + 1, place).some(trains))
    throw new ReadError(at, `\`${model}\` borrows after it is made and before it is trained`);
  const from = at.from + said(at).indexOf("[:") + 2;
  const shared = statements.slice(0, end).filter(({ kind }) => kind === "import" || kind === "def" || kind === "class");
  return {
    source: statements.slice(0, end + 1),
    rest: [...shared, ...statements.slice(end + 1).filter((one) => one !== at)],
    layers: Number(layers),
    number: { from, to: from + layers!.length },
    at: { from: at.from, to: at.from + said(at).indexOf("\n") },
  };
}
