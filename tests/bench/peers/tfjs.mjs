/**
 * TensorFlow.js, on its WebAssembly or its plain JavaScript backend: variables, `optimizer.minimize`, its own Adam.
 * Images are (height, width, channels) there, so convolutions and the layer behind them have their weights turned.
 */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";

export async function prepare(backend, wasmFolder) {
  setWasmPaths(wasmFolder);
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no backend ${backend} here`);
  await tf.ready();
}

/** A parameter of PyTorch's as TensorFlow.js lays it out; `image` is the shape before a Flatten, if one is before it. */
function laidOut({ shape, data }, image) {
  const tensor = tf.tensor(data, shape);
  if (shape.length === 4) return tf.transpose(tensor, [2, 3, 1, 0]);
  if (shape.length !== 2) return tensor;
  if (!image) return tf.transpose(tensor);
  const [out] = shape;
  return tf.reshape(tf.transpose(tf.reshape(tensor, [out, ...image]), [2, 3, 1, 0]), [-1, out]);
}

function batchNorm(x, weight, bias, running) {
  const { mean, variance } = tf.moments(x, 0);
  const rows = x.shape[0];
  const [runningMean, runningVariance] = running;
  runningMean.assign(tf.add(tf.mul(runningMean, 0.9), tf.mul(mean, 0.1)));
  runningVariance.assign(tf.add(tf.mul(runningVariance, 0.9), tf.mul(variance, (0.1 * rows) / (rows - 1))));
  return tf.batchNorm(x, mean, variance, bias, weight, 1e-5);
}

/** The model as functions of x, its variables made on the way: the initial parameters are consumed one by one. */
function build(model, initial, image, made) {
  const take = (flattened) => {
    const variable = tf.variable(tf.tidy(() => laidOut(initial.shift(), flattened)));
    made.variables.push(variable);
    return variable;
  };
  let flattened = null;
  return model.map(({ type, out_channels, kernel_size, p, scale, block }) => {
    if (type === "Linear") {
      const [weight, bias] = [take(flattened), take()];
      flattened = null;
      return (x) => tf.add(tf.matMul(x, weight), bias);
    }
    if (type === "Conv2d") {
      const [weight, bias] = [take(), take()];
      image = [out_channels, ...image.slice(1)];
      return (x) => tf.add(tf.conv2d(x, weight, 1, "same"), bias);
    }
    if (type === "MaxPool2d") {
      image = [image[0], image[1] / kernel_size, image[2] / kernel_size];
      return (x) => tf.maxPool(x, kernel_size, kernel_size, "valid");
    }
    if (type === "Flatten") {
      flattened = image;
      return (x) => tf.reshape(x, [x.shape[0], -1]);
    }
    if (type === "BatchNorm1d") {
      const [weight, bias] = [take(), take()];
      const running = [tf.zeros, tf.ones].map((fill) => tf.variable(fill(weight.shape), false));
      made.running.push(...running);
      return (x) => batchNorm(x, weight, bias, running);
    }
    if (type === "ReLU") return tf.relu;
    if (type === "Tanh") return tf.tanh;
    if (type === "Dropout") return (x) => tf.dropout(x, p);
    if (type !== "Residual") throw new Error(`no ${type} for TensorFlow.js`);
    const inside = build(block, initial, image, made);
    return (x) =>
      tf.add(
        x,
        tf.mul(
          inside.reduce((y, layer) => layer(y), x),
          scale,
        ),
      );
  });
}

const losses = {
  BCEWithLogitsLoss: (z, target) => tf.losses.sigmoidCrossEntropy(target, z),
  CrossEntropyLoss: (z, target) => tf.losses.softmaxCrossEntropy(target, z),
};

export function create({ program, initial, batches }) {
  const { shape } = program.data;
  const made = { variables: [], running: [] };
  const layers = build(program.model, [...initial], shape, made);
  const { lr, betas: [b1, b2] = [0.9, 0.999], eps = 1e-8 } = program.optimizer;
  const optimizer = tf.train.adam(lr, b1, b2, eps);
  const loss = losses[program.loss.type];
  const classes = initial.at(-1).data.length;
  const ready = batches.map(({ inputs, targets }) =>
    tf.tidy(() => {
      const x = tf.tensor(inputs, [targets.length, ...shape]);
      const target =
        classes === 1
          ? tf.tensor(targets, [targets.length, 1])
          : tf.cast(tf.oneHot(tf.tensor1d(targets, "int32"), classes), "float32");
      return [shape.length === 3 ? tf.transpose(x, [0, 2, 3, 1]) : x, target];
    }),
  );
  let next = 0;
  return {
    train(steps) {
      let last = 0;
      for (let i = 0; i < steps; i++) {
        const [x, target] = ready[next++ % ready.length];
        const forward = () =>
          loss(
            layers.reduce((y, layer) => layer(y), x),
            target,
          );
        const value = optimizer.minimize(forward, i === steps - 1, made.variables);
        if (value) {
          last = value.dataSync()[0];
          value.dispose();
        }
      }
      return last;
    },
    dispose() {
      optimizer.dispose();
      tf.dispose([made, ready]);
    },
  };
}

/** [n, n] · [n, n], a given number of times. */
export function product(a, b, n) {
  const [left, right] = [tf.tensor(a, [n, n]), tf.tensor(b, [n, n])];
  return (times) => {
    let out;
    for (let i = 0; i < times; i++) {
      const result = tf.matMul(left, right);
      out = result.dataSync();
      result.dispose();
    }
    return out;
  };
}
