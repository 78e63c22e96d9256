/** Fig. 16: each goal can be reached as the hints say, and structure does what the text says of it. */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { type Engine, loadEngine } from "../../web/engine/load.js";
import type { LayerProgram, Program } from "../../web/engine/program.js";
import { Session } from "../../web/engine/session.js";
import { parameterCount } from "../../web/figure/layer_sizes.js";
import type { FigureSpec } from "../../web/figure/spec.js";
import { applySnapshot, createState, setProgram } from "../../web/figure/update.js";
import { readSpecFile } from "../../web/site/pictures/spec_file.js";
import { last, seeds } from "./figures.js";

// "deep-learning-basics/16-build"
const path = "lessons/deep-learning-basics/figures/16-build.json";
let spec: FigureSpec;
let engine: Engine;
beforeAll(async () => {
  spec = readSpecFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), path);
  engine = await loadEngine();
});

const linear = (width: number): LayerProgram => ({ type: "Linear", out_features: width });
const tanh: LayerProgram = { type: "Tanh" };
const relu: LayerProgram = { type: "ReLU" };
const convolution = (channels: number): LayerProgram[] => [
  { type: "Conv2d", out_channels: channels, kernel_size: 3, padding: 1 },
  relu,
  { type: "MaxPool2d", kernel_size: 2 },
];
const adam = (lr: number) => ({ type: "Adam", lr });

/** What is built, trained in every seed as the figure trains it: which goals it meets, and its last accuracy. */
function built(program: Partial<Program>, steps = 2000): { met: number[]; accuracy: number; parameters: number }[] {
  return seeds.map((seed) => {
    const begun = createState(spec, { seed });
    const state = setProgram(begun, { ...begun.program, ...program });
    const session = new Session(engine, state.runs);
    const { evaluateEvery } = state.playback;
    const request = { steps, budgetMs: Number.POSITIVE_INFINITY, evaluateEvery, probes: [] };
    const { metAt, runs } = applySnapshot(
      state,
      session.advance(request, () => 0),
    );
    session.dispose();
    return {
      met: Object.keys(metAt ?? {}).map(Number),
      accuracy: last(runs[0]!.curves.validationAccuracy),
      parameters: parameterCount(state.program),
    };
  });
}
const meets = (goal: number, all: ReturnType<typeof built>): number =>
  all.filter(({ met }) => met.includes(goal)).length;

const spirals = { name: "two_spirals", train: 400, validation: 200, turns: 1.5, noise: 0.05 };
const sine = { name: "noisy_sine", train: 100, validation: 100, noise: 0.1 };
const wandering = { name: "wandering_digits", train: 1437 };
const bent = [linear(12), tanh, linear(8), tanh, linear(2)];

describe("the goals are reached", () => {
  test("digits, with the 26 hidden units of the hint", () => {
    expect(meets(0, built({ model: [linear(26), relu, linear(10)] }))).toBeGreaterThanOrEqual(8);
  }, 60_000);
  test("spirals, with the two hidden layers of the hint", () => {
    expect(meets(2, built({ data: spirals, model: bent, optimizer: adam(0.02) }))).toBeGreaterThanOrEqual(8);
  }, 60_000);
  test("the noisy sine, with eight units", () => {
    const model = [linear(8), tanh, linear(1)];
    const made = built({ data: sine, model, loss: { type: "MSELoss" }, optimizer: adam(0.02) });
    expect(meets(3, made)).toBeGreaterThanOrEqual(8);
  }, 60_000);
});

describe("structure", () => {
  test("where digits wander, convolutions reach what a hidden layer with more parameters does not", () => {
    const model = [...convolution(8), ...convolution(16), { type: "Flatten" }, linear(10)];
    const options = { data: wandering, optimizer: adam(0.005) };
    const shared = built({ ...options, model }, 800);
    const plain = built({ ...options, model: [{ type: "Flatten" }, linear(18), relu, linear(10)] }, 800);
    expect(shared[0]!.parameters).toBeLessThan(plain[0]!.parameters);
    expect(meets(1, shared)).toBeGreaterThanOrEqual(8);
    expect(meets(1, plain)).toBe(0);
  }, 300_000);
  test("two hidden layers part the spirals better than one with as many parameters", () => {
    const options = { data: spirals, optimizer: adam(0.02) };
    const [two, one] = [
      built({ ...options, model: bent }),
      built({ ...options, model: [linear(32), tanh, linear(2)] }),
    ];
    expect(two[0]!.parameters).toBeLessThan(one[0]!.parameters);
    expect(two.filter(({ accuracy }, seed) => accuracy > one[seed]!.accuracy).length).toBeGreaterThanOrEqual(8);
  }, 60_000);
});
