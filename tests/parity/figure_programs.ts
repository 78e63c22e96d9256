/** The programs of all figures, for tests that hold each of them to something. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Program } from "../../web/engine/program.js";
import { resolveFigure } from "../../web/figure/resolve.js";
import type { FigureSpec, Variables } from "../../web/figure/spec.js";

/** Every run of every figure, at its defaults and at each choice that it offers. */
export function figurePrograms(): [string, Program][] {
  const programs = new Map<string, [string, Program]>();
  const lessons = fileURLToPath(new URL("../../lessons", import.meta.url));
  const files = readdirSync(lessons, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => /figures\/[^/]+\.json$/.test(name)).sort()) {
    const spec = JSON.parse(readFileSync(join(lessons, file), "utf8")) as FigureSpec;
    const settings: Variables[] = [spec.variables];
    for (const control of spec.controls) {
      if (control.type !== "choice") continue;
      for (const { value } of control.options) settings.push({ ...spec.variables, [control.variable]: value });
    }
    for (const variables of settings)
      for (const { name, program } of resolveFigure(spec, variables).runs) {
        const key = JSON.stringify(program);
        if (!programs.has(key)) programs.set(key, [`${basename(file, ".json")}, ${name} #${programs.size}`, program]);
      }
  }
  return [...programs.values()];
}
