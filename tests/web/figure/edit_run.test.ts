/** One run's program edited as a whole: where the edit goes, and what the other runs and the controls make of it. */
import { describe, expect, test } from "vitest";
import type { LayerProgram, Program } from "../../../web/engine/program.js";
import { holds } from "../../../web/figure/control_values.js";
import { BASE, baseRun, editRun } from "../../../web/figure/edit_run.js";
import { decodeShared, encodeShared, ShareError, sharedOf } from "../../../web/figure/share.js";
import type { ControlSpec, FigureSpec } from "../../../web/figure/spec.js";
import type { FigureState } from "../../../web/figure/state.js";
import { createState, setVariable, withShared } from "../../../web/figure/update.js";
import { figureSpec as figure } from "./edit_run_figure.js";

const spec = figure as unknown as FigureSpec;
const fresh = createState(spec);
const models = (state: FigureState): string[] =>
  state.runs.map(({ program }) =>
    (program.model ?? [])
      .map(({ type, out_features, p }) => [type, out_features ?? p].filter((x) => x !== undefined).join(" "))
      .join(", "),
  );
const edited = (index: number, make: (model: LayerProgram[]) => LayerProgram[], state = fresh) => {
  const { program } = state.runs[index]!;
  return editRun(state, index, { ...program, model: make([...program.model!]) });
};
const tanh: LayerProgram = { type: "Tanh" };

describe("an edit of one run", () => {
  test("moves a variable, and the other runs follow", () => {
    const state = edited(0, (model) =>
      model.with(0, { ...model[0]!, out_features: 64 }).with(3, { ...model[3]!, out_features: 64 }),
    );
    expect(state.variables.width).toBe(64);
    expect(models(state)[1]).toContain("Linear 64");
  });

  test("goes to what the run fixes, and to no other run", () => {
    const state = edited(1, (model) => model.map((layer) => (layer.type === "Dropout" ? { ...layer, p: 0.3 } : layer)));
    expect(state.variables.p).toBe(0.5);
    expect(models(state)[0]).toBe(models(fresh)[0]);
    expect(models(state)[1]).toContain("Dropout 0.3");
  });

  test("puts a layer into the shared program: every run has it, controls and what a run fixes still work", () => {
    for (const index of [0, 1]) {
      const state = edited(index, (model) => model.toSpliced(3, 0, tanh));
      expect(models(state)[0]).toBe("Linear 128, ReLU, Dropout 0.5, Tanh, Linear 128, ReLU, Dropout 0.5, Linear 10");
      expect(models(state)[1]).toBe("Linear 128, ReLU, Dropout 0, Tanh, Linear 128, ReLU, Dropout 0, Linear 10");
      expect(models(setVariable(setVariable(state, "p", 0.2), "width", 32))[0]).toBe(
        "Linear 32, ReLU, Dropout 0.2, Tanh, Linear 32, ReLU, Dropout 0.2, Linear 10",
      );
    }
  });

  test("keeps to its run what would make another run the same", () => {
    const state = edited(0, (model) => model.with(2, { type: "Dropout", p: 0.1 }));
    expect(models(state)[0]).toContain("Dropout 0.1, Linear 128, ReLU, Dropout 0.5");
    expect(models(state)[1]).toBe(models(fresh)[1]);
    expect(models(setVariable(state, "p", 0.4))[0]).toContain("Dropout 0.1, Linear 128, ReLU, Dropout 0.4");
  });

  test("finds the controls again once it can be said by them", () => {
    const at = (state: FigureState, ...places: number[]) => {
      const { program } = state.runs[0]!;
      const model = program.model!.map((layer, i) => (places.includes(i) ? { ...layer, p: 0.1 } : layer));
      return editRun(state, 0, { ...program, model }, undefined, spec);
    };
    const both = at(at(fresh, 2), 2, 5);
    expect(both.variables.p).toBe(0.1);
    expect(both.spec.runs[0]!.program).toBeUndefined();
    expect(models(setVariable(both, "p", 0.4))[0]).toContain("Dropout 0.4, Linear 128, ReLU, Dropout 0.4");
  });

  test("changes a field that the run has of its own there, and there alone", () => {
    const program = { ...fresh.runs[2]!.program, optimizer: { type: "RMSprop", lr: 0.01 } };
    const state = editRun(fresh, 2, program);
    expect(state.runs.map(({ program: { optimizer } }) => optimizer!.type)).toEqual(["Adam", "Adam", "RMSprop"]);
    const shared = editRun(state, 2, { ...program, batch_size: 8 });
    expect(shared.runs.map(({ program: { batch_size } }) => batch_size)).toEqual([8, 8, 8]);
  });

  test("finds how often a part comes again", () => {
    const repeated: FigureSpec = {
      ...spec,
      variables: { ...spec.variables, depth: 2 },
      program: {
        ...spec.program,
        model: [
          { repeat: { var: "depth" }, of: [{ type: "Linear", out_features: { var: "width" } }, tanh] },
          { type: "Linear", out_features: 10 },
        ],
      },
      runs: [{ name: "one" }],
    };
    const state = createState(repeated);
    const [hidden] = state.program.model!;
    const model = [hidden!, tanh, hidden!, tanh, hidden!, tanh, { type: "Linear", out_features: 10 }];
    const deep = editRun(state, 0, { ...state.program, model });
    expect(deep.variables.depth).toBe(3);
    const one = editRun(state, 0, { ...state.program, model: model.toSpliced(1, 0, { type: "ReLU" }) });
    expect(models(one)).toEqual(["Linear 128, ReLU, Tanh, Linear 128, Tanh, Linear 128, Tanh, Linear 10"]);
  });

  test("takes a seed, and keeps the reader's where the program has none", () => {
    expect(editRun(fresh, 0, { ...fresh.program, seed: 9 }).runs.map(({ program }) => program.seed)).toEqual([9, 9, 9]);
    const { seed: _, ...unseeded } = fresh.program;
    const own = createState(spec, { seed: 5 });
    expect(editRun(own, 0, unseeded as Program).seed).toBe(5);
  });

  test("of the base program is one of the run that trains it", () => {
    expect(baseRun(spec)).toBe(0);
    const program = { ...fresh.program, batch_size: 7 };
    expect(editRun(fresh, BASE, program).runs).toEqual(editRun(fresh, 0, program).runs);
  });
});

describe("a shared state", () => {
  test("carries what a run has come to have of its own", () => {
    const one = edited(1, (model) => model.map((layer) => (layer.type === "Dropout" ? { ...layer, p: 0.3 } : layer)));
    const state = editRun(one, 2, { ...one.runs[2]!.program, optimizer: { type: "RMSprop", lr: 0.01 } });
    const shared = decodeShared(encodeShared(sharedOf(state, spec))!, spec);
    const again = Object.entries(shared.runs ?? {}).reduce(
      (made, [index, program]) => editRun(made, Number(index), program),
      withShared(fresh, shared, spec),
    );
    expect(again.runs.map(({ program }) => program)).toEqual(state.runs.map(({ program }) => program));
    expect(withShared(state, { variables: {}, step: 0 }, spec).runs).toEqual(fresh.runs);
  });

  test("says nothing of runs that are as they were written", () => {
    expect(encodeShared(sharedOf(setVariable(fresh, "p", 0.2), spec))).toBe("1;var.p=0.2");
  });

  test("cannot bring templates, or runs that are none", () => {
    const bomb = { model: [{ repeat: 1000, of: [{ repeat: 1000, of: [] }] }] };
    const text = Buffer.from(JSON.stringify(bomb)).toString("base64url");
    for (const part of [`program=${text}`, `run.1=${text}`])
      expect(() => decodeShared(`1;${part}`, spec)).toThrow(ShareError);
    expect(() => decodeShared(`1;run.7=${Buffer.from("{}").toString("base64url")}`, spec)).toThrow("linkField");
  });
});

test("a control says which values it has a place for", () => {
  const range: ControlSpec = { type: "range", variable: "p", label: "p", min: 0, max: 0.9, step: 0.05 };
  expect([0, 0.35, 0.9].map((value) => holds(range, value))).toEqual([true, true, true]);
  expect([0.33, 0.95, -1, "a"].map((value) => holds(range, value))).toEqual([false, false, false, false]);
  const log: ControlSpec = { type: "log", variable: "lr", label: "lr", min: 0.001, max: 10, zero: true };
  expect([0, 0.0123, 10, 11].map((value) => holds(log, value))).toEqual([true, true, true, false]);
});
