/** A runtime over the real engine on the main thread, with a clock whose frames come at once. */
import { type Client, createClient } from "../../../../web/engine/client.js";
import type { Clock } from "../../../../web/figure/pace.js";
import { FigureRuntime } from "../../../../web/figure/runtime.js";
import type { FigureSpec } from "../../../../web/figure/spec.js";

const clock: Clock = {
  now: () => performance.now(),
  requestFrame: (callback) => Number(setTimeout(callback, 0)),
  cancelFrame: (handle) => clearTimeout(handle),
};

export const moons: FigureSpec = {
  version: 1,
  number: "01",
  name: "01-moons",
  title: "Moons",
  task: "",
  caption: "",
  variables: { lr: 0.01, p: 0.2, width: 12, follow: "a", on: true },
  program: {
    seed: 7,
    data: { name: "moons", train: 60, noise: 0.2 },
    model: [
      { type: "Linear", out_features: { var: "width" } },
      { type: "ReLU" },
      { type: "Dropout", p: { var: "p" } },
      { type: "Linear", out_features: 2 },
    ],
    loss: { type: "CrossEntropyLoss" },
    optimizer: { type: "Adam", lr: { var: "lr" } },
    batch_size: 20,
  },
  runs: [{ name: "with dropout" }, { name: "without", set: { p: 0 } }],
  controls: [
    { type: "log", variable: "lr", label: "learning rate", min: 1e-4, max: 10 },
    { type: "range", variable: "p", label: "dropout p", min: 0, max: 0.9, step: 0.05 },
    { type: "range", variable: "width", label: "width", min: 2, max: 64, step: 2 },
    {
      type: "choice",
      variable: "follow",
      label: "look inside",
      options: [
        { value: "a", label: "the first" },
        { value: "b", label: "the second" },
      ],
    },
    { type: "toggle", variable: "on", label: "grid" },
  ],
  views: [{ type: "curves", title: "Loss" }],
  playback: { steps: 400, speed: 100, evaluateEvery: 10 },
  readout: "",
  picture: { step: 100 },
};

export function trained(spec: FigureSpec = moons): { runtime: FigureRuntime; client: Client } {
  const client = createClient();
  return { runtime: new FigureRuntime({ client, spec, clock }), client };
}
