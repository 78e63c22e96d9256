/** The lesson's networks: how long until the validation accuracy is reached (95% in 3 s, 88% in 15 s). */
import { adam, conv, crossEntropy, layer, linear, pool, relu } from "./workloads.mjs";

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
      model: [linear(128), relu, linear(128), relu, linear(10)],
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
