/** The benchmark's programs: the workloads W1 to W6, and the two lessons' networks that must learn in time. */
const layer = (type, fields = {}) => ({ type, ...fields });
const linear = (out_features) => layer("Linear", { out_features });
const conv = (out_channels) => layer("Conv2d", { out_channels, kernel_size: 3, padding: 1 });
const pool = layer("MaxPool2d", { kernel_size: 2 });
const relu = layer("ReLU");
const adam = layer("Adam", { lr: 0.001 });
const crossEntropy = layer("CrossEntropyLoss");

/** Rows of noise with labels that a network can learn; `rand` makes them the same in every run. */
function rows(count, shape, classes) {
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

function residual(depth) {
  const block = { type: "Residual", scale: 1 / Math.sqrt(depth), block: [linear(16), layer("Tanh")] };
  return [linear(16), ...Array.from({ length: depth }, () => block), linear(4)];
}

function mlp(extra = []) {
  return [linear(128), ...extra, relu, linear(128), ...extra, relu, linear(10)];
}

function spirals() {
  const { inputs, targets } = rows(200, [2], 2);
  return { inputs, targets: Float32Array.from(targets), shape: [2] };
}

/** Each workload: a program maker and the steps of one timed round. */
export const workloads = {
  "W1 MLP 2-8-8-1 tanh, batch 10": {
    steps: 20_000,
    program: () => ({
      seed: 1,
      data: spirals(),
      batch_size: 10,
      optimizer: adam,
      loss: layer("BCEWithLogitsLoss"),
      model: [linear(8), layer("Tanh"), linear(8), layer("Tanh"), linear(1)],
    }),
  },
  "W2 MLP 64-128-128-10, batch 64": {
    steps: 1_000,
    program: () => ({
      seed: 1,
      data: rows(1437, [64], 10),
      batch_size: 64,
      optimizer: adam,
      loss: crossEntropy,
      model: mlp(),
    }),
  },
  "W2 with dropout 0.5": {
    steps: 1_000,
    program: () => ({
      seed: 1,
      data: rows(1437, [64], 10),
      batch_size: 64,
      optimizer: adam,
      loss: crossEntropy,
      model: [linear(128), relu, layer("Dropout"), linear(128), relu, layer("Dropout"), linear(10)],
    }),
  },
  "W2 with batch norm": {
    steps: 1_000,
    program: () => ({
      seed: 1,
      data: rows(1437, [64], 10),
      batch_size: 64,
      optimizer: adam,
      loss: crossEntropy,
      model: mlp([layer("BatchNorm1d")]),
    }),
  },
  "W3 MLP 784-256-128-10, batch 128": {
    steps: 60,
    program: () => ({
      seed: 1,
      data: rows(1024, [784], 10),
      batch_size: 128,
      optimizer: adam,
      loss: crossEntropy,
      model: [linear(256), relu, linear(128), relu, linear(10)],
    }),
  },
  "W4 CNN 28×28, 8-16, batch 32": {
    steps: 60,
    program: () => ({
      seed: 1,
      data: rows(512, [1, 28, 28], 10),
      batch_size: 32,
      optimizer: adam,
      loss: crossEntropy,
      model: [conv(8), relu, pool, conv(16), relu, pool, layer("Flatten"), linear(10)],
    }),
  },
  "W5 100 residual layers of 16, batch 64": {
    steps: 300,
    program: () => ({
      seed: 1,
      data: rows(640, [8], 4),
      batch_size: 64,
      optimizer: adam,
      loss: crossEntropy,
      model: residual(100),
    }),
  },
  "W6 1,000 residual layers of 16, batch 64": {
    steps: 40,
    program: () => ({
      seed: 1,
      data: rows(640, [8], 4),
      batch_size: 64,
      optimizer: adam,
      loss: crossEntropy,
      model: residual(1000),
    }),
  },
};

/** The lesson's networks: how long until the validation accuracy is reached (issue: 95% in 3 s, 88% in 15 s). */
export const learners = {
  "digits, MLP 64-128-128-10": {
    accuracy: 0.95,
    seconds: 3,
    every: 23,
    program: () => ({
      seed: 7,
      data: { name: "digits" },
      batch_size: 64,
      optimizer: adam,
      loss: crossEntropy,
      model: mlp(),
    }),
  },
  "wandering digits, conv 8-16-32": {
    accuracy: 0.88,
    seconds: 15,
    every: 23,
    program: () => ({
      seed: 7,
      data: { name: "wandering_digits" },
      batch_size: 64,
      loss: crossEntropy,
      optimizer: layer("Adam", { lr: 0.003 }),
      model: [conv(8), relu, pool, conv(16), relu, pool, conv(32), relu, pool, layer("Flatten"), linear(10)],
    }),
  },
};
