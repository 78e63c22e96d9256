/** A figure's notebook is one that Jupyter takes: valid, and executed it prints the engine's losses. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { toNotebook } from "../../web/code/export/notebook.js";
import { loadEngine } from "../../web/engine/load.js";
import { everyLayer } from "../parity/every_layer.js";
import { figurePrograms } from "../parity/figure_programs.js";

const python = process.env.LIVEFIG_TORCH_PYTHON ?? "/usr/bin/python3";
const script = fileURLToPath(new URL("run_notebook.py", import.meta.url));
const STEPS = 30;
const words = {
  intro: "# A figure\n\nIts caption.",
  headings: {
    preparation: "Get ready",
    source: "Source",
    data: "Data",
    model: "Model",
    training: "Training",
    evaluation: "Evaluation",
  },
};

test("a notebook is valid for every figure, and prints the engine's losses", async () => {
  const folder = mkdtempSync(join(tmpdir(), "livefig-notebooks-"));
  const [, program] = everyLayer[0];
  const executed = join(folder, "executed.ipynb");
  writeFileSync(executed, toNotebook(program, STEPS, words));
  const others = figurePrograms().map(([, other], index) => {
    const file = join(folder, `${index}.ipynb`);
    writeFileSync(file, toNotebook(other, STEPS, words));
    return file;
  });
  const printed = execFileSync(python, [script, executed, ...others], { encoding: "utf8" });
  const cells = JSON.parse(printed.trim().split("\n").at(-1) as string) as string[];
  const lines = cells.flatMap((text) => text.split("\n")).filter((line) => line !== "");
  const run = (await loadEngine()).createRun(program);
  const expected = [10, 20, 30].map((step) => `step ${step}  loss ${run.train(10).loss.toFixed(4)}`);
  expect(lines.slice(0, 3)).toEqual(expected);
  const accuracy = run.evaluate("validation").accuracy as number;
  expect(Number(/^validation accuracy ([\d.]+)$/.exec(lines[3])?.[1])).toBeCloseTo(accuracy, 2);
  run.dispose();
}, 120_000);
