/** A claim's condition as a sentence. */
import { shortNumber } from "../../figure/short_number.js";
import type { ComparisonSpec, ConditionSpec, FigureSpec, QuantitySpec } from "../../figure/spec.js";
import type { SayClaim } from "../../strings/claims.js";

const columns = ["trainLoss", "validationLoss", "trainAccuracy", "validationAccuracy"] as const;
const isColumn = (name: string): name is (typeof columns)[number] => (columns as readonly string[]).includes(name);

/** "validation loss of with dropout"; `spec` is the figure's in the reader's language. */
export function quantityWords(say: SayClaim, spec: FigureSpec, { run, quantity }: QuantitySpec): string {
  const [column = "", extreme] = quantity.split(".");
  const plain = isColumn(column) ? say(column) : column;
  const words =
    extreme === "max"
      ? say("highest", { quantity: plain })
      : extreme === "min"
        ? say("lowest", { quantity: plain })
        : plain;
  if (run === undefined) return words;
  return say("ofRun", { quantity: words, run: `“${labelOf(spec, run)}”` });
}

export function conditionWords(say: SayClaim, spec: FigureSpec, condition: ConditionSpec): string {
  if ("all" in condition) return condition.all.map((each) => conditionWords(say, spec, each)).join(say("and"));
  if ("any" in condition) return condition.any.map((each) => conditionWords(say, spec, each)).join(say("or"));
  return comparisonWords(say, spec, condition);
}

function comparisonWords(say: SayClaim, spec: FigureSpec, condition: ComparisonSpec): string {
  const { above, below, is } = condition;
  const a = quantityWords(say, spec, condition);
  const limit = (value: QuantitySpec | number) =>
    typeof value === "object" ? quantityWords(say, spec, value) : ` ${shortNumber(value)} `.trim();
  if (typeof above === "number" && typeof below === "number")
    return say("between", { a, low: shortNumber(above), high: shortNumber(below) });
  const parts = [
    ...(above === undefined ? [] : [say("above", { a, b: limit(above) })]),
    ...(below === undefined ? [] : [say("below", { a, b: limit(below) })]),
    ...(is === undefined ? [] : [say("isSaid", { a, b: String(is) })]),
  ];
  return parts.join(say("and"));
}

function labelOf(spec: FigureSpec, run: string): string {
  const found = spec.runs?.find(({ name }) => name === run);
  return found?.label ?? run;
}
