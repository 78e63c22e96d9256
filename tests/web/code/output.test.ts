/** What a script prints, as far as its figure has trained: the same lines, after the same steps, that PyTorch prints. */
import { describe, expect, test } from "vitest";
import { terminalText } from "../../../web/code/output.js";
import { readScript } from "../../../web/code/read/read.js";
import { pytorchScript } from "../../../web/code/script.js";
import type { Program } from "../../../web/engine/program.js";

const program: Program = {
  seed: 3,
  data: { name: "digits", train: 320 },
  model: [{ type: "Linear", out_features: 10 }],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "Adam", lr: 0.001 },
  batch_size: 32,
};

/** A run whose loss at step n is n / 1000, evaluated every 25 steps. */
function runAt(step: number) {
  const steps = Array.from({ length: step }, (_, i) => i + 1);
  const evaluated = Array.from({ length: Math.floor(step / 25) + 1 }, (_, i) => 25 * i);
  const column = (factor: number) => evaluated.map((at) => at * factor);
  return {
    step,
    batches: { step: steps, loss: steps.map((at) => at / 1000) },
    curves: {
      step: evaluated,
      trainLoss: column(0.1),
      validationLoss: column(0.01),
      trainAccuracy: column(0.002),
      validationAccuracy: column(0.001),
      penalty: column(0),
    },
  };
}

function terminal(text: string, step: number): string[] {
  const read = readScript(text);
  if (read.problem) throw new Error(`line ${read.problem.line}: ${read.problem.message}`);
  return terminalText(read.output, runAt(step)).split("\n").slice(0, -1);
}
const script = (steps: number) => pytorchScript(program, steps);

describe("the terminal", () => {
  test("has a line every ten steps, of steps that nobody followed too, and the accuracy at the end", () => {
    expect(terminal(script(500), 0)).toEqual([]);
    expect(terminal(script(500), 29)).toEqual(["step 10  loss 0.0100", "step 20  loss 0.0200"]);
    expect(terminal(script(500), 499)).toHaveLength(49);
    expect(terminal(script(500), 499).at(-1)).toBe("step 490  loss 0.4900");
    expect(terminal(script(500), 500).slice(-2)).toEqual(["step 500  loss 0.5000", "validation accuracy 0.5000"]);
    expect(terminal(script(50), 60).slice(-2)).toEqual(["step 50  loss 0.0500", "validation accuracy 0.0500"]);
  });

  test("knows the learner's own words, formats and distances", () => {
    const own = script(300)
      .replace('print(f"step {step}  loss {loss.item():.4f}")', 'print("at", step, "of", steps, round(loss.item(), 2))')
      .replace("if step % 10 == 0", "if step % 100 == 0");
    expect(
      terminal(own, 300)
        .slice(0, 3)
        .map((line) => line.replace(/ 0?\.?\d*…?$/, "")),
    ).toEqual(["at 100 of 300", "at 200 of 300", "at 300 of 300"]);
    const padded = script(2000).replace("step {step} ", "step {step:4d} ");
    expect(terminal(padded, 1000).filter((_, i) => [8, 9, 99].includes(i))).toEqual([
      "step   90  loss 0.0900",
      "step  100  loss 0.1000",
      "step 1000  loss 1.0000",
    ]);
    const percent = script(100).replace("{accuracy:.4f}", "{accuracy:.1%}").replace("step {step} ", "{step:4d}:");
    expect(terminal(percent, 100).slice(-2)).toEqual([" 100: loss 0.1000", "validation accuracy 10.0%"]);
  });

  test("prints once an epoch, and what stands before and after the loop", () => {
    const own = script(100)
      .replace(
        "step, steps = 0, 100",
        'print("begin", sum(p.numel() for p in model.parameters()) > 0)\nstep, steps = 0, 100',
      )
      .replace("    for rows in", '    print("epoch", step // 10)\n    for rows in');
    const lines = terminal(own, 100);
    expect(lines.filter((line) => line.startsWith("epoch"))).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `epoch ${n}`),
    );
    expect(lines.slice(1, 4)).toEqual(["epoch 0", "step 10  loss 0.0100", "epoch 1"]);
  });

  test("says … for what the figure does not measure, and leaves out a line whose loss was thinned away", () => {
    const own = script(50).replace("{loss.item():.4f}", "{loss.item() + 1:.4f}");
    expect(terminal(own, 10)).toEqual(["step 10  loss …"]);
    const run = runAt(30);
    run.batches = { step: [10, 30], loss: [0.01, 0.03] };
    const read = readScript(script(50));
    if (read.problem) throw new Error(read.problem.message);
    expect(terminalText(read.output, run)).toBe("step 10  loss 0.0100\nstep 30  loss 0.0300\n");
  });
});
