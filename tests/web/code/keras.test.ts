/** Keras's words where they are not PyTorch's; that the whole is the same network, tests/parity/keras proves. */
import { describe, expect, test } from "vitest";
import { kerasScript } from "../../../web/code/keras/script.js";
import type { LayerProgram, Program } from "../../../web/engine/program.js";

const program = (changes: Partial<Program>): Program => ({
  data: { name: "digits" },
  model: [{ type: "Linear", out_features: 10 }],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "SGD", lr: 0.1 },
  batch_size: 64,
  ...changes,
});
/** On one line, however it is laid out. */
const script = (changes: Partial<Program>) =>
  kerasScript(program(changes), 100)
    .replace(/\(\n\s+/g, "(")
    .replace(/,?\n\s*\)/g, ")")
    .replace(/\s+/g, " ");
const images = (...model: LayerProgram[]) =>
  script({ data: { name: "digits", image: true }, model: [...model, { type: "Flatten" }, program({}).model![0]] });
const own = (init: unknown) => script({ model: [{ type: "Linear", out_features: 10, init }] });

test("a script is what one would write by hand", () => {
  const data = { name: "xor" };
  const model = [{ type: "Linear", out_features: 1 }];
  expect(
    kerasScript(program({ seed: 3, data, model, loss: { type: "BCEWithLogitsLoss" } }), 100),
  ).toMatchInlineSnapshot(`
      "import keras
      import numpy as np
      from keras import layers


      def uniform(fan_in):
          """PyTorch's own: within one over the root of the inputs."""
          limit = fan_in**-0.5
          return keras.initializers.RandomUniform(-limit, limit)


      def accuracy(targets, outputs):
          """Share of outputs on the right side of 0."""
          return keras.metrics.binary_accuracy(targets, outputs, threshold=0)


      n = 200 + 200
      rng = np.random.default_rng(3)
      inputs = 2 * rng.random((n, 2)) - 1
      targets = ((inputs[:, 0] > 0) != (inputs[:, 1] > 0)).astype(int)
      inputs = inputs + 0.05 * rng.standard_normal((n, 2))
      targets = targets[:, None].astype("float32")
      order = rng.permutation(len(inputs))
      inputs, targets = inputs[order], targets[order]
      train_inputs, train_targets = inputs[:200], targets[:200]
      validation_inputs, validation_targets = inputs[200:], targets[200:]

      # Keras draws other random numbers than PyTorch: the losses agree only on average.
      keras.utils.set_random_seed(3)
      model = keras.Sequential(
          [
              keras.Input((2,)),
              layers.Dense(1, kernel_initializer=uniform(2), bias_initializer=uniform(2)),
          ]
      )
      model.compile(
          optimizer=keras.optimizers.SGD(learning_rate=0.1),
          loss=keras.losses.BinaryCrossentropy(from_logits=True),
          metrics=[accuracy],
      )

      # 100 steps, 4 in an epoch.
      model.fit(
          train_inputs,
          train_targets,
          batch_size=64,
          epochs=25,
          validation_data=(validation_inputs, validation_targets),
      )
      "
    `);
});

describe("layers", () => {
  test('are padded alike on all sides: "same" only where Keras means that', () => {
    const conv = { type: "Conv2d", out_channels: 2, kernel_size: 3, padding: 1 };
    expect(images(conv)).toContain('layers.Conv2D(2, 3, padding="same"');
    const skipping = images({ ...conv, stride: 2 });
    expect(skipping).toContain("layers.ZeroPadding2D(1),");
    expect(skipping).not.toContain('"same"');
  });

  test("count axes with the channels last", () => {
    expect(images({ type: "LayerNorm" })).toContain("axis=[1, 2, 3]");
    expect(images({ type: "LayerNorm", normalized_shape: [8, 8] })).toContain("axis=[1, 2]");
    expect(images({ type: "LayerNorm", normalized_shape: [8] })).toContain("axis=2");
    expect(images()).toContain("keras.Input((8, 8, 1))");
  });

  test("keep what batch norm has kept, where PyTorch takes what is new", () => {
    expect(images({ type: "BatchNorm2d", momentum: 0.2 })).toContain("BatchNormalization(momentum=0.8, epsilon=1e-5)");
  });

  test.each([
    [{ weight: "kaiming_normal_" }, 'VarianceScaling(2, "fan_in", "untruncated_normal")'],
    [{ weight: { name: "kaiming_uniform_", nonlinearity: "tanh" } }, "VarianceScaling(2.77777777778"],
    [{ weight: { name: "xavier_uniform_", gain: 2 } }, 'VarianceScaling(4, "fan_avg", "uniform")'],
    [{ weight: { name: "trunc_normal_", std: 0.02 } }, "RandomNormal(0, 0.02)"],
    [{ weight: "trunc_normal_", bias: "zeros_" }, "TruncatedNormal(0, 1)"],
  ])("begin as PyTorch's: %j", (init, words) => {
    expect(own(init)).toContain(words);
  });

  test("that Keras lacks are refused at their place", () => {
    expect(() => own({ weight: { name: "trunc_normal_", a: -1, b: 1 } })).toThrow(
      "[model[0].init.weight] Keras has no normal distribution cut off at -1 and 1",
    );
    const block = [{ type: "MaxPool2d", kernel_size: 3, stride: 1, padding: 1 }];
    expect(() => images({ type: "Residual", block })).toThrow(
      "[model[0].block[0]] Keras has no MaxPool2d with padding",
    );
  });
});

describe("optimizers", () => {
  const decayed = (type: string) => script({ optimizer: { type, lr: 0.1, weight_decay: 0.01 } });

  test("with a decay through the gradient have a penalty; AdamW has its own", () => {
    expect(decayed("SGD")).toContain("kernel_regularizer=keras.regularizers.L2(0.005)");
    expect(decayed("SGD")).toContain("bias_regularizer=keras.regularizers.L2(0.005)");
    expect(decayed("AdamW")).toContain("weight_decay=0.01");
    expect(decayed("AdamW")).not.toContain("regularizer");
    const both = script({
      loss: { type: "CrossEntropyLoss", l2: 0.001 },
      optimizer: { type: "Adam", weight_decay: 0.002 },
    });
    expect(both).toContain("kernel_regularizer=keras.regularizers.L2(0.002)");
    expect(both).toContain("bias_regularizer=keras.regularizers.L2(0.001)");
  });

  test.each([
    [{ type: "StepLR", step_size: 30 }, "ExponentialDecay(", "0.1, 30, 0.1, staircase=True"],
    [{ type: "LinearLR", total_iters: 8 }, "PolynomialDecay(", "0.0333333333333, 8, 0.1"],
    [{ type: "CosineAnnealingLR", T_max: 200, eta_min: 0.01 }, "CosineDecay(", "0.1, 200, alpha=0.1"],
    [{ type: "OneCycleLR", max_lr: 0.5, total_steps: 100 }, "OneCycle((0.02, 0.5, 2e-6), (29, 99))", "def part(x)"],
  ])("follow a schedule: %j", (scheduler, name, words) => {
    const text = script({ scheduler });
    expect(text).toContain(name);
    expect(text).toContain(words);
  });

  test("whose ways differ say so in a comment", () => {
    expect(script({ optimizer: { type: "Adam", bias_correction: false } })).toContain("# Keras's Adam always corrects");
    expect(script({ scheduler: { type: "CosineAnnealingLR", T_max: 50 } })).toContain("rises again");
    expect(script({ drop_last: true })).toContain("# Keras keeps the last, smaller batch of an epoch.");
  });
});
