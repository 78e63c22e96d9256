/** A notebook's cells are the script; that Jupyter runs them, tests/taking proves. */
import { expect, test } from "vitest";
import { toNotebook } from "../../../../web/code/export/notebook.js";
import { pytorchScript } from "../../../../web/code/script.js";
import type { Program } from "../../../../web/engine/program.js";

const words = {
  intro: "# Title\n\nCaption",
  headings: { preparation: "A", source: "Source", data: "B", model: "C", training: "D", evaluation: "E" },
};
const squeezed = (text: string) => text.replace(/\n+/g, "\n").trim();

const network: Program = {
  data: { name: "moons" },
  model: [{ type: "Residual", block: [{ type: "Linear", out_features: 2 }] }],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "Adam", bias_correction: false },
  batch_size: 8,
};
const descent: Program = { surface: { name: "bowl", start: [1, 1] }, optimizer: { type: "SGD", lr: 0.1 } };

test.each([
  ["a network", network, ["preparation", "data", "model", "training", "evaluation"]],
  ["a descent", descent, ["preparation", "model", "training"]],
])("%s: one cell a part, together the script", (_, program, parts) => {
  const book = JSON.parse(toNotebook(program, 20, words));
  expect(book).toMatchObject({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "python3" } } });
  const cells = book.cells as { cell_type: string; id: string; source: string[]; outputs?: unknown[] }[];
  expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  expect(cells[0]).toMatchObject({ cell_type: "markdown", source: ["# Title\n", "\n", "Caption"] });
  const code = cells.filter(({ cell_type }) => cell_type === "code");
  expect(code.map(({ id }) => id)).toEqual(parts);
  const text = code.map(({ source }) => source.join("")).join("\n\n");
  expect(squeezed(text)).toBe(squeezed(pytorchScript(program, 20)));
});
