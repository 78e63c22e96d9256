/** lessons/README.md is the documentation of figures and lessons: every piece of code in it is put to use here. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadEngine } from "../../../web/engine/load.js";
import { tableSource } from "../../../web/figure/table_source.js";
import { validateSpec } from "../../../web/figure/validate.js";
import { readClaims } from "../../../web/site/check/claims.js";
import { readFacts } from "../../../web/site/pipeline/facts.js";
import { viewTypes } from "../../../web/views/registry.js";

const readme = readFileSync(new URL("../../../lessons/README.md", import.meta.url), "utf8");
const blocks = [...readme.matchAll(/^```(\w*)\n([\s\S]*?)\n```$/gm)].map(([, language, text]) => ({
  language: language!,
  text: text!,
}));
const json = blocks.filter(({ language }) => language === "json").map(({ text }) => text);
const example = json.find((text) => text.includes('"version"'))!;
/** Fields that stand by themselves, to be put into a figure. */
const fragments = json.filter((text) => /^"\w+":/.test(text)).map((text) => JSON.parse(`{${text}}`) as object);
const claims = json.find((text) => text.startsWith("["))!;

const rows = Array.from({ length: 344 }, (_, row) => `${row % 17},${row % 5},${["Adelie", "Gentoo"][row % 2]}`);
const penguins = `bill,mass,species\n${rows.join("\n")}\n`;
const engine = await loadEngine();
const known = {
  views: viewTypes,
  checkProgram: (program: Parameters<typeof engine.validate>[0]) => engine.validate(program).map(({ data }) => data),
  source: tableSource(new Map([["../data/penguins.csv", penguins]])),
};
const mistakes = (spec: object) => validateSpec(spec, "README.md", known).mistakes;

it("the README's figure is a valid spec, and its programs train", () => {
  expect(mistakes(JSON.parse(example))).toEqual([]);
});

describe("a fragment of JSON", () => {
  it.each(fragments.map((fragment) => [Object.keys(fragment).join(), fragment] as const))(
    "%s is right in that figure",
    (name, fragment) => {
      const figure = JSON.parse(example);
      const whole =
        name === "data" ? { ...figure, program: { ...figure.program, ...fragment } } : { ...figure, ...fragment };
      expect(mistakes(whole)).toEqual([]);
    },
  );

  it("of claims holds for that figure", () => {
    const { spec } = validateSpec(JSON.parse(example), "README.md", known);
    const read = readClaims(claims, "README.md", new Map([[spec!.name, spec!]]));
    expect(read.mistakes).toEqual([]);
    expect(read.claims.length).toBe(1);
  });

  it("is one of these: none is left out", () => {
    expect(fragments.map((fragment) => Object.keys(fragment).join()).sort()).toEqual([
      "data",
      "goal",
      "presets",
      "sweep",
      "translations",
    ]);
    expect(json.length).toBe(fragments.length + 2);
    expect(blocks.map(({ language }) => language).filter((language) => !["json", "yaml"].includes(language))).toEqual([
      "",
    ]);
  });
});

it("a fragment that is wrong would be told", () => {
  const figure = JSON.parse(example);
  const data = { src: "../data/penguins.csv", target: "specie" };
  expect(mistakes({ ...figure, program: { ...figure.program, data } })[0]).toBe(
    "README.md: program.data: ../data/penguins.csv: there is no column “specie”; there are bill, mass, species",
  );
});

it("the first lines of a lesson are its facts", () => {
  const facts = blocks.find(({ language }) => language === "yaml")!.text;
  expect(readFacts(`${facts}\n`, "README.md")).toMatchObject({ lesson: 6, of: 12 });
});

it("every template node in the table resolves", () => {
  const nodes = [...readme.matchAll(/^\| `(\{ "(?:var|switch|repeat)"[^`]*)` \|/gm)].map(([, text]) => text!);
  expect(nodes.length).toBe(4);
  for (const node of nodes) {
    const written = node.replace(/\[ … \]/, '[{ "type": "ReLU" }]').replace(/…/g, '"xor"');
    const figure = JSON.parse(example);
    const variables = { ...figure.variables, channels: 8, on: "bowl", width: 16 };
    const name = JSON.parse(written);
    const model =
      "repeat" in name
        ? [...figure.program.model.slice(0, 1), name, ...figure.program.model.slice(1)]
        : figure.program.model;
    const data = "switch" in name ? { name } : figure.program.data;
    const width = "var" in name ? [{ type: "Linear", out_features: name }] : [];
    expect(
      mistakes({ ...figure, variables, program: { ...figure.program, data, model: [...width, ...model] } }),
    ).toEqual([]);
  }
});

it("the README names every view there is", () => {
  const paragraph = /\*\*`views`\*\*[\s\S]*?\n\n/.exec(readme)?.[0] ?? "";
  const named = [...paragraph.matchAll(/`([a-z_]+)`/g)].map((match) => match[1]);
  for (const type of viewTypes) expect(named).toContain(type);
});
