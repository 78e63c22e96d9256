/**
 * ConvNetJS: its layers, forward and backward, one sample at a time as it works. Its package has no Adam and no loss
 * of a single logit, so both stand here, written as its own are: Adam over `getParamsAndGrads()`, a last layer.
 */
import convnetjs from "convnetjs";

const activations = { ReLU: "relu", Tanh: "tanh" };

/** A last layer with ConvNetJS's interface: binary cross-entropy of one logit. */
class LogitLayer {
  forward(volume) {
    this.in_act = volume;
    return volume;
  }
  backward(target) {
    const z = this.in_act.w[0];
    this.in_act.dw = convnetjs.zeros(1);
    this.in_act.dw[0] = 1 / (1 + Math.exp(-z)) - target;
    return Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z)));
  }
  getParamsAndGrads() {
    return [];
  }
}

function makeNet({ model, data, loss }) {
  const [depth, height = 1, width = 1] = data.shape;
  const definitions = [{ type: "input", out_sx: width, out_sy: height, out_depth: depth }];
  for (const { type, out_features, out_channels, kernel_size, padding } of model) {
    if (type === "Linear") definitions.push({ type: "fc", num_neurons: out_features });
    else if (type === "Conv2d") {
      definitions.push({ type: "conv", filters: out_channels, sx: kernel_size, stride: 1, pad: padding });
    } else if (type === "MaxPool2d") definitions.push({ type: "pool", sx: kernel_size, stride: kernel_size });
    else if (type in activations) definitions.push({ type: activations[type] });
    else if (type !== "Flatten") throw new Error(`ConvNetJS has no ${type}`);
  }
  const net = new convnetjs.Net();
  // "softmax" brings a fully connected layer of its own, which is then the program's last one.
  if (loss.type === "CrossEntropyLoss")
    definitions.push({ type: "softmax", num_classes: definitions.pop().num_neurons });
  net.makeLayers(definitions);
  if (loss.type === "BCEWithLogitsLoss") net.layers.push(new LogitLayer());
  return net;
}

/** Channels last, columns before rows: ConvNetJS's order of a volume (x fastest but the channel). */
function volumeOf(shape, values) {
  const [depth, height = 1, width = 1] = shape;
  const volume = new convnetjs.Vol(width, height, depth, 0);
  for (let c = 0; c < depth; c++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) volume.set(x, y, c, values[(c * height + y) * width + x]);
  return volume;
}

/** PyTorch's weights into ConvNetJS's filters, one volume per output. */
function setWeights(net, initial) {
  const lists = [...initial];
  for (const layer of net.layers) {
    if (!layer.filters) continue;
    const weight = lists.shift();
    const bias = lists.shift();
    const size = weight.data.length / layer.filters.length;
    layer.filters.forEach((filter, o) => {
      const row = weight.data.subarray(o * size, (o + 1) * size);
      // A fully connected layer behind images reads a volume of that shape.
      const shape = layer.layer_type === "conv" ? weight.shape.slice(1) : (layer.volumeShape ?? [size]);
      filter.w = volumeOf(shape, row).w;
    });
    layer.biases.w = Float64Array.from(bias.data);
  }
}

export function create({ program, initial, batches }) {
  const net = makeNet(program);
  net.layers.forEach((layer, i) => {
    const before = net.layers[i - 1];
    if (layer.layer_type === "fc" && before.out_sx > 1)
      layer.volumeShape = [before.out_depth, before.out_sy, before.out_sx];
  });
  setWeights(net, initial);
  const { lr, betas: [b1, b2] = [0.9, 0.999], eps = 1e-8 } = program.optimizer;
  const width = batches[0].inputs.length / batches[0].targets.length;
  const samples = batches.map(({ inputs, targets }) =>
    Array.from(targets, (target, row) => ({
      target,
      volume: volumeOf(program.data.shape, inputs.subarray(row * width, (row + 1) * width)),
    })),
  );
  const moments = net
    .getParamsAndGrads()
    .map(({ params }) => [convnetjs.zeros(params.length), convnetjs.zeros(params.length)]);
  let next = 0;

  function update(count) {
    const c1 = 1 - b1 ** next;
    const c2 = 1 - b2 ** next;
    net.getParamsAndGrads().forEach(({ params, grads }, k) => {
      const [m, v] = moments[k];
      for (let j = 0; j < params.length; j++) {
        const g = grads[j] / count;
        m[j] = b1 * m[j] + (1 - b1) * g;
        v[j] = b2 * v[j] + (1 - b2) * g * g;
        params[j] -= (lr * (m[j] / c1)) / (Math.sqrt(v[j] / c2) + eps);
        grads[j] = 0;
      }
    });
  }
  return {
    train(steps) {
      let loss = 0;
      for (let i = 0; i < steps; i++) {
        loss = 0;
        const batch = samples[next++ % samples.length];
        for (const { volume, target } of batch) {
          net.forward(volume, true);
          loss += net.backward(target);
        }
        update(batch.length);
        loss /= batch.length;
      }
      return loss;
    },
    dispose() {},
  };
}
