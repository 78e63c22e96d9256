/** The benchmark's programs, W1 to W6 of the issue, each with the figure that it must reach. */

export const layer = (type, fields = {}) => ({ type, ...fields });
export const linear = (out_features) => layer("Linear", { out_features });
export const conv = (out_channels) => layer("Conv2d", { out_channels, kernel_size: 3, padding: 1 });
export const pool = layer("MaxPool2d", { kernel_size: 2 });
export const relu = layer("ReLU");
export const tanh = layer("Tanh");
export const adam = layer("Adam", { lr: 0.001 });
export const crossEntropy = layer("CrossEntropyLoss");

/** Rows of noise with labels that a network can learn; the same in every run. */
export function rows(count, shape, classes) {
  let state = 12345;
  const rand = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const size = shape.reduce((a, b) => a * b, 1);
  const inputs = new Float32Array(count * size);
  const targets = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    targets[row] = Math.floor(rand() * classes);
    for (let i = 0; i < size; i++) {
      inputs[row * size + i] = rand() - 0.5 + (i % classes === targets[row] ? 0.5 : 0);
    }
  }
  return { inputs, targets, shape };
}

/** The same rows with their class as a value, for a loss of one output. */
export function valued({ inputs, targets, shape }) {
  return { inputs, targets: Float32Array.from(targets), shape };
}

/**
 * `depth` residual layers of 16. Euler steps of size 1/depth: what all blocks add is bounded however many there are,
 * where PyTorch's initial weights at scale 1 grow the signal by 10^7 over a hundred ReLU blocks.
 */
export function residual(depth, activation) {
  const block = { type: "Residual", scale: 1 / depth, block: [linear(16), activation] };
  return [linear(16), ...Array.from({ length: depth }, () => block), linear(4)];
}

const mlp = (beforeRelu = [], behindRelu = []) => {
  const hidden = [linear(128), ...beforeRelu, relu, ...behindRelu];
  return [...hidden, ...hidden, linear(10)];
};

const digitsLike = () => rows(1408, [64], 10);
const program = (data, batch_size, model, loss = crossEntropy) => ({
  seed: 1,
  data,
  model,
  loss,
  optimizer: adam,
  batch_size,
});

/**
 * `checkSteps`: how many first losses are compared. `goal`: steps per second that the issue asks of the engine;
 * `best` and `torch`: how many times the best browser peer and PyTorch. `peers` in the order of a round.
 */
export const workloads = {
  "W1 MLP 2-8-8-1 tanh, batch 10": {
    program: () =>
      program(valued(rows(200, [2], 2)), 10, [linear(8), tanh, linear(8), tanh, linear(1)], layer("BCEWithLogitsLoss")),
    checkSteps: 60,
    peers: ["by hand", "ConvNetJS", "jax-js", "tfjs wasm", "tfjs cpu"],
    goal: { rate: 200_000, best: 4.5, torch: 50 },
  },
  "W2 MLP 64-128-128-10, batch 64": {
    program: () => program(digitsLike(), 64, mlp()),
    checkSteps: 44,
    peers: ["ConvNetJS", "jax-js", "tfjs wasm", "tfjs cpu"],
    goal: { rate: 2_600, best: 2.6, torch: 1 },
  },
  "W2 with dropout 0.5": {
    program: () => program(digitsLike(), 64, mlp([], [layer("Dropout", { p: 0.5 })])),
    checkSteps: 44,
    peers: ["jax-js", "tfjs wasm"],
    goal: { rate: 2_000, best: 3.4 },
  },
  "W2 with batch norm": {
    program: () => program(digitsLike(), 64, mlp([layer("BatchNorm1d")])),
    checkSteps: 22,
    peers: ["jax-js", "tfjs wasm"],
    goal: { rate: 2_000, best: 3.4 },
  },
  "W3 MLP 784-256-128-10, batch 128": {
    program: () => program(rows(1024, [784], 10), 128, [linear(256), relu, linear(128), relu, linear(10)]),
    checkSteps: 8,
    peers: ["ConvNetJS", "jax-js", "tfjs wasm", "tfjs cpu"],
    goal: { rate: 200, best: 1.35 },
  },
  "W4 CNN 28×28, 8-16, batch 32": {
    program: () =>
      program(rows(256, [1, 28, 28], 10), 32, [
        ...[conv(8), relu, pool, conv(16), relu, pool],
        ...[layer("Flatten"), linear(10)],
      ]),
    checkSteps: 6,
    peers: ["ConvNetJS", "jax-js", "tfjs wasm", "tfjs cpu"],
    goal: { rate: 220, best: 25 },
  },
  "W5 100 residual layers of 16, batch 64": {
    program: () => program(rows(640, [8], 4), 64, residual(100, relu)),
    checkSteps: 20,
    peers: ["by hand", "jax-js", "tfjs wasm", "tfjs cpu"],
    goal: { rate: 1_800, best: 60, torch: 15 },
  },
  "W5 with tanh": {
    program: () => program(rows(640, [8], 4), 64, residual(100, tanh)),
    checkSteps: 20,
    peers: ["by hand", "jax-js", "tfjs wasm"],
  },
  "W6 1,000 residual layers of 16, batch 64": {
    program: () => program(rows(640, [8], 4), 64, residual(1000, relu)),
    checkSteps: 5,
    peers: ["by hand", "jax-js", "tfjs wasm", "tfjs cpu"],
    goal: { rate: 170, best: 80, torch: 15 },
  },
  "W6 with tanh": {
    program: () => program(rows(640, [8], 4), 64, residual(1000, tanh)),
    checkSteps: 5,
    peers: ["by hand", "tfjs wasm"],
  },
};
