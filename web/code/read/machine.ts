/** What torch's and Python's own functions may ask of whoever follows the script. */
import type { Span } from "./problem.js";
import type { Recorder } from "./record.js";
import type { Remembered } from "./remembered.js";
import type { Value } from "./values.js";

export interface Machine {
  readonly recorder: Recorder;
  readonly remembered: Remembered;
  call(callee: Value, positional: Value[], named: Map<string, Value>, at: Span): Value;
  /** The items of a list, a range, a tensor of known length, …; throws ReadError for what has none. */
  iterate(value: Value, at: Span): Value[];
  /** Left ∘ right, as the operator does it. */
  binary(op: string, left: Value, right: Value, at: Span): Value;
  /** Counts work; throws when a script does too much of it. */
  spend(amount: number, at: Span): void;
  /** Counts layers, whose weights are drawn as they are made; throws when there are too many. */
  layerMade(at: Span): void;
  /** `at`: the call that prints it. */
  print(text: string, at: Span): void;
}
