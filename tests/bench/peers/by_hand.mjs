/**
 * Training written by hand in plain JavaScript, as a page without any library would: `Linear`, `Tanh`, `ReLU` and
 * `Residual` over typed arrays, forward, backward and Adam. No allocation in a step.
 */

const activations = {
  Tanh: { value: Math.tanh, slope: (y) => 1 - y * y },
  ReLU: { value: (z) => (z > 0 ? z : 0), slope: (y) => (y > 0 ? 1 : 0) },
};

/** y = x·Wᵀ + b, then the activation; with `scale` y = x + scale·that. `at` is where W and b stand in the flat arrays. */
function denseLayer(inputs, outputs, rows, at, activation, scale) {
  const { value, slope } = activations[activation] ?? {};
  const a = new Float32Array(rows * outputs); // behind the activation
  const y = scale === undefined ? a : new Float32Array(rows * outputs);
  const dx = new Float32Array(rows * inputs);
  const dz = new Float32Array(outputs);
  const bias = at + inputs * outputs;
  let x;

  function forward(from, w) {
    x = from;
    for (let r = 0; r < rows; r++) {
      const row = r * inputs;
      for (let o = 0; o < outputs; o++) {
        const unit = at + o * inputs;
        let z = w[bias + o];
        for (let i = 0; i < inputs; i++) z += x[row + i] * w[unit + i];
        const out = r * outputs + o;
        a[out] = value ? value(z) : z;
        if (scale !== undefined) y[out] = x[out] + scale * a[out];
      }
    }
    return y;
  }

  function backward(dy, w, gradient) {
    for (let r = 0; r < rows; r++) {
      const row = r * inputs;
      for (let o = 0; o < outputs; o++) {
        const out = r * outputs + o;
        dz[o] = (scale ?? 1) * dy[out] * (slope ? slope(a[out]) : 1);
      }
      for (let i = 0; i < inputs; i++) dx[row + i] = scale === undefined ? 0 : dy[row + i];
      for (let o = 0; o < outputs; o++) {
        const unit = at + o * inputs;
        const g = dz[o];
        gradient[bias + o] += g;
        for (let i = 0; i < inputs; i++) {
          gradient[unit + i] += g * x[row + i];
          dx[row + i] += g * w[unit + i];
        }
      }
    }
    return dx;
  }
  return { forward, backward };
}

function buildLayers(model, width, rows) {
  const layers = [];
  let at = 0;
  const dense = (inputs, outputs, activation, scale) => {
    layers.push(denseLayer(inputs, outputs, rows, at, activation, scale));
    at += inputs * outputs + outputs;
    return outputs;
  };
  for (let i = 0; i < model.length; i++) {
    const { type, out_features, block, scale } = model[i];
    if (type === "Linear") {
      const activation = model[i + 1]?.type in activations ? model[++i].type : undefined;
      width = dense(width, out_features, activation);
    } else if (type === "Residual" && block.length === 2 && block[1].type in activations) {
      width = dense(width, block[0].out_features, block[1].type, scale);
    } else throw new Error(`no ${type} by hand`);
  }
  return layers;
}

/** Mean loss of the batch; its gradient by the outputs goes to `d`. */
const losses = {
  BCEWithLogitsLoss(outputs, targets, d) {
    let loss = 0;
    for (let i = 0; i < targets.length; i++) {
      const z = outputs[i];
      loss += Math.max(z, 0) - z * targets[i] + Math.log1p(Math.exp(-Math.abs(z)));
      d[i] = (1 / (1 + Math.exp(-z)) - targets[i]) / targets.length;
    }
    return loss / targets.length;
  },
  CrossEntropyLoss(outputs, targets, d) {
    const classes = outputs.length / targets.length;
    let loss = 0;
    for (let r = 0; r < targets.length; r++) {
      const row = r * classes;
      let most = outputs[row];
      for (let c = 1; c < classes; c++) most = Math.max(most, outputs[row + c]);
      let sum = 0;
      for (let c = 0; c < classes; c++) sum += Math.exp(outputs[row + c] - most);
      loss += Math.log(sum) + most - outputs[row + targets[r]];
      for (let c = 0; c < classes; c++) d[row + c] = Math.exp(outputs[row + c] - most) / sum / targets.length;
      d[row + targets[r]] -= 1 / targets.length;
    }
    return loss / targets.length;
  },
};

/** Adam with bias correction, over the flat parameters; it leaves the gradient zeroed. */
function adam({ lr, betas: [b1, b2] = [0.9, 0.999], eps = 1e-8 }, count) {
  const m = new Float32Array(count);
  const v = new Float32Array(count);
  let p1 = 1;
  let p2 = 1;
  return (w, gradient) => {
    p1 *= b1;
    p2 *= b2;
    const rate = lr / (1 - p1);
    const root = 1 / Math.sqrt(1 - p2);
    for (let i = 0; i < count; i++) {
      const g = gradient[i];
      m[i] = b1 * m[i] + (1 - b1) * g;
      v[i] = b2 * v[i] + (1 - b2) * g * g;
      w[i] -= (rate * m[i]) / (Math.sqrt(v[i]) * root + eps);
      gradient[i] = 0;
    }
  };
}

export function create({ program, initial, batches }) {
  const rows = program.batch_size;
  const layers = buildLayers(program.model, program.data.shape[0], rows);
  const w = Float32Array.from(initial.flatMap(({ data }) => [...data]));
  const gradient = new Float32Array(w.length);
  const loss = losses[program.loss.type];
  const update = adam(program.optimizer, w.length);
  const d = new Float32Array(rows * initial.at(-1).data.length);
  let next = 0;

  function step({ inputs, targets }) {
    let x = inputs;
    for (const layer of layers) x = layer.forward(x, w);
    const value = loss(x, targets, d);
    let dy = d;
    for (let i = layers.length - 1; i >= 0; i--) dy = layers[i].backward(dy, w, gradient);
    update(w, gradient);
    return value;
  }
  return {
    train(steps) {
      let last = 0;
      for (let i = 0; i < steps; i++) last = step(batches[next++ % batches.length]);
      return last;
    },
    dispose() {},
  };
}
