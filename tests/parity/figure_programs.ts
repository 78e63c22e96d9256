/** The programs of all figures, for tests that hold each of them to something. */
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Program } from "../../web/engine/program.js";
import { resolveFigure } from "../../web/figure/resolve.js";
import type { FigureSpec, Variables } from "../../web/figure/spec.js";
import { readSpecFile } from "../../web/site/pictures/spec_file.js";

/** Every run of every figure, at its defaults, at each choice that it offers and at its presets. */
export function figurePrograms(): [string, Program][] {
  const programs = new Map<string, [string, Program]>();
  const lessons = fileURLToPath(new URL("../../lessons", import.meta.url));
  const files = readdirSync(lessons, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => /figures\/[^/]+\.json$/.test(name)).sort()) {
    const spec = readSpecFile(join(lessons, file), file);
    const settings: Variables[] = [spec.variables];
    const few = fewLayers(spec);
    for (const control of spec.controls) {
      if (control.type !== "choice") continue;
      for (const { value } of control.options) settings.push({ ...spec.variables, ...few, [control.variable]: value });
    }
    for (const { set } of spec.presets ?? []) settings.push({ ...spec.variables, ...set, ...few });
    for (const variables of settings)
      for (const { name, program: whole } of resolveFigure(spec, variables).runs) {
        const program = shortLoan(whole);
        // How many rows of each class are taken makes no other script: one number of them is enough.
        const key = JSON.stringify(program, (name, value) => (name === "per_class" ? undefined : value));
        if (!programs.has(key)) programs.set(key, [`${basename(file, ".json")}, ${name} #${programs.size}`, program]);
      }
  }
  return [...programs.values()];
}

/** At their defaults, those that borrow, with a source that is trained as long as the figure trains it. */
export function wholeLoans(): [string, Program][] {
  const lessons = fileURLToPath(new URL("../../lessons", import.meta.url));
  const file = "deep-learning-basics/figures/14-transfer.json";
  const spec = readSpecFile(join(lessons, file), file);
  const borrowers = resolveFigure(spec, spec.variables).runs.filter(({ program }) => program.from);
  return borrowers.map(({ name, program }) => [`14-transfer, ${name}, as it stands`, program]);
}

/** A network to borrow from is trained for few steps: after two hundred, PyTorch does not agree with itself any more. */
function shortLoan(program: Program): Program {
  const { from } = program;
  return from ? { ...program, from: { ...from, steps: Math.min(from.steps, 10) } } : program;
}

/** Beyond the defaults a deep figure is taken with few layers: other layers are what is to be seen there, and time is dear. */
function fewLayers({ controls }: FigureSpec): Variables {
  const deep = controls.filter((control) => control.type === "log" && control.whole === true);
  return Object.fromEntries(deep.map(({ variable }) => [variable, 3]));
}
