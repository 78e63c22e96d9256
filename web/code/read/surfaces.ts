/** A descent on a test surface: which surface it is, told by its values at a few points, however it is written. */
import type { SurfaceProgram } from "../../engine/program.js";
import { surfaces } from "../surface.js";
import { Evaluator } from "./evaluate.js";
import { calculate } from "./operators.js";
import { parseScript } from "./parse.js";
import type { Places } from "./places.js";
import { ReadError } from "./problem.js";
import type { StepRecord } from "./record.js";
import { writtenNumbers } from "./tensors.js";
import { type Node, type NodeArgument, type Tensor, tensor } from "./torch_values.js";
import { is, type num, type Value } from "./values.js";

const points = [
  [0.3, -0.7],
  [-1.1, 0.4],
  [1.7, 1.3],
  [-0.2, -1.9],
  [0.9, 0.05],
] as const;

/** The value of a tree over the two numbers of `w`; NaN where it holds anything else. */
function valueAt(tree: NodeArgument, w: Node, point: readonly number[]): number {
  if (typeof tree !== "object" || tree === null || Array.isArray(tree)) return Number.NaN;
  if ("t" in tree) return tree.t === "num" ? tree.v : Number.NaN;
  const { op, args } = tree as Node;
  if (op === "index" && args[0] === w) return point[valueAt(args[1], w, point)] ?? Number.NaN;
  const [a, b] = args.map((one) => valueAt(one, w, point));
  if (op === "square") return a * a;
  if (op === "neg") return -a;
  return calculate(op, a, b) ?? Number.NaN;
}

let known: Map<string, number[]> | null = null;

function valuesOfSurfaces(): Map<string, number[]> {
  known ??= new Map(
    Object.entries(surfaces).map(([name, body]) => {
      const w = tensor("w");
      const evaluator = new Evaluator(new Map<string, Value>([["w", w]]));
      evaluator.run(parseScript(`def f(x, y):\n    ${body}\nresult = f(w[0], w[1])`));
      const { node } = evaluator.globals.find("result") as Tensor;
      return [name, points.map((point) => valueAt(node, w.node, point))];
    }),
  );
  return known;
}

export function readSurface(steps: readonly StepRecord[], places: Places): SurfaceProgram {
  const [{ optimizer, loss, at }] = steps;
  const w = optimizer.params.find((one): one is Tensor => is(one, "tensor"));
  const start = w && writtenNumbers(w.node)?.values;
  if (!w || optimizer.params.length !== 1 || start?.length !== 2 || !w.leaf)
    throw new ReadError(
      optimizer.at,
      "a descent has one tensor of two numbers: `w = torch.tensor([-1.0, 1.0], requires_grad=True)`",
    );
  const found = points.map((point) => valueAt((loss as Tensor).node, w.node, point));
  const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
  const name = [...valuesOfSurfaces()].find(([, values]) => values.every((value, i) => close(found[i], value)))?.[0];
  if (!name) throw new ReadError(at, `this is none of the lesson's surfaces: ${Object.keys(surfaces).join(", ")}`);
  const written = w.node.args[0];
  if (Array.isArray(written))
    written.forEach((one, i) => {
      const place = one as ReturnType<typeof num>;
      if (place.at) places.number(`surface.start[${i}]`, place.at);
    });
  places.put("surface", at);
  return { name, start: [start[0], start[1]] };
}
