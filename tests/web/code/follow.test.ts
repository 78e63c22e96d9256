/** A text follows its figure by as little as it can: numbers first, then lines; comments and spelling stay. */
import { describe, expect, test } from "vitest";
import { applied, difference } from "../../../web/code/changes.js";
import { sameProgram } from "../../../web/code/complete.js";
import { followed, printed } from "../../../web/code/desk/keep.js";
import { follow } from "../../../web/code/follow.js";
import { type Read, readScript } from "../../../web/code/read/read.js";
import { pytorchScript } from "../../../web/code/script.js";
import type { Program } from "../../../web/engine/program.js";

const program: Program = {
  seed: 3,
  data: { name: "digits", train: 300 },
  model: [
    { type: "Linear", out_features: 128 },
    { type: "ReLU" },
    { type: "Dropout", p: 0.5 },
    { type: "Linear", out_features: 10 },
  ],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "Adam", lr: 0.001 },
  batch_size: 32,
};
const withModel = (...model: Program["model"] & object): Program => ({ ...program, model });
const text = pytorchScript(program, 1100).replace("nn.ReLU(),", "nn.ReLU(),  # mine");

function following(to: Program, from = text, steps = 1100): string {
  const read = readScript(from);
  if (read.problem) throw new Error(read.problem.message);
  const done = follow(from, read, { program: to, steps }, { steps: 1100 });
  expect(applied(from, done.changes)).toBe(done.text);
  expect(sameProgram(done.read!.program, to)).toBe(true);
  return done.text;
}

/** Lines that are in one text and not in the other. */
const changedLines = (a: string, b: string): [string[], string[]] => {
  const [x, y] = [a.split("\n"), b.split("\n")];
  return [x.filter((line) => !y.includes(line)), y.filter((line) => !x.includes(line))].map((side) =>
    side.map((line) => line.trim()),
  ) as [string[], string[]];
};

describe("a text follows its figure", () => {
  test("a rate changes its number only, and a float stays one", () => {
    expect(following({ ...program, optimizer: { type: "Adam", lr: 0.03 } })).toBe(text.replace("lr=0.001", "lr=0.03"));
    expect(following({ ...program, optimizer: { type: "Adam", lr: 1 } })).toBe(text.replace("lr=0.001", "lr=1.0"));
  });

  test("a width changes what comes out of a layer and what goes into the next", () => {
    const to = withModel({ type: "Linear", out_features: 64 }, ...program.model!.slice(1));
    expect(following(to)).toBe(
      text.replace("nn.Linear(64, 128)", "nn.Linear(64, 64)").replace("(128, 10)", "(64, 10)"),
    );
  });

  test("a number under a name changes where it stands, once", () => {
    const own = text
      .replace("torch.manual_seed(3)", "width = 128  # units\ntorch.manual_seed(3)")
      .replaceAll(/(?<=[(, ])128(?=[,)])/g, "width");
    const to = withModel({ type: "Linear", out_features: 96 }, ...program.model!.slice(1));
    expect(following(to, own)).toBe(own.replace("width = 128", "width = 96"));
  });

  test("all places of the seed, the rows and the steps", () => {
    const to = { ...program, seed: 9, data: { name: "digits", train: 500 } };
    const [, now] = changedLines(text, following(to, text, 700));
    expect(now.filter((line) => line.includes("manual_seed(9)"))).toHaveLength(3);
    expect(now.join("\n")).toContain("[:500]");
    expect(now).toContain("step, steps = 0, 700");
  });

  test("another form changes the lines that our own two scripts differ in", () => {
    const to = withModel(...program.model!.slice(0, 2), { type: "BatchNorm1d" }, ...program.model!.slice(2));
    expect(changedLines(text, following(to))).toEqual([[], ["nn.BatchNorm1d(128),"]]);
    const other = { ...program, optimizer: { type: "SGD", lr: 0.1, momentum: 0.9 } };
    const [was, is] = changedLines(text, following(other));
    expect([was.length, is.length]).toEqual([1, 1]);
    const penalized = { ...program, loss: { type: "CrossEntropyLoss", l2: 0.01 } };
    expect(following(penalized)).toContain("nn.ReLU(),  # mine");
    expect(following(program, following(penalized))).toContain("loss + 0.0 * sum(");
  });

  test("a text in which nothing of this is left is written anew", () => {
    const own = text.replaceAll("model", "net").replaceAll("criterion", "loss_of").replaceAll("optimizer", "opt");
    const to = withModel({ type: "Linear", out_features: 10 });
    expect(following(to, own)).toContain("nn.Sequential(\n    nn.Linear(64, 10),\n)");
  });

  test("what a layer's place in a loop decides", () => {
    const deep = (times: number) =>
      withModel(
        { type: "Linear", out_features: 32 },
        ...Array.from({ length: times }, () => [{ type: "Linear", out_features: 32 }, { type: "Tanh" }]).flat(),
        { type: "Linear", out_features: 10 },
      );
    const own = pytorchScript(deep(8), 1100).replace("for _ in range(8)", "for i in range(8)");
    expect(following(deep(5), own)).toBe(own.replace("range(8)", "range(5)"));
  });
});

test("defaults that are left out make no difference", () => {
  const spelt: Program = {
    ...program,
    shuffle: true,
    loss: { type: "CrossEntropyLoss", l2: 0 },
    optimizer: { type: "Adam", lr: 0.001, betas: [0.9, 0.999], bias_correction: true },
  };
  expect(sameProgram(program, spelt)).toBe(true);
  expect(sameProgram(program, { ...spelt, batch_size: 64 })).toBe(false);
});

test("the difference of two texts lies between what both begin and end with", () => {
  expect(difference("abcd", "abXcd")).toEqual([{ from: 2, to: 2, insert: "X" }]);
  expect(difference("aaa", "aa")).toEqual([{ from: 2, to: 3, insert: "" }]);
  expect(difference("same", "same")).toEqual([]);
});

describe("a sheet", () => {
  test("takes a slider's number while its text cannot be read", () => {
    const sheet = printed(program, 1100);
    const text = sheet.text.replace("nn.ReLU()", "nn.ReLUU()");
    const broken = { ...sheet, text, problem: readScript(text).problem ?? null };
    expect(broken.problem?.message).toContain("ReLU");
    const { sheet: next, changes } = followed(broken, { ...program, batch_size: 100 }, 1100);
    expect(next.text).toBe(broken.text.replace("split(32)", "split(100)"));
    expect(next.text.slice(next.problem!.from, next.problem!.to)).toContain("ReLUU");
    expect(changes).toHaveLength(1);
  });

  test("keeps the steps that someone wrote, else has the figure's", () => {
    const sheet = printed(program, 1100);
    expect(followed(sheet, program, 500).sheet.text).toBe(sheet.text.replace("1100", "500"));
    const text = sheet.text.replace("1100", "40");
    const own = { ...sheet, text, good: text, read: readScript(text) as Read };
    expect(followed(own, program, 500).sheet.text).toBe(text);
  });
});
