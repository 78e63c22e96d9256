/**
 * What a script prints, and after which step. Only its first steps are followed: a line that comes again at equal
 * distances, its numbers growing by equal amounts, is taken to go on so. A result of training stands in it as a mark
 * for what the figure measures.
 */
import { sameTree } from "./data_match.js";
import { splitAtMarks } from "./marks.js";
import { itemsOf } from "./modules.js";
import { type Counted, type Line, type Measured, numberAt, type Output, type Series } from "./printed_lines.js";
import type { Recorder } from "./record.js";
import type { Flow, FlowItem, Node, NodeArgument, Result } from "./torch_values.js";

/** One call of print while the script was followed. */
export interface Printed {
  text: string;
  /** Steps made until then. */
  step: number;
  /** Where the call stands. */
  call: number;
  /** The loops are over, though not all their steps were followed. */
  ended: boolean;
}

/** `inputs`: what is trained on. `total`: steps in all where not all were followed, null where nobody can tell. */
export function outputOf(
  printed: readonly Printed[],
  recorder: Recorder,
  inputs: Node | null,
  total: number | null | undefined,
): Output {
  const followed = recorder.steps.length;
  const measure = measurer(recorder, inputs);
  const steps = total === undefined ? followed : total;
  const calls = new Map<number, Line[]>();
  const [first, last]: Line[][] = [[], []];
  for (const { text, step, call, ended } of printed) {
    // After loops of which not all was followed, the last step is the one that nobody has followed.
    const at = ended ? (steps ?? Number.POSITIVE_INFINITY) : step;
    const line = { step: at, parts: partsOf(text, (index) => measure(index, at, ended)) };
    if (total === undefined) first.push(line);
    else if (ended) last.push(line);
    else calls.set(call, [...(calls.get(call) ?? []), line]);
  }
  const repeated: (Line | Series)[] = [];
  for (const group of calls.values()) {
    const series = seriesOf(group, followed, steps ?? Number.POSITIVE_INFINITY);
    if (series) repeated.push(series);
    else if (group[0].step === 0) first.push(...group);
    else repeated.push(...group);
  }
  // What is printed before each turn of a loop comes after what the step before it printed.
  const begins = (one: Line | Series) => "every" in one && one.first.step === 0;
  const lines = [...first, ...repeated.filter((one) => !begins(one)), ...repeated.filter(begins), ...last];
  return { lines };
}

function partsOf(text: string, measure: (index: number) => Measured | null): Line["parts"] {
  return splitAtMarks(text)
    .map((piece) => (typeof piece === "number" ? (measure(piece) ?? "…") : piece))
    .filter((piece) => piece !== "");
}

/** What a mark stands for, in a line that is printed after `step`. */
function measurer(
  { steps, marked }: Recorder,
  inputs: Node | null,
): (index: number, step: number, ended: boolean) => Measured | null {
  return (index, step, ended) => {
    const mark = marked[index];
    if (!mark) return null;
    const { result, spec, evaluating } = mark;
    if (result.what === "classes" || result.what === "hits" || result.what === "count") return null;
    const { factor } = result;
    if (result.what === "loss") {
      const of = steps.findIndex(({ loss }) => loss === result.loss);
      const last = of === steps.length - 1 && ended;
      if (of >= 0) return { what: "batchLoss", step: last ? step : of + 1, factor, spec };
    }
    const flow = result.what === "loss" ? result.loss.flow : result.flow;
    const split = inputs && splitOf(flow.root.node, inputs);
    if (!split || (!evaluating && depends(flow)) || penalized(result)) return null;
    return { what: `${split}${result.what === "loss" ? "Loss" : "Accuracy"}`, step, factor, spec };
  };
}

/** The rows that are trained on, or those that the same cut leaves for validation. */
function splitOf(node: Node, inputs: Node): "train" | "validation" | null {
  if (sameTree(node, inputs)) return "train";
  const [of, from, to] = inputs.args;
  const cut = node.op === "slice" && inputs.op === "slice" && from === null && node.args[2] === null;
  if (!cut || JSON.stringify(valueOf(node.args[1])) !== JSON.stringify(valueOf(to))) return null;
  return sameTree(node.args[0] as Node, of as Node) ? "validation" : null;
}

const valueOf = (argument: NodeArgument | undefined): unknown =>
  typeof argument === "object" && argument !== null && "v" in argument ? argument.v : null;

/** It gives other numbers in train mode. */
const depends = (flow: Flow): boolean => itemsOf(flow).some(varies);
const varies = (item: FlowItem): boolean =>
  item.kind === "layer" ? /Dropout|BatchNorm/.test(item.layer.type) : item.items.some(varies);

const penalized = (result: Result): boolean => result.what === "loss" && result.loss.penalty !== null;

/** A whole number that stands alone, with the blanks before it. */
const NUMBER = /((?: +|(?<![\w.]))\d+)(?!\w|\.\d)/;

/** Null where they do not come at equal distances, or do not say the same but for whole numbers. */
function seriesOf(lines: readonly Line[], followed: number, end: number): Series | null {
  const [first] = lines;
  // One line of which a second should have been seen does not come again.
  const every = lines.length > 1 ? lines[1].step - first.step : first.step;
  const last = first.step === 0 ? end - 1 : end;
  if (every < 1 || lines.some(({ step }, i) => step !== first.step + i * every)) return null;
  if (lines.length === 1 && 2 * every <= followed) return null;
  if (lines.some(({ parts }) => parts.length !== first.parts.length)) return null;
  const parts = first.parts.map((part, i) => {
    const all = lines.map((line) => line.parts[i]);
    if (typeof part !== "string") return all.every((one, n) => alike(part, one, n * every)) ? part : null;
    if (!all.every((one): one is string => typeof one === "string")) return null;
    return counted(all, every);
  });
  return parts.every((part) => part !== null) ? { first, every, end: last, parts } : null;
}

const alike = (a: Measured, b: string | Measured, later: number): boolean =>
  typeof b !== "string" && a.what === b.what && a.spec === b.spec && a.factor === b.factor && b.step === a.step + later;

/** A text whose whole numbers grow by equal amounts; one that was seen once counts where it is the step. */
function counted(texts: readonly string[], every: number): (string | Counted)[] | null {
  const split = texts.map((text) => text.split(NUMBER));
  const [first] = split;
  if (split.some((pieces) => pieces.length !== first.length)) return null;
  const parts = first.map((piece, i) => {
    const all = split.map((pieces) => pieces[i]);
    if (i % 2 === 0) return all.every((one) => one === piece) ? piece : null;
    const start = Number(piece);
    const add = all.length > 1 ? Number(all[1]) - start : start === every ? every : 0;
    const before = blanks(piece);
    const width = all.every((one) => blanks(one) === before) ? 0 : piece.length;
    const number = { start, add, before, width };
    return all.every((one, n) => one === numberAt(number, n)) ? number : null;
  });
  return parts.every((part) => part !== null) ? parts : null;
}

const blanks = (text: string): number => text.length - text.trimStart().length;
