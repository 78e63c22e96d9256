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
    ["no runs", (spec) => Object.assign(spec, { runs: [] })],
    ["a node with a wrong name", (spec) => Object.assign(spec.program.model[2], { p: { variable: "p" } })],
  ];
  test.each(changes)("%s", (_, change) => {
    const spec = read("04-dropout.json");
    change(spec);
    expect(mistakes(spec, schema, schema)).not.toEqual([]);
  });
});
