/** What a session measures: the engine's own probes, and what a run answers anyway: predictions, parameters, its last update. */
import { EngineError } from "./errors.js";
import type { ProbeResult } from "./program.js";
import type { Run } from "./run.js";

/** Points of a predicted curve at most. */
const mostPoints = 4096;

/** Throws an EngineError, as `run.probe` does. */
export function measure(run: Run, name: string, options: Record<string, unknown>): ProbeResult {
  if (name === "parameters")
    return Object.fromEntries(run.parameters().map(({ name: own, shape, data }) => [own, { shape, data }]));
  if (name === "update") return lastUpdate(run, options);
  return name === "predictions" ? predictions(run, options) : run.probe(name, options);
}

/** Over a line of `size` inputs from x[0] to x[1]: `input` [size], `output` [size, outputs]; as trained, without softmax. */
function predictions(run: Run, { x, size }: Record<string, unknown>): ProbeResult {
  const [low, high] = Array.isArray(x) ? (x as unknown[]) : [];
  if (typeof low !== "number" || typeof high !== "number" || !(low < high))
    throw new EngineError("invalid_value", "probe.x", "must be an interval: [low, high]");
  if (typeof size !== "number" || !Number.isInteger(size) || size < 2 || size > mostPoints)
    throw new EngineError("invalid_value", "probe.size", `must be a whole number from 2 to ${mostPoints}`);
  const input = Float32Array.from({ length: size }, (_, i) => low + ((high - low) * i) / (size - 1));
  const data = run.predict(input, size);
  return { input: { shape: [size], data: input }, output: { shape: [size, data.length / size], data } };
}

/** "moments", and what the update was made with: `at` is the step that it led to, `lr` its rate after any schedule. */
function lastUpdate(run: Run, options: Record<string, unknown>): ProbeResult {
  const { step } = run.status();
  const { lr } = run.history(step - 1);
  const one = (value: number) => ({ shape: [1], data: Float32Array.of(value) });
  return { ...run.probe("moments", options), at: one(step), lr: one(lr.at(-1) ?? Number.NaN) };
}
