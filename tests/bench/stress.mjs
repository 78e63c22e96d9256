/** Runs whose numbers become subnormal, each beside the same program where they do not: the rates must be alike. */
import { layer, linear, relu, tanh, workloads } from "./workloads.mjs";

const w1 = () => workloads["W1 MLP 2-8-8-1 tanh, batch 10"].program();
const w6 = () => workloads["W6 1,000 residual layers of 16, batch 64"].program();
/** Nothing moves at a rate of 0, so the numbers stay where they were put, while all of a step is computed. */
const still = layer("Adam", { lr: 0 });

const setAll = (run, change) =>
  run.setParameters(run.parameters().map((parameter) => ({ name: parameter.name, data: change(parameter) })));
const isWeight = ({ shape }) => shape.length === 2;

const plain = () => ({
  ...w6(),
  optimizer: still,
  model: [linear(16), ...Array.from({ length: 1000 }, () => [linear(16), tanh]).flat(), linear(4)],
});
const identity = ({ shape: [out, inputs] }) =>
  Float32Array.from({ length: out * inputs }, (_, i) => (Math.floor(i / inputs) === i % inputs ? 1 : 0));
const w1Relu = () => ({ ...w1(), model: [linear(8), relu, linear(8), relu, linear(1)] });

/**
 * `program` with `normal(run)` and `stressed(run)` to prepare it; `steps` of one round. With `fresh`, the normal side
 * is made anew for each round, so that it never grows old.
 */
export const stresses = {
  "W1 after 20,000 steps": {
    program: w1,
    fresh: true,
    steps: 20_000,
    normal() {},
    stressed: (run) => run.train(20_000),
  },
  "W1 with ReLU, all units dead for 3,000 steps": {
    program: w1Relu,
    steps: 20_000,
    normal() {},
    stressed(run) {
      run.train(50);
      setAll(run, (parameter) => (parameter.name === "0.bias" ? new Float32Array(8).fill(-1000) : parameter.data));
      run.train(3_000);
    },
  },
  "W6, blocks initialized at 1e-38": {
    program: () => ({ ...w6(), optimizer: still }),
    steps: 60,
    normal() {},
    stressed: (run) =>
      setAll(run, (p) => (p.name.includes("block") ? p.data.map((x) => (isWeight(p) ? x * 1e-38 : 0)) : p.data)),
  },
  "W6 without its identities, gradients vanish": {
    program: plain,
    steps: 60,
    normal: (run) =>
      setAll(run, (p) => (isWeight(p) && p.shape[0] === p.shape[1] ? identity(p) : p.data.map(() => 0.01))),
    stressed() {},
  },
};
