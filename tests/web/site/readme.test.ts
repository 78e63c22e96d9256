/** lessons/README.md shows a complete figure: it must be one. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { validateSpec } from "../../../web/figure/validate.js";
import { viewTypes } from "../../../web/views/registry.js";

const readme = readFileSync(new URL("../../../lessons/README.md", import.meta.url), "utf8");

it("the README's figure is a valid spec", () => {
  const example = /```json\n([\s\S]*?)\n```/.exec(readme)?.[1] ?? "";
  expect(validateSpec(JSON.parse(example), "README.md", { views: viewTypes }).mistakes).toEqual([]);
});

it("the README names every view there is", () => {
  const paragraph = /\*\*`views`\*\*[\s\S]*?\n\n/.exec(readme)?.[0] ?? "";
  const named = [...paragraph.matchAll(/`([a-z_]+)`/g)].map((match) => match[1]);
  for (const type of viewTypes) expect(named).toContain(type);
});
