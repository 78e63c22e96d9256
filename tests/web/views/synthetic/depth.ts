/** Figure 02 as it might go: a convolutional network beside a linear classifier. */
import type { LayerProgram, ProbeResult } from "../../../../web/engine/program.js";
import type { FigureState } from "../../../../web/figure/state.js";
import { array, figureState, generator, measured, runState, steps } from "./state.js";

const convNet = (channels: number): LayerProgram[] => [
  { type: "Conv2d", out_channels: channels, kernel_size: 3, padding: 1 },
  { type: "ReLU" },
  { type: "MaxPool2d", kernel_size: 2 },
  { type: "Conv2d", out_channels: 2 * channels, kernel_size: 3, padding: 1 },
  { type: "ReLU" },
  { type: "MaxPool2d", kernel_size: 2 },
  { type: "Conv2d", out_channels: 4 * channels, kernel_size: 3, padding: 1 },
  { type: "ReLU" },
  { type: "Flatten" },
  { type: "Linear", out_features: 10 },
];

export function depth(): FigureState {
  const rise = (top: number, speed: number) =>
    steps(690, 10).map((step) => 0.1 + (top - 0.1) * (1 - Math.exp(-step / speed)));
  const make = (name: string, color: number, model: LayerProgram[], top: number, speed: number) =>
    runState(
      name,
      color,
      { data: { name: "wandering_digits" }, model },
      {
        step: 690,
        curves: {
          step: steps(690, 10),
          trainLoss: [],
          validationLoss: [],
          penalty: [],
          trainAccuracy: rise(top + 0.03, speed),
          validationAccuracy: rise(top, speed),
        },
      },
    );
  const linear: LayerProgram[] = [{ type: "Flatten" }, { type: "Linear", out_features: 10 }];
  return figureState([make("deep", 0, convNet(8), 0.9, 130), make("linear", 1, linear, 0.36, 60)]);
}

/** A hand-drawn 3 for the image; maps are that image sheared, smoothed and thresholded. */
const three = [
  "............",
  "............",
  "....####....",
  "...#....##..",
  ".........#..",
  "......###...",
  "........##..",
  ".........#..",
  "...#....##..",
  "....####....",
  "............",
  "............",
].map((line) => [...line].map((cell) => (cell === "#" ? 1 : 0)));

function maps(channels: number, size: number, seed: number): ProbeResult[string] {
  const next = generator(seed);
  const factor = 12 / size;
  const data: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const weights = Array.from({ length: 9 }, () => 2 * next() - 1.05);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        let sum = 0;
        weights.forEach((weight, k) => {
          const [r, c] = [Math.floor(row * factor) + Math.floor(k / 3) - 1, Math.floor(column * factor) + (k % 3) - 1];
          sum += weight * (three[r]?.[c] ?? 0);
        });
        data.push(Math.max(sum, 0));
      }
    }
  }
  return array([channels, size, size], data);
}

export function imageMaps(): FigureState {
  return measured(depth(), "feature_maps", {}, () => ({
    input: array([1, 12, 12], three.flat()),
    "0": maps(8, 12, 1),
    "1": maps(8, 12, 1),
    "3": maps(16, 6, 2),
    "4": maps(16, 6, 2),
    "7": maps(32, 3, 3),
  }));
}

export function readouts(): FigureState {
  return measured(depth(), "readout_bars", {}, (_name, _run, { layers }) => {
    const accuracy = [0.357, 0.81, 0.885, 0.931, 0.914];
    return { accuracy: array([5], accuracy), layer: array([5], layers as number[]) };
  });
}
