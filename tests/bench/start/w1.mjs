/** The first W1 step of a start page: 200 points in the plane, a batch of ten, weights drawn as PyTorch draws them. */
import { adam, layer, linear, rows, tanh, valued } from "../workloads.mjs";

export const program = () => ({
  seed: 1,
  data: valued(rows(200, [2], 2)),
  model: [linear(8), tanh, linear(8), tanh, linear(1)],
  loss: layer("BCEWithLogitsLoss"),
  optimizer: adam,
  batch_size: 10,
});

/** A job for a page without an engine: its own initial weights, uniform in ±1/√fan_in, and the first rows as batches. */
export function job() {
  const made = program();
  const sizes = [2, 8, 8, 1];
  const uniform = (count, bound) => Float32Array.from({ length: count }, () => (2 * Math.random() - 1) * bound);
  const initial = sizes.slice(1).flatMap((out, i) => {
    const bound = 1 / Math.sqrt(sizes[i]);
    return [
      { shape: [out, sizes[i]], data: uniform(out * sizes[i], bound) },
      { shape: [out], data: uniform(out, bound) },
    ];
  });
  const { inputs, targets } = made.data;
  return { program: made, initial, batches: [{ inputs: inputs.slice(0, 20), targets: targets.slice(0, 10) }] };
}

const report = (text) => navigator.sendBeacon(`/report?${encodeURIComponent(text)}`);
addEventListener("error", ({ message }) => report(message));
addEventListener("unhandledrejection", ({ reason }) => report(String(reason)));

/** Tells the server how long the page took; the request comes after that time is taken. */
export function done(loss) {
  if (!Number.isFinite(loss)) throw new Error(`the first loss is ${loss}`);
  report(performance.now());
}
