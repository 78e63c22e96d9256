/** Transfer learning: which rows of the digits a program takes, and how its first layers come to begin as another's. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Engine, loadEngine, type Program } from "../../../web/engine/load.js";
import { Session } from "../../../web/engine/session.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

const data = (more: object) => ({ name: "digits", ...more });
const network = (rows: object, more: Partial<Program> = {}): Program => ({
  seed: 3,
  data: data(rows),
  model: [{ type: "Linear", out_features: 12 }, { type: "ReLU" }, { type: "Linear", out_features: 4 }],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "SGD", lr: 0.1 },
  batch_size: 16,
  ...more,
});
const source: Program = {
  ...network({ classes: [0, 5], train: 900 }),
  model: [{ type: "Linear", out_features: 12 }, { type: "ReLU" }, { type: "Linear", out_features: 6 }],
};
const borrower: Program = network(
  { classes: [6, 9], per_class: 5 },
  { from: { program: source, steps: 20, layers: 2 } },
);

function rowsOf(rows: object, seed = 3) {
  const run = engine.createRun(network(rows, { seed, model: [{ type: "Linear", out_features: 10 }] }));
  const [train, validation] = ["train", "validation"].map((split) => run.probe("data", { split, limit: 2000 }));
  run.dispose();
  return { train: train!, validation: validation! };
}

const refusal = (program: Program) => {
  const [error] = engine.validate(program);
  return error && `${error.code} ${error.message}`;
};

describe("part of the digits", () => {
  test("some classes, counted anew, so many rows of each, in the order in which the whole set is drawn", () => {
    const all = rowsOf({ train: 1796 }).train;
    const { train, validation } = rowsOf({ classes: [6, 9], per_class: 5 });
    expect(Array.from(train.targets!.data).sort()).toEqual([0, 1, 2, 3].flatMap((digit) => Array(5).fill(digit)));
    const digits = Array.from(all.targets!.data).filter((digit) => digit >= 6);
    expect(train.targets!.data.length + validation.targets!.data.length - digits.length).toBeLessThanOrEqual(1);
    const first = Array.from(all.targets!.data).findIndex((digit) => digit >= 6);
    expect(train.targets!.data[0]).toBe(all.targets!.data[first]! - 6);
    expect(train.inputs!.data.slice(0, 64)).toEqual(all.inputs!.data.slice(64 * first, 64 * first + 64));
  });

  test("shuffled pixels are the same pixels, in one other order for all images", () => {
    const [plain, shuffled] = [false, true].map((shuffle_pixels) => rowsOf({ per_class: 2, shuffle_pixels }).train);
    const sorted = (rows: Float32Array, row: number) => Array.from(rows.slice(64 * row, 64 * row + 64)).sort();
    for (const row of [0, 7]) {
      expect(sorted(shuffled!.inputs!.data, row)).toEqual(sorted(plain!.inputs!.data, row));
      expect(shuffled!.inputs!.data.slice(64 * row, 64 * row + 64)).not.toEqual(
        plain!.inputs!.data.slice(64 * row, 64 * row + 64),
      );
    }
  });

  test("what is wrong with it is told at its field", () => {
    expect(refusal(network({ classes: [6] }))).toContain("[data.classes] must be the first and the last digit");
    expect(refusal(network({ classes: [6, 9], per_class: 0 }))).toContain("[data.per_class] must be a whole number");
    expect(refusal(network({ classes: [6, 9], per_class: 5, train: 20 }))).toContain("[data.per_class]");
    expect(refusal(network({ classes: [6, 9], train: 900 }))).toContain("[data.train] leaves none of the");
    expect(refusal(network({ classes: [6, 9] }))).toContain("[data.per_class] either per_class or train");
    expect(refusal(network({ classes: [6, 9], train: 400 }))).toBeUndefined();
  });

  test("the program is told as it was written, and goes on live with another rate", () => {
    const run = engine.createRun(borrower);
    expect(run.program).toMatchObject({ data: borrower.data, from: borrower.from, optimizer: { lr: 0.1 } });
    run.update({ optimizer: { lr: 0.2 } });
    expect(run.program).toMatchObject({ data: borrower.data, from: borrower.from, optimizer: { lr: 0.2 } });
    expect(() => run.update({ from: { ...borrower.from, steps: 21 } })).toThrow("[from] to borrow otherwise");
    expect(() => run.update({ data: { per_class: 6 } })).toThrow("[data] other data needs a new run");
    run.dispose();
  });
});

describe("borrowed layers", () => {
  const weightsOf = (run: ReturnType<Engine["createRun"]>) => run.stateDict();

  test("begin as the source's end, the others as they are drawn", () => {
    const trained = engine.createRun({ ...source, seed: 3 });
    trained.train(20);
    const own = engine.createRun(network({ classes: [6, 9], per_class: 5 }));
    const run = engine.createRun(borrower);
    for (const name of ["0.weight", "0.bias"]) expect(weightsOf(run)[name]).toEqual(weightsOf(trained)[name]);
    for (const name of ["2.weight", "2.bias"]) expect(weightsOf(run)[name]).toEqual(weightsOf(own)[name]);
    for (const one of [trained, own, run]) one.dispose();
  });

  const advance = (session: Session, steps: number) =>
    session.advance({ steps, budgetMs: Number.POSITIVE_INFINITY, evaluateEvery: 5, probes: [] }, () => 0);

  test("a session lends before step 0 is evaluated, in turns that end with its budget", () => {
    // A source that nobody has borrowed from yet.
    const program: Program = { ...borrower, from: { ...borrower.from!, steps: 25 } };
    const session = new Session(engine, [{ name: "a", program }]);
    let clock = 0;
    // Every look at the clock takes a millisecond: some steps of the source fit.
    const first = session.advance({ steps: 5, budgetMs: 6, evaluateEvery: 5, probes: [] }, () => clock++);
    expect([first.step, first.runs[0]!.evaluations.step.length]).toEqual([0, 0]);
    const kept = session.checkpoint();
    const then = advance(session, 10);
    const alone = engine.createRun(program);
    expect(then.runs[0]!.evaluations.validationLoss[0]).toBe(Math.fround(alone.evaluate("validation").loss));
    alone.train(10);
    expect(then.runs[0]!.evaluations.validationLoss[2]).toBe(Math.fround(alone.evaluate("validation").loss));
    // A checkpoint from before the loan is one of nothing: who goes on from it borrows again.
    const other = new Session(engine, [{ name: "a", program }]);
    other.restore(kept);
    expect(advance(other, 10).runs[0]!.evaluations.validationLoss).toEqual(then.runs[0]!.evaluations.validationLoss);
    for (const one of [session, other, alone]) one.dispose();
  });

  test("another source makes a run anew, the same one leaves it as it is", () => {
    const session = new Session(engine, [{ name: "a", program: borrower }]);
    advance(session, 5);
    expect(session.update([{ name: "a", program: structuredClone(borrower) }])[0]!.outcome).toBe("unchanged");
    expect(
      session.update([{ name: "a", program: { ...borrower, optimizer: { type: "SGD", lr: 0.2 } } }])[0]!.outcome,
    ).toBe("live"); // prettier-ignore
    const { from, ...scratch } = borrower;
    expect(session.update([{ name: "a", program: scratch }])[0]!.outcome).toBe("recreated");
    const more: Program = { ...borrower, from: { ...from!, steps: 30 } };
    expect(session.update([{ name: "a", program: more }])[0]!.outcome).toBe("recreated");
    session.dispose();
  });

  test("what cannot be borrowed is refused where it is said", () => {
    const from = borrower.from!;
    const told = (change: object) => {
      try {
        engine.createRun({ ...borrower, from: { ...from, ...change } }).dispose();
      } catch (error) {
        return (error as Error).message;
      }
      return "";
    };
    expect(told({ layers: 3 })).toBe("[from.layers] 2.weight is (4, 12) here and (6, 12) where it comes from");
    expect(told({ layers: 4 })).toContain("[from.layers] must be a whole number from 1 to 3");
    expect(told({ steps: 0 })).toContain("[from.steps]");
    expect(told({ step: 1 })).toContain("[from.step] there are program, steps and layers");
    expect(told({ program: borrower })).toContain("[from.program]");
    expect(told({ program: { ...source, optimizer: { type: "SGD", lr: 1e30 } } })).toContain("diverges at step");
    expect(refusal({ ...borrower, from: { ...from, program: { ...source, batch_size: 0 } } })).toContain(
      "[from.program.batch_size]",
    );
  });
});
