/** A figure of three runs: one as written, one that fixes a variable, one with an optimizer of its own. */
export const figureSpec = {
  version: 1,
  number: "01",
  name: "01-edit",
  title: "Edit",
  task: "Edit it.",
  caption: "A network.",
  variables: { p: 0.5, width: 128 },
  program: {
    seed: 3,
    data: { name: "digits", train: 300 },
    model: [
      { type: "Linear", out_features: { var: "width" } },
      { type: "ReLU" },
      { type: "Dropout", p: { var: "p" } },
      { type: "Linear", out_features: { var: "width" } },
      { type: "ReLU" },
      { type: "Dropout", p: { var: "p" } },
      { type: "Linear", out_features: 10 },
    ],
    loss: { type: "CrossEntropyLoss" },
    optimizer: { type: "Adam", lr: 0.001 },
    batch_size: 32,
  },
  runs: [
    { name: "with" },
    { name: "without", set: { p: 0 } },
    { name: "sgd", program: { optimizer: { type: "SGD", lr: 0.1 } } },
  ],
  controls: [
    { type: "range", variable: "p", label: "p", min: 0, max: 0.9, step: 0.05 },
    { type: "range", variable: "width", label: "width", min: 16, max: 256, step: 16 },
  ],
  views: [{ type: "curves", title: "Loss" }],
  playback: { steps: 100, speed: 100, evaluateEvery: 10 },
  readout: "Step {step}.",
  picture: { step: 10 },
};
