/** Python's own functions that a script may use. */
import type { Machine } from "./machine.js";
import { lossResult } from "./members.js";
import { FORMAT, formattedNumber } from "./number_format.js";
import { ReadError, type Span } from "./problem.js";
import type { Recorder } from "./record.js";
import { length } from "./tensor_members.js";
import { type Tensor, tensor } from "./torch_values.js";
import { type Args, described, type Host, host, is, list, type Num, num, type Value } from "./values.js";

/** A number, true where it must be one. */
function wanted(value: Value | undefined, name: string, at: Span): Num {
  if (is(value, "num")) return value;
  if (typeof value === "boolean") return num(value ? 1 : 0);
  const what = is(value, "opaque") ? "what training will give" : described(value ?? null);
  throw new ReadError(at, `\`${name}\` needs a number that is known here, not ${what}`);
}

function range({ positional, at }: Args): Value {
  const given = positional.map((value) => wanted(value, "range", at));
  if (given.length < 1 || given.length > 3) throw new ReadError(at, "`range` takes one, two or three whole numbers");
  if (given.some(({ v }) => !Number.isInteger(v))) throw new ReadError(at, "`range` takes whole numbers");
  const [from, to, step] = given.length === 1 ? [0, given[0].v, 1] : [given[0].v, given[1].v, given[2]?.v ?? 1];
  if (step === 0) throw new ReadError(at, "`range` cannot go on by 0");
  const count = Math.max(0, Math.ceil((to - from) / step));
  const place = given.length === 1 ? given[0].at : undefined;
  return { t: "range", from, step, count, ...(place ? { at: place } : {}) };
}

/** zip over tensors goes through their rows; one of them stands for all. */
function zip({ positional, at }: Args, machine: Machine): Value {
  if (positional.length > 0 && positional.every((one) => is(one, "tensor")))
    return list([
      list(
        positional.map((one) => row(one as Tensor)),
        true,
      ),
    ]);
  const columns = positional.map((one) => machine.iterate(one, at));
  const rows = columns.length === 0 ? 0 : Math.min(...columns.map((column) => column.length));
  return list(
    Array.from({ length: rows }, (_, i) =>
      list(
        columns.map((column) => column[i]),
        true,
      ),
    ),
  );
}

export const row = (of: Tensor): Tensor => ({ ...tensor("row", of.node), base: of });

function extreme(name: "min" | "max", { positional, at }: Args, machine: Machine): Value {
  const items = positional.length === 1 ? machine.iterate(positional[0], at) : positional;
  if (items.some((item) => is(item, "opaque"))) return { t: "opaque" };
  if (items.length === 0) throw new ReadError(at, `\`${name}\` of nothing`);
  return items
    .map((item) => wanted(item, name, at))
    .reduce((best, one) => ((name === "min" ? one.v < best.v : one.v > best.v) ? one : best));
}

function isInstance({ positional: [value, type], at }: Args): Value {
  const types = is(type, "list") ? type.items : [type];
  return types.some((one) => {
    if (is(one, "host"))
      return is(value, "layer")
        ? one.name === `nn.${value.type}`
        : is(value, "sequence") && one.name === "nn.Sequential" && !value.list;
    if (is(one, "class")) return is(value, "instance") && value.of === one;
    if (is(one, "token"))
      return one.name === "Module" && (is(value, "layer") || is(value, "sequence") || is(value, "instance"));
    throw new ReadError(at, "`isinstance` takes a class, or a tuple of classes");
  });
}

function rounded({ positional: [value, digits], at }: Args): Value {
  if (is(value, "opaque")) return { t: "opaque" };
  const places = is(digits, "num") ? Math.max(0, Math.min(12, digits.v)) : 0;
  const result = Number(wanted(value, "round", at).v.toFixed(places));
  return num(result, places > 0);
}

export function builtins(machine: Machine): Map<string, Value> {
  const all: Host[] = [];
  const add = (name: string, call: Host["call"]) => all.push(host(name, call));
  add("range", range);
  add("zip", (args) => zip(args, machine));
  add("enumerate", ({ positional: [of, start], at }) => {
    const first = is(start, "num") ? start.v : 0;
    return list(machine.iterate(of ?? null, at).map((item, i) => list([num(first + i), item], true)));
  });
  add("len", ({ positional: [of], at }) => {
    if (is(of, "tensor")) return length(of, at);
    if (is(of, "dataset")) return length(of.tensors[0], at);
    if (typeof of === "string") return num(of.length);
    if (is(of, "range")) return num(of.count);
    if (is(of, "flow")) return { t: "opaque", of };
    return num(is(of, "dict") ? of.entries.size : machine.iterate(of ?? null, at).length);
  });
  add("sum", ({ positional: [items, start], at }) =>
    machine
      .iterate(items ?? null, at)
      .reduce<Value>((total, item) => machine.binary("+", total, item, at), start ?? num(0)),
  );
  add("min", (args) => extreme("min", args, machine));
  add("max", (args) => extreme("max", args, machine));
  add("abs", ({ positional: [value], at }) =>
    is(value, "opaque") ? { t: "opaque" } : num(Math.abs(wanted(value, "abs", at).v)),
  );
  add("round", rounded);
  add("int", ({ positional: [value], at }) =>
    is(value, "opaque") ? { t: "opaque" } : num(Math.trunc(wanted(value, "int", at).v), false),
  );
  add("float", ({ positional: [value], at }) => {
    if (is(value, "opaque")) return value;
    if (is(value, "loss")) return lossResult(value);
    if (value === "inf" || value === "-inf")
      return num(value === "inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY, true);
    return num(wanted(value, "float", at).v, true, is(value, "num") ? value.at : undefined);
  });
  add("str", ({ positional: [value] }) => shown(value ?? null));
  add("list", ({ positional: [of], at }) => list(of === undefined ? [] : machine.iterate(of, at)));
  add("tuple", ({ positional: [of], at }) => list(of === undefined ? [] : machine.iterate(of, at), true));
  add("reversed", ({ positional: [of], at }) => list(machine.iterate(of ?? null, at).reverse()));
  add("filter", ({ positional: [test, of], at }) =>
    list(machine.iterate(of ?? null, at).filter((item) => machine.call(test, [item], new Map(), at) === true)),
  );
  add("map", ({ positional: [make, of], at }) =>
    list(machine.iterate(of ?? null, at).map((item) => machine.call(make, [item], new Map(), at))),
  );
  add("isinstance", (args) => isInstance(args));
  add("print", ({ positional, named, at }) => {
    const end = named.get("end");
    const sep = named.get("sep");
    const text = positional.map((value) => shown(value, machine.recorder.mark));
    machine.print(text.join(typeof sep === "string" ? sep : " ") + (typeof end === "string" ? end : "\n"), at);
    return null;
  });
  add("dict", ({ named }) => ({ t: "dict", entries: new Map(named) }));
  return new Map(all.map((one) => [one.name, one]));
}

type Mark = Recorder["mark"];

/** As `print` shows it; what training will give is a mark where a figure measures it, else "…". */
export function shown(value: Value, mark?: Mark): string {
  if (value === null) return "None";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value.t === "num") return value.float && Number.isInteger(value.v) ? `${value.v}.0` : String(value.v);
  if (value.t === "list") {
    const items = value.items
      .slice(0, 100)
      .map((item) => shown(item, mark))
      .join(", ");
    return value.tuple ? `(${items})` : `[${items}]`;
  }
  if (is(value, "opaque") && value.result && mark) return mark(value.result, "");
  return "…";
}

/** One `{value:spec}` of an f-string. */
export function formatted(value: Value, spec: string, at: Span, mark: Mark): string {
  const result = is(value, "opaque") ? value.result : is(value, "loss") ? lossResult(value).result : undefined;
  if (result && FORMAT.test(spec)) return mark(result, spec);
  if (!is(value, "num") || spec === "") return shown(value);
  return formattedNumber(value.v, spec, shown(value), at);
}
