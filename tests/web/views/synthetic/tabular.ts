/** Figure 12 as it might go: runs that are right nearly as often as each other, on rows that are signals of three channels. */
import type { Program } from "../../../../web/engine/program.js";
import type { FigureState } from "../../../../web/figure/state.js";
import { figureState, normals, runState, steps } from "./state.js";

/** `seeds`: with bands as ten seeds leave them. */
export function tables({ seeds = false, channels = 3 } = {}): FigureState {
  const rows = 40;
  const normal = normals(3);
  const targets = Int32Array.from({ length: rows }, (_, row) => row % 2);
  const inputs = Float32Array.from({ length: rows * channels * 10 }, (_, at) => {
    const row = Math.floor(at / (channels * 10));
    return normal() + (targets[row]! - 0.5) * ((at % 10) - 4);
  });
  const shape = channels === 1 ? [10] : [channels, 10];
  const program: Program = { data: { inputs, targets, shape }, model: [{ type: "Linear", out_features: 2 }] };
  const step = steps(400, 10);
  const rise = (top: number) => step.map((each) => 0.4 + (top - 0.4) * (1 - Math.exp(-each / 20)));
  const curves = (top: number) => ({
    step,
    trainLoss: [],
    validationLoss: [],
    penalty: [],
    trainAccuracy: rise(top + 0.01),
    validationAccuracy: rise(top),
  });
  const tops = { CNN: 0.967, "shuffled CNN": 0.971, MLP: 0.97, logistic: 0.975 };
  const runs = Object.entries(tops).map(([name, top], color) =>
    runState(name, color, program, { step: 400, curves: curves(top) }),
  );
  const overlays = Object.values(tops).map((top, color) => ({
    color,
    columns: curves(top + 0.003),
    band: { low: curves(top - 0.02), high: curves(top + 0.012) },
    opacity: 0.7,
  }));
  return figureState(runs, seeds ? { overlays } : {});
}
