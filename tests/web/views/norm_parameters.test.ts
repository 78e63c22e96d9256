/** γ and β: the right arrays of a real run are drawn, and they begin at 1 and 0. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../web/engine/engine.js";
import { loadEngine } from "../../../web/engine/load.js";
import type { LayerProgram, Program } from "../../../web/engine/program.js";
import { measure } from "../../../web/engine/run_probes.js";
import { normCatalogs } from "../../../web/strings/norms.js";
import { normParameters, normsOf } from "../../../web/views/norm_parameters.js";
import { figureState, runState } from "./synthetic/index.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

const linear: LayerProgram = { type: "Linear", out_features: 8 };
const programOf = (norm: LayerProgram): Program => ({
  seed: 3,
  data: { name: "digits", train: 200 },
  model: [linear, norm, { type: "ReLU" }, { type: "Residual", block: [linear, norm] }, { ...linear, out_features: 10 }],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "SGD", lr: 0.1 },
  batch_size: 20,
});

test("its names are the engine's, in blocks too; a normalization without γ and β has none", () => {
  for (const type of ["BatchNorm1d", "LayerNorm"]) {
    const program = programOf({ type });
    expect(normsOf(program.model)).toEqual(["1", "3.block.1"]);
    const run = engine.createRun(program);
    const answer = measure(run, "parameters", {});
    for (const name of normsOf(program.model)) expect(answer[`${name}.weight`]?.shape).toEqual([8]);
    run.dispose();
  }
  expect(normsOf(programOf({ type: "BatchNorm1d", affine: false }).model)).toEqual([]);
  expect(normsOf(programOf({ type: "LayerNorm", elementwise_affine: false }).model)).toEqual([]);
});

test("it says where they stand: at 1 and 0 before the first step, at the run's own numbers later", () => {
  const program = programOf({ type: "BatchNorm1d" });
  const said = (steps: number) => {
    const run = engine.createRun(program);
    run.train(steps);
    const state = figureState([runState("batch norm", 0, program, { step: steps })], {
      probes: { "parameters:0": measure(run, "parameters", {}) },
    });
    const { description } = normParameters.scene(state, {}, { width: 400, height: 300 });
    const numbers = measure(run, "parameters", {});
    run.dispose();
    return { description, numbers };
  };
  expect(said(0).description).toContain("γ from 1.0 to 1.0 with median 1.0, β from 0 to 0 with median 0");
  const { description, numbers } = said(40);
  const gamma = normsOf(program.model).flatMap((name) => Array.from(numbers[`${name}.weight`]!.data));
  const beta = normsOf(program.model).flatMap((name) => Array.from(numbers[`${name}.bias`]!.data));
  expect(description).toContain(`γ from ${Math.min(...gamma).toPrecision(2)}`);
  expect(description).toContain(`to ${Math.max(...gamma).toPrecision(2)} with median`);
  expect(new Set([...gamma, ...beta].map((value) => value.toFixed(6))).size).toBeGreaterThan(20);
});

describe("its catalog", () => {
  test("has the same texts with the same holes", () => {
    const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, hole]) => hole!).sort();
    const { en, zh } = normCatalogs;
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    for (const key of Object.keys(en) as (keyof typeof en)[]) expect(holes(zh[key])).toEqual(holes(en[key]));
  });
});
