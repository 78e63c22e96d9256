/** One operation of a step in words and in short: what went forward, the loss, a gradient, an update. */
import type { Operation, Walk } from "../../figure/study/grain.js";
import { compact, loss as lossText } from "../../scene/numbers.js";
import type { SayStudy } from "../../strings/study.js";

const PARTS = { forward: "opsForward", backward: "opsBackward", update: "opsUpdate" } as const;

export function operationWords(operation: Operation, walk: Walk, say: SayStudy): string {
  const { surface, loss, layers } = walk;
  if (surface) return surfaceWords(operation, surface, loss, say);
  if (operation.kind === "loss") return say("opsLossNow", { loss: lossText(loss) });
  const { mean, spread, gradient, moved, size, type } = layers[operation.layer]!;
  const where = `${say(PARTS[operation.kind])} ${operation.layer} ${type}`;
  const numbers =
    operation.kind === "forward"
      ? say("opsActivation", { mean: compact(mean), spread: compact(spread) })
      : operation.kind === "backward"
        ? say("opsGradient", { norm: compact(gradient!) })
        : say("opsUpdated", {
            moved: compact(moved!),
            size: compact(size),
            share: size > 0 ? compact((100 * moved!) / size, 2) : "∞",
          });
  return `${where}${say("comma")}${numbers}`;
}

function surfaceWords(
  { kind }: Operation,
  { at, gradient, move }: NonNullable<Walk["surface"]>,
  loss: number,
  say: SayStudy,
): string {
  const pair = ([x = Number.NaN, y = Number.NaN]: readonly number[]) => `(${compact(x)}, ${compact(y)})`;
  if (kind === "loss") return say("opsHeight", { at: pair(at), loss: lossText(loss) });
  if (kind === "backward") return say("opsSlope", { gradient: pair(gradient) });
  return say("opsMove", { move: pair(move) });
}

export function shortNumbers(operation: Operation, walk: Walk): string {
  if (operation.kind === "loss") return lossText(walk.loss);
  const { mean, spread, gradient, moved } = walk.layers[operation.layer]!;
  if (operation.kind === "forward") return `${compact(mean)} ± ${compact(spread)}`;
  return compact(operation.kind === "backward" ? gradient! : moved!);
}
