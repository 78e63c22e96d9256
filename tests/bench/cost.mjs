/**
 * What a training step must compute and move, counted from the program: the floor under its time.
 *
 * FLOPs: products of forward, weight gradient and input gradient (which the first layer does not need), two per
 * multiplication with its addition; one per element and pass for activations, pooling, dropout and losses. Adam's 12 per
 * parameter are counted, its division and root also apart, since they run at another rate.
 * Bytes: every float32 that a step must read or write once, were there no cache reuse between layers or passes.
 */
const product = (shape) => shape.reduce((a, b) => a * b, 1);

/** Of one layer for one row: multiply-adds of the forward product, other FLOPs of both passes, parameters, output shape. */
function layerCost(spec, shape) {
  const size = product(shape);
  switch (spec.type) {
    case "Linear": {
      const { out_features: out } = spec;
      return { madds: size * out, other: 2 * out, parameters: (size + 1) * out, shape: [out] };
    }
    case "Conv2d": {
      const [channels, height, width] = shape;
      const { out_channels: out, kernel_size: k, padding: p = 0 } = spec;
      const after = [out, height + 2 * p - k + 1, width + 2 * p - k + 1];
      const taps = channels * k * k;
      return { madds: product(after) * taps, other: 2 * product(after), parameters: (taps + 1) * out, shape: after };
    }
    case "MaxPool2d": {
      const [channels, height, width] = shape;
      const after = [channels, Math.floor(height / spec.kernel_size), Math.floor(width / spec.kernel_size)];
      return { madds: 0, other: size + product(after), parameters: 0, shape: after };
    }
    case "BatchNorm1d":
      // Mean, variance, scale, shift: 7 per element forward, 11 backward.
      return { madds: 0, other: 18 * size, parameters: 2 * shape[0], shape };
    case "Flatten":
      return { madds: 0, other: 0, parameters: 0, shape: [size] };
    case "ReLU":
    case "Dropout":
      return { madds: 0, other: 2 * size, parameters: 0, shape };
    case "Tanh":
      // By our own rational function: about 20 forward, 3 backward.
      return { madds: 0, other: 23 * size, parameters: 0, shape };
    default:
      throw new Error(`no cost for ${spec.type}`);
  }
}

/** A residual block is its layers, with a scale and an addition each way. */
function flatten(model) {
  return model.flatMap((spec) =>
    spec.type === "Residual" ? [...spec.block, { type: "ReLU" }, { type: "ReLU" }] : [spec],
  );
}

export const adamFlops = 12;

/** `{ flops, parameters, bytes, layers }` of one step of a batch. */
export function stepCost({ model, data, batch_size: rows }) {
  let shape = [...data.shape];
  let madds = 0;
  let other = 0;
  let parameters = 0;
  let activations = product(shape);
  let products = 0;
  for (const spec of flatten(model)) {
    const cost = layerCost(spec, shape);
    // Forward, weight gradient and, behind the first layer with weights, input gradient.
    if (cost.madds > 0) madds += cost.madds * (products++ === 0 ? 2 : 3);
    other += cost.other;
    parameters += cost.parameters;
    shape = cost.shape;
    if (spec.type !== "Flatten") activations += product(shape);
  }
  return {
    flops: rows * (2 * madds + other) + adamFlops * parameters,
    parameters,
    // Activations are written and read forward, read backward, their gradients written and read. Parameters are read in
    // both passes, their gradient written, and Adam reads four arrays and writes three.
    bytes: 4 * (5 * rows * activations + 10 * parameters),
    layers: model.length,
  };
}

/** Seconds that a step takes at least, and which of the two it is. */
export function floorOf(cost, { flops, divisions, bandwidth }) {
  const compute = (cost.flops - 2 * cost.parameters) / flops + cost.parameters / divisions;
  const memory = cost.bytes / bandwidth;
  return { seconds: Math.max(compute, memory), bound: compute >= memory ? "multiply+add" : "memory" };
}
