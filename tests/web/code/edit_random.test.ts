/** Held to programs drawn at random: whatever a figure comes to train its text can say, and whatever a text says a figure can train. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { complete, sameProgram } from "../../../web/code/complete.js";
import { followed, printed } from "../../../web/code/desk/keep.js";
import { readScript } from "../../../web/code/read/read.js";
import { BASE, editRun } from "../../../web/figure/edit_run.js";
import type { FigureSpec } from "../../../web/figure/spec.js";
import type { FigureState } from "../../../web/figure/state.js";
import { createState, setVariable } from "../../../web/figure/update.js";
import { readSpecFile } from "../../../web/site/pictures/spec_file.js";
import { randomPrograms } from "../../parity/random_programs.js";

const programs = randomPrograms(24).map((program, i) => ({ ...program, seed: i }));
const lessons = fileURLToPath(new URL("../../../lessons", import.meta.url));
const figures = readdirSync(lessons, { recursive: true, encoding: "utf8" })
  .filter((name) => /figures\/[^/]+\.json$/.test(name))
  .map((name) => [name, readSpecFile(join(lessons, name), name)] as const);

test("a text follows from any program to any other, and to its own number of steps", () => {
  let sheet = printed(programs[0]!, 100);
  for (const [i, program] of programs.entries()) {
    sheet = followed(sheet, program, 100 + i).sheet;
    const again = readScript(sheet.text);
    if (again.problem) throw new Error(`${i}: line ${again.problem.line}: ${again.problem.message}\n${sheet.text}`);
    expect(sameProgram(again.program, program), `${i}\n${sheet.text}`).toBe(true);
    expect(again.steps).toBe(100 + i);
    // Nothing of a learner's stood in it: it is what the figure prints, but for numbers that would be left out.
    expect(sheet.problem).toBeNull();
  }
}, 60_000);

describe.each(figures)("%s", (_, spec: FigureSpec) => {
  const fresh = createState(spec);
  const trains = (state: FigureState, index: number) => state.runs[index]?.program ?? state.program;

  test("trains any program that one of its runs is given, and its own again", () => {
    for (const index of [BASE, ...spec.runs.keys()])
      for (const program of programs.slice(0, 6)) {
        const given = { ...program, seed: program.seed ?? 0 };
        const state = editRun(fresh, index, given, complete, spec);
        expect(sameProgram(trains(state, index), given)).toBe(true);
        const back = editRun(state, index, trains(fresh, index), complete, spec);
        expect(sameProgram(trains(back, index), trains(fresh, index))).toBe(true);
        // A run with a part of its own cannot say what the others' had been.
        if (spec.runs[index]?.program) continue;
        expect(back.runs.map((run) => complete(run.program))).toEqual(fresh.runs.map((run) => complete(run.program)));
        expect(back.variables).toEqual(fresh.variables);
      }
  }, 60_000);

  test("has controls that go to the text and come back from it", () => {
    for (const control of spec.controls) {
      if (control.lock) continue;
      const values =
        control.type === "choice"
          ? control.options.map(({ value }) => value)
          : control.type === "toggle"
            ? [control.on ?? true, control.off ?? false]
            : [control.min, control.max];
      for (const value of values)
        for (const index of spec.runs.keys()) {
          const moved = setVariable(fresh, control.variable, value);
          if (sameProgram(trains(moved, index), trains(fresh, index))) continue;
          const sheet = printed(trains(fresh, index), fresh.playback.steps);
          const text = followed(sheet, trains(moved, index), moved.playback.steps).sheet;
          expect(text.read && sameProgram(text.read.program, trains(moved, index))).toBe(true);
          // Read into the figure as it was, the text moves the control.
          const state = editRun(fresh, index, text.read!.program, complete, spec);
          expect(state.variables, `${control.variable} = ${value} in ${spec.runs[index]!.name}`).toEqual(
            moved.variables,
          );
        }
    }
  }, 60_000);
});
