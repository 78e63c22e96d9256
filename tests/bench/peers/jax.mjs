/**
 * jax-js on its WebAssembly backend: loss, gradient and Adam in one `jit`. In jax-js a use takes its array: `.ref` keeps
 * it. The loss is read after each step, since work left pending makes every later step slower.
 */
import { defaultDevice, init, jit, lax, nn, numpy as np, random, tree, valueAndGrad } from "@jax-js/jax";

export async function prepare() {
  await init("wasm");
  defaultDevice("wasm");
}

const array = (data, shape) => np.array(data).reshape(shape);
const scalar = (value) => array(new Float32Array([value]), []);

/** Batch norm in training; its running statistics are returned as state, as the layer keeps them. */
function batchNorm(x, weight, bias, running) {
  const rows = x.shape[0];
  const mean = np.mean(x.ref, 0);
  const centred = x.sub(mean.ref);
  const variance = np.mean(np.square(centred.ref), 0);
  running.push(lax.stopGradient(mean), lax.stopGradient(variance.ref.mul(rows / (rows - 1))));
  return centred
    .div(np.sqrt(variance.add(1e-5)))
    .mul(weight)
    .add(bias);
}

function pooled(x, size) {
  const [n, c, h, w] = x.shape;
  return np.max(x.reshape([n, c, h / size, size, w / size, size]), [3, 5]);
}

/** The model over `parameters` (consumed one by one), as one function of x. */
function apply(model, parameters, x, context) {
  for (const spec of model) {
    if (spec.type === "Linear") x = np.matmul(x, parameters.shift()).add(parameters.shift());
    else if (spec.type === "Tanh") x = np.tanh(x);
    else if (spec.type === "ReLU") x = nn.relu(x);
    else if (spec.type === "Flatten") x = x.reshape([x.shape[0], -1]);
    else if (spec.type === "MaxPool2d") x = pooled(x, spec.kernel_size);
    else if (spec.type === "Conv2d") {
      const pad = [spec.padding, spec.padding];
      const weight = parameters.shift();
      const bias = parameters.shift();
      x = lax.convGeneralDilated(x, weight, [1, 1], [pad, pad]).add(bias.reshape([1, spec.out_channels, 1, 1]));
    } else if (spec.type === "BatchNorm1d") x = batchNorm(x, parameters.shift(), parameters.shift(), context.running);
    else if (spec.type === "Dropout") {
      const kept = random.bernoulli(context.keys.shift(), 1 - spec.p, x.shape);
      x = np.where(kept, x.div(1 - spec.p), 0);
    } else if (spec.type === "Residual") {
      x = x.ref.add(apply(spec.block, parameters, x, context).mul(spec.scale));
    } else throw new Error(`no ${spec.type} for jax-js`);
  }
  return x;
}

const losses = {
  // The targets are a column: log(1 + e^z) − z·target.
  BCEWithLogitsLoss: (z, target) => np.mean(nn.softplus(z.ref).sub(z.mul(target))),
  // The targets are one-hot rows.
  CrossEntropyLoss: (z, target) => np.sum(nn.logSoftmax(z, -1).mul(target)).div(-target.shape[0]),
};

function makeStep({ model, loss, optimizer }, dropouts) {
  const { lr, betas: [b1, b2] = [0.9, 0.999], eps = 1e-8 } = optimizer;
  const objective = (parameters, x, target, keys) => {
    const context = { running: [], keys };
    const value = losses[loss.type](apply(model, [...parameters], x, context), target);
    return [value, context.running];
  };
  return jit((parameters, m, v, running, powers, key, x, target) => {
    const keys = [];
    for (let i = 0; i < dropouts; i++) keys.push(i);
    let rest = key;
    if (dropouts > 0) {
      const parts = random.split(key, dropouts + 1);
      for (let i = 0; i < dropouts; i++) keys[i] = parts.ref.slice(i);
      rest = parts.slice(dropouts);
    }
    const [[value, seen], gradients] = valueAndGrad(objective, { hasAux: true })(tree.ref(parameters), x, target, keys);
    const [p1, p2] = [powers[0].mul(b1), powers[1].mul(b2)];
    const next = { parameters: [], m: [], v: [] };
    gradients.forEach((g, i) => {
      const m1 = m[i].mul(b1).add(g.ref.mul(1 - b1));
      const v1 = v[i].mul(b2).add(np.square(g).mul(1 - b2));
      const mean = m1.ref.div(np.subtract(1, p1.ref));
      const root = np.sqrt(v1.ref.div(np.subtract(1, p2.ref))).add(eps);
      next.parameters.push(parameters[i].sub(mean.div(root).mul(lr)));
      next.m.push(m1);
      next.v.push(v1);
    });
    const kept = running.map((old, i) => old.mul(0.9).add(seen[i].mul(0.1)));
    return [next.parameters, next.m, next.v, kept, [p1, p2], rest, value];
  });
}

const flat = (model) => model.flatMap((spec) => [spec, ...(spec.block ?? [])]);

export function create({ program, initial, batches }) {
  const layers = flat(program.model);
  const dropouts = layers.filter(({ type }) => type === "Dropout").length;
  const step = makeStep(program, dropouts);
  // Linear weights are kept as [in, out].
  let parameters = initial.map(({ shape, data }) =>
    shape.length === 2 ? np.transpose(array(data, shape)).add(0) : array(data, shape),
  );
  let m = initial.map((_, i) => np.zeros(parameters[i].shape));
  let v = initial.map((_, i) => np.zeros(parameters[i].shape));
  const norms = initial.filter(({ name, shape }) => name?.endsWith("weight") && shape.length === 1);
  let running = norms.flatMap(({ shape }) => [np.zeros(shape), np.ones(shape)]);
  let powers = [scalar(1), scalar(1)];
  let key = random.key(1);
  const classes = initial.at(-1).data.length;
  const targetsOf = (targets) => {
    if (program.loss.type === "BCEWithLogitsLoss") return array(targets, [targets.length, 1]);
    const rows = new Float32Array(targets.length * classes);
    targets.forEach((target, row) => (rows[row * classes + target] = 1));
    return array(rows, [targets.length, classes]);
  };
  const ready = batches.map(({ inputs, targets }) => [
    array(inputs, [targets.length, ...program.data.shape]),
    targetsOf(targets),
  ]);
  let next = 0;
  return {
    train(steps) {
      let last = 0;
      for (let i = 0; i < steps; i++) {
        const [x, target] = ready[next++ % ready.length];
        let loss;
        [parameters, m, v, running, powers, key, loss] = step(
          ...[parameters, m, v, running, powers, key],
          ...[x.ref, target.ref],
        );
        last = loss.dataSync()[0];
      }
      return last;
    },
    dispose: () => tree.dispose([parameters, m, v, running, powers, key, ready]),
  };
}

/** [n, n] · [n, n], a given number of times. */
export function product(a, b, n) {
  const left = array(a, [n, n]);
  const right = array(b, [n, n]);
  const multiply = jit((x, y) => np.matmul(x, y));
  return (times) => {
    let out;
    for (let i = 0; i < times; i++) out = multiply(left.ref, right.ref).dataSync();
    return out;
  };
}
