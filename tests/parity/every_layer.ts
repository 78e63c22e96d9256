/** Three small networks in which every layer stands at least once, with arguments that are not the defaults. */
import type { Program } from "../../web/engine/program.js";

const common = { loss: { type: "CrossEntropyLoss" }, optimizer: { type: "Adam", lr: 0.01 }, batch_size: 16 } as const;
const init = { weight: { name: "xavier_normal_", gain: 1.2 }, bias: { name: "constant_", val: 0.1 } };

const row: Program = {
  ...common,
  seed: 3,
  data: { name: "digits", train: 200 },
  model: [
    { type: "Linear", out_features: 24, bias: false },
    { type: "BatchNorm1d", momentum: 0.2, eps: 0.3 },
    { type: "LeakyReLU", negative_slope: 0.2 },
    { type: "LayerNorm", elementwise_affine: false, eps: 0.2 },
    { type: "ELU", alpha: 0.7 },
    { type: "Dropout", p: 0.2 },
    {
      type: "Residual",
      scale: 0.5,
      block: [
        { type: "Linear", out_features: 16, init },
        { type: "GELU" },
        { type: "Residual", block: [{ type: "Linear", out_features: 16 }, { type: "SiLU" }] },
        { type: "Linear", out_features: 24, requires_grad: false },
      ],
    },
    { type: "GELU", approximate: "tanh" },
    { type: "Linear", out_features: 12 },
    { type: "Tanh" },
    { type: "Linear", out_features: 12 },
    { type: "Sigmoid" },
    { type: "Linear", out_features: 10 },
    { type: "Softmax" },
  ],
};

const images: Program = {
  ...common,
  seed: 4,
  data: { name: "digits", train: 200, image: true },
  model: [
    { type: "Conv2d", out_channels: 4, kernel_size: 3, padding: 1 },
    { type: "BatchNorm2d", affine: false },
    { type: "ReLU" },
    { type: "MaxPool2d", kernel_size: 2, padding: 1 },
    { type: "Conv2d", out_channels: 6, kernel_size: 2, padding: 1, bias: false },
    { type: "AvgPool2d", kernel_size: 3, stride: 1, padding: 1, count_include_pad: false },
    { type: "AdaptiveAvgPool2d", output_size: 4 },
    { type: "LayerNorm", normalized_shape: [4, 4] },
    { type: "AdaptiveAvgPool2d", output_size: 2 },
    { type: "Linear", out_features: 5 },
    { type: "Flatten" },
    { type: "Linear", out_features: 10 },
  ],
};

const series: Program = {
  ...common,
  seed: 5,
  data: {
    shape: [2, 12],
    inputs: Array.from({ length: 40 * 24 }, (_, i) => Number(Math.sin(i * 0.37).toFixed(4))),
    targets: Array.from({ length: 40 }, (_, i) => i % 3),
  },
  model: [
    { type: "Conv1d", out_channels: 4, kernel_size: 3, stride: 2, padding: 1 },
    { type: "BatchNorm1d" },
    { type: "ReLU" },
    { type: "MaxPool1d", kernel_size: 2, stride: 1 },
    { type: "AvgPool1d", kernel_size: 2, stride: 1, padding: 1 },
    { type: "AdaptiveAvgPool1d", output_size: 4 },
    { type: "LayerNorm" },
    { type: "Flatten" },
    { type: "Linear", out_features: 3 },
  ],
};

export const everyLayer: readonly [string, Program][] = [
  ["layers on rows", row],
  ["layers on images", images],
  ["layers on series", series],
];
