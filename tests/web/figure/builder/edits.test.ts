/** Places in a program, what follows from a choice by itself, and the draft with its way back: held to the real engine. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Description } from "../../../../web/engine/describe/description.js";
import type { Engine } from "../../../../web/engine/engine.js";
import { loadEngine } from "../../../../web/engine/load.js";
import type { LayerProgram, NamedData, Program } from "../../../../web/engine/program.js";
import { answered, begun, edited, followed, redone, undone } from "../../../../web/figure/builder/draft.js";
import { STARTERS, startersFor, withData, withLoss, withStarter } from "../../../../web/figure/builder/fitting.js";
import { layerOfProblem, placeOf, problemsAt, whereWithin, withValue } from "../../../../web/figure/builder/places.js";
import { newLayer, startOf } from "../../../../web/figure/builder/starts.js";
import { parameterCount } from "../../../../web/figure/layer_sizes.js";

const program: Program = {
  data: { name: "digits", train: 1437 },
  model: [{ type: "Linear", out_features: 32 }, { type: "ReLU" }, { type: "Linear", out_features: 10 }],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "Adam", lr: 0.003 },
  batch_size: 32,
};
const image: Program = { ...program, data: { name: "digits", image: true } };
const around = { program, steps: 2000 };

let engine: Engine;
let description: Description;
beforeAll(async () => {
  engine = await loadEngine();
  description = engine.describe();
});
const wrong = (made: Program) => engine.validate({ ...made, seed: 0 }).map(({ data }) => data);
const names = (family: string) =>
  Object.keys(description.families[family]!.types).filter((type) => type !== description.families[family]!.unnamed);

describe("places", () => {
  test("are read as the engine writes them", () => {
    expect(placeOf("model[2].block[0].p")).toEqual(["model", 2, "block", 0, "p"]);
    expect(placeOf("optimizer.betas[1]")).toEqual(["optimizer", "betas", 1]);
    expect(placeOf("")).toEqual([]);
  });

  test("are written without touching anything else; undefined takes away, and what it empties", () => {
    const made = withValue(program, ["model", 0, "init", "weight"], { name: "zeros_" });
    expect(made.model![0]).toEqual({ type: "Linear", out_features: 32, init: { weight: { name: "zeros_" } } });
    expect(made.model![1]).toBe(program.model![1]);
    expect(withValue(made, ["model", 0, "init", "weight"], undefined)).toEqual(program);
    expect(withValue(program, ["optimizer", "lr"], undefined).optimizer).toEqual({ type: "Adam" });
  });

  test.each<[string, LayerProgram[], number[] | null]>([
    [
      "a field",
      [
        { type: "Linear", out_features: 0 },
        { type: "Linear", out_features: 10 },
      ],
      [0],
    ],
    ["a layer that does not fit", [{ type: "Conv2d", out_channels: 2, kernel_size: 3 }], [0]],
    ["too few outputs, at the last", [{ type: "ReLU" }, { type: "Linear", out_features: 7 }], [1]],
    [
      "a block that changes the shape",
      [
        { type: "Residual", block: [{ type: "Linear", out_features: 3 }] },
        { type: "Linear", out_features: 10 },
      ],
      [0],
    ],
    [
      "a field within a block",
      [
        { type: "Residual", block: [{ type: "ReLU" }, { type: "Dropout", p: 2 }] },
        { type: "Linear", out_features: 10 },
      ],
      [0, 1],
    ],
  ])("the engine's problem stands at its layer: %s", (_, model, path) => {
    const made = { ...program, model };
    const [problem] = wrong(made);
    expect(layerOfProblem(problem!, made)).toEqual(path);
  });

  test("a place says of itself only what lies below it", () => {
    expect(whereWithin("model[2].block[0].p", ["model", 2, "block", 0])).toBe("p");
    expect(whereWithin("optimizer.betas[1]", ["optimizer"])).toBe("betas[1]");
    expect(whereWithin("model", ["model", 2])).toBe("model");
    expect(whereWithin("model[2]", ["model", 2])).toBe("");
  });

  test("other problems stand at no layer", () => {
    const problems = wrong({ ...program, optimizer: { type: "Adam", lr: -1 } });
    expect(problems.map((problem) => layerOfProblem(problem, program))).toEqual([null]);
    expect(problemsAt(problems, ["optimizer", "lr"])).toHaveLength(1);
    expect(problemsAt(problems, ["optimizer", "betas"])).toHaveLength(0);
  });
});

describe("what follows by itself", () => {
  test("every set trains with every starter that is offered for it", () => {
    for (const name of names("data")) {
      const made = withData(program, { name });
      expect(startersFor(made)).toEqual(
        STARTERS.filter((starter) => starter !== "convolutional" || name.endsWith("digits")),
      );
      for (const starter of startersFor(made))
        expect([name, starter, wrong(withStarter(made, starter))]).toEqual([name, starter, []]);
    }
  });

  test("an image becomes a row again, and back", () => {
    const convolutional = withStarter(program, "convolutional");
    expect((convolutional.data as NamedData).image).toBe(true);
    expect((withStarter(convolutional, "hidden").data as NamedData).image).toBeUndefined();
  });

  test("outputs and loss go with the data", () => {
    const sine = withData(program, { name: "noisy_sine" });
    expect([sine.loss?.type, sine.model!.at(-1)!.out_features]).toEqual(["MSELoss", 1]);
    const blobs = withData(sine, { name: "blobs", classes: 5 });
    expect([blobs.loss?.type, blobs.model!.at(-1)!.out_features]).toEqual(["CrossEntropyLoss", 5]);
    const two = withLoss(withData(blobs, { name: "moons" }), { type: "BCEWithLogitsLoss" });
    expect(two.model!.at(-1)!.out_features).toBe(1);
    expect(wrong(two)).toEqual([]);
    expect(withData(two, { name: "xor" }).loss?.type).toBe("BCEWithLogitsLoss");
    expect(withData(two, { name: "digits" }).loss?.type).toBe("CrossEntropyLoss");
  });

  test("part of the digits has so many outputs", () => {
    const part = withData(program, { name: "digits", train: 300, classes: [6, 9] });
    expect([part.model!.at(-1)!.out_features, wrong(part)]).toEqual([4, []]);
  });

  test("what goes well together is left alone", () => {
    expect(withLoss(program, program.loss)).toEqual(program);
    expect(withData(program, program.data!)).toEqual(program);
  });
});

describe("what is new", () => {
  test("begins with values that the engine takes: every optimizer, schedule and loss", () => {
    for (const type of names("optimizer"))
      expect(wrong({ ...program, optimizer: startOf(description.families.optimizer!, type, around) as never })).toEqual(
        [],
      );
    for (const type of names("scheduler"))
      expect(wrong({ ...program, scheduler: startOf(description.families.scheduler!, type, around) as never })).toEqual(
        [],
      );
  });

  test("every layer fits where its kind of rows arrives, and its parameters are counted as the engine has them", () => {
    const line: Program = {
      ...program,
      data: { inputs: new Float32Array(96), targets: Int32Array.of(0, 1, 0, 1), shape: [3, 8] },
      batch_size: 4,
    };
    for (const type of names("layer")) {
      const [base, shape] =
        type.endsWith("1d") && type !== "BatchNorm1d"
          ? [line, [3, 8]]
          : type.endsWith("2d")
            ? [image, [1, 8, 8]]
            : [program, [64]];
      const layer = newLayer(description, type, { ...around, shape });
      const outputs = base === line ? 2 : 10;
      const made = { ...base, seed: 0, model: [layer, { type: "Flatten" }, { type: "Linear", out_features: outputs }] };
      expect([type, wrong(made)]).toEqual([type, []]);
      const run = engine.createRun(made);
      const held = run.parameters().reduce((sum, { data }) => sum + data.length, 0);
      run.dispose();
      expect([type, parameterCount(made)]).toEqual([type, held]);
    }
  });
});

describe("a draft", () => {
  const other = { ...program, batch_size: 8 };

  test("goes back and forth; an edit forgets what was ahead", () => {
    const draft = edited(begun({ ...program, seed: 3 }), other);
    expect(draft.program).toBe(other);
    expect(undone(draft).program).toEqual(program);
    expect(redone(undone(draft)).program).toBe(other);
    const third = { ...program, batch_size: 4 };
    expect(redone(edited(undone(draft), third)).program).toBe(third);
    expect(undone(begun(program)).program).toEqual(program);
  });

  test("hears only what is said of the program that stands there", () => {
    const problem = { code: "invalid_value", where: "batch_size", message: "no" };
    const draft = edited(begun(program), other);
    expect(answered(draft, program, [problem]).problems).toEqual([]);
    expect(answered(draft, other, [problem]).problems).toEqual([problem]);
  });

  test("follows the figure, and keeps what it had for undo", () => {
    const draft = answered(edited(begun(program), other), other, [{ code: "x", where: "", message: "" }]);
    const now = followed(draft, { ...program, seed: 9, batch_size: 16 });
    expect([now.program, now.problems]).toEqual([{ ...program, batch_size: 16 }, []]);
    expect(undone(now).program).toBe(other);
  });
});
