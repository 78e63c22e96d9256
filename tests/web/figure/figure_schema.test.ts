/** figure.schema.json takes the lessons' specs as they are, and marks what an author mistypes. */
import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { JsonSchema } from "../../../web/engine/describe/program_schema.js";
import { figureSchema } from "../../../web/figure/figure_schema.js";
import { viewTypes } from "../../../web/views/registry.js";
import { engine as load } from "../../bindings/engine.js";
import { mistakes } from "../engine/json_schema.js";

const folder = new URL("../../../lessons/deep-learning-basics/figures/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
// biome-ignore lint/suspicious/noExplicitAny: a spec is changed at arbitrary places
const read = (name: string): any => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

let schema: JsonSchema;
beforeAll(async () => {
  schema = figureSchema((await load()).describe(), viewTypes);
});

test.each(names)("%s is valid", (name) => {
  expect(mistakes(read(name), schema, schema)).toEqual([]);
});

test("what a spec may hold besides is valid", () => {
  const spec = read("04-dropout.json");
  const goal = { run: "without", quantity: "validationLoss", below: { run: "with dropout", quantity: "loss" } };
  Object.assign(spec, {
    hints: ["One.", "Two."],
    goal: { label: "x", any: [goal, { all: [{ ...goal, by: { step: 9 } }] }] },
  });
  spec.controls.push({ type: "log", path: "optimizer.lr", label: "rate", min: 0.1, max: 1, lock: true });
  spec.views[0].alt = "Two curves.";
  spec.ownData = true;
  spec.offers = ["seeds"];
  const file = { src: "../data/a.csv", target: "y", features: ["a", "b"], shape: [1, 2], standardize: true };
  spec.runs[1].program = { data: { ...file, train: { var: "images" } } };
  expect(mistakes(spec, schema, schema)).toEqual([]);
});

describe("a mistake is marked", () => {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const changes: [string, (spec: any) => void][] = [
    ["no title", (spec) => delete spec.title],
    ["an unknown field", (spec) => Object.assign(spec, { titel: "Dropout" })],
    ["an unknown layer", (spec) => Object.assign(spec.program.model[0], { type: "Linaer" })],
    ["an unknown argument", (spec) => Object.assign(spec.program.model[2], { probability: 0.5 })],
    ["p of 1", (spec) => Object.assign(spec.program.model[2], { p: 1 })],
    ["an unknown view", (spec) => Object.assign(spec.views[0], { type: "curvs" })],
    ["an unknown control", (spec) => Object.assign(spec.controls[0], { type: "slider" })],
    ["a range without an end", (spec) => delete spec.controls[0].max],
    ["a text as number of steps", (spec) => Object.assign(spec.playback, { steps: "many" })],
    ["a control of nothing", (spec) => delete spec.controls[0].variable],
    ["a goal without words", (spec) => Object.assign(spec, { goal: { quantity: "step", above: 3 } })],
    ["a goal without a limit", (spec) => Object.assign(spec, { goal: { label: "x", quantity: "step" } })],
    ["a hint that is no text", (spec) => Object.assign(spec, { hints: [3] })],
    ["a file's field that there is not", (spec) => Object.assign(spec.program, { data: { src: "a.csv", label: "y" } })],
    ["a tool that is not offered", (spec) => Object.assign(spec, { offers: ["seed"] })],
    ["no runs", (spec) => Object.assign(spec, { runs: [] })],
    ["a node with a wrong name", (spec) => Object.assign(spec.program.model[2], { p: { variable: "p" } })],
  ];
  test.each(changes)("%s", (_, change) => {
    const spec = read("04-dropout.json");
    change(spec);
    expect(mistakes(spec, schema, schema)).not.toEqual([]);
  });
});
