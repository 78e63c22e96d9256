/** A readout: which number, of which run, in which form. */
import { describe, expect, test } from "vitest";
import { checkReadout, parseReadout, readout } from "../../../web/figure/readout.js";
import type { FigureState } from "../../../web/figure/state.js";
import { applySnapshot, createState } from "../../../web/figure/update.js";
import { dropout, snapshotAt } from "./sample.js";

const fresh = createState(dropout, { seed: 3 });
/** "plain" falls to 0.5 at step 20 and rises again; "with dropout" keeps falling. */
const loss = (run: number, step: number) => (run === 0 ? 0.5 + Math.abs(step - 20) / 50 : 2 - step / 50);
const steps = [0, 5, 10, 15, 20, 25, 30, 35, 40, 45];
const trained = applySnapshot(fresh, snapshotAt(45, steps, loss));
const say = (template: string, state: FigureState = trained) => readout(state, template);

describe("a readout", () => {
  test("formats as Python does", () => {
    expect(say("{step} {step:n step} {runs.plain.validationLoss:.2f} {runs.0.validationAccuracy:.0%}")).toBe(
      "45 45 steps 1.00 50%",
    );
    expect(say("{runs.1.validationLoss} {runs.1.validationLoss:.1e} {runs.1.validationLoss:d}")).toBe("1.1 1.1 1");
    expect(say("{var.p} of {var.width}, seed {seed}")).toBe("0.5 of 128, seed 3");
    expect(say("{step:n step}", { ...trained, step: 1 })).toBe("1 step");
  });

  test("writes powers of ten only where plain digits would not do", () => {
    const losses = [9.36e-19, 0.102, 0, -5e7, 420];
    const said = losses.map((value) => {
      const runs = trained.runs.map((run) => ({ ...run, loss: value }));
      return say("{runs.plain.loss:.1e}", { ...trained, runs });
    });
    expect(said).toEqual(["9.4×10⁻¹⁹", "0.10", "0", "−5.0×10⁷", "420"]);
  });

  test("knows a curve's shape", () => {
    expect(say("{runs.plain.validationLoss.min:.2f} at {runs.plain.validationLoss.minStep}")).toBe("0.50 at 20");
    expect(say("{runs.plain.validationLoss.turnedUp}")).toBe("20");
    expect(say("{runs.with-dropout.validationLoss.turnedUp}")).toBe("–");
    expect(say("{leader.validationLoss} by {gap.validationLoss:.3f}")).toBe("plain by 0.100");
    expect(say("{leader.validationAccuracy}")).toBe("with dropout");
  });

  test("reads well before the first number", () => {
    expect(readout(fresh)).toBe("Validation loss – with dropout, – without.");
    expect(say("[Loss {runs.plain.validationLoss:.2f}.|Press play.]", fresh)).toBe("Press play.");
    expect(say("[Loss {runs.plain.validationLoss:.2f}.|Press play.]")).toBe("Loss 1.00.");
  });

  test("leaves out what does not exist, without tearing the rest down", () => {
    const template =
      "[At {step:n step}[, plain turned at {runs.plain.validationLoss.turnedUp}][, dropout at {runs.1.validationLoss.turnedUp}].]";
    expect(say(template)).toBe("At 45 steps, plain turned at 20.");
  });

  test("tests values against numbers, words and other values", () => {
    expect(say("[{?var.p=0.5}half|other]")).toBe("half");
    expect(say("[{?status!=loading}up|waiting]", fresh)).toBe("waiting");
    expect(say("[{?runs.plain.validationLoss<runs.with-dropout.validationLoss}lower|higher]")).toBe("lower");
    expect(say("[{?step>=46}a|{?step<=45}b]")).toBe("b");
  });

  test("a diverged run has no loss, but a step and a layer", () => {
    const snapshot = snapshotAt(45, [50], () => Number.NaN);
    snapshot.runs[0] = { ...snapshot.runs[0], status: "diverged", diverged: { step: 31, layer: "3.Linear" } };
    const template = "[Loss {runs.plain.loss}|Diverged at step {runs.plain.divergedAt} in {runs.plain.divergedIn}].";
    expect(say(template, applySnapshot(trained, snapshot))).toBe("Diverged at step 31 in 3.Linear.");
  });

  test("noise around a flat minimum is no turn", () => {
    const flat = applySnapshot(
      fresh,
      snapshotAt(45, steps, (_, step) => 1 + (step % 10) / 250),
    );
    expect(say("{runs.plain.validationLoss.turnedUp}", flat)).toBe("–");
  });

  test("characters of the language can be escaped", () => {
    expect(say("\\[0, 1\\] \\{p\\} a\\|b|c")).toBe("[0, 1] {p} a|b|c");
  });

  test.each([
    ["{step", '"{" is not closed at character 1'],
    ["[step", '"[" is not closed'],
    ["a ] b", '"]" closes nothing at character 3'],
    ["{step:2f}", 'unknown format "2f"'],
    ["{?step}", "needs two sides"],
    ["{}", "an empty { }"],
  ])("refuses %s", (template, message) => {
    expect(() => parseReadout(template)).toThrow(message);
  });

  test.each([
    ["{runs.without.loss}", 'no run "without"; there are plain, with-dropout'],
    ["{runs.plain.los}", "{runs.plain.los} means nothing"],
    ["[a|{runs.plain.validationLoss.least}]", "{runs.plain.validationLoss.least} means nothing"],
    ["[{?var.q=1}a]", 'no variable "q"'],
    ["{steps}", "{steps} means nothing"],
  ])("finds that %s can never be said", (template, message) => {
    expect(() => checkReadout(template, fresh)).toThrow(message);
  });
});
