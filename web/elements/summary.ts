/** How it goes, for those who do not see the curves: "Step 200. Validation loss: with dropout 0.41, falling; …". */
import type { FigureState, RunState } from "../figure/state.js";
import { trendOf } from "../figure/trend.js";
import { loss as lossText } from "../scene/numbers.js";
import { type Say, sayIn } from "../strings/say.js";

export function summary(state: FigureState): string {
  const say = sayIn(state.lang);
  const surface = state.runs.some(({ program }) => program.surface);
  const validates = state.runs.some(({ curves }) => curves.validationLoss.some(Number.isFinite));
  const column = (run: RunState) =>
    surface ? run.batches.loss : validates ? run.curves.validationLoss : run.curves.trainLoss;
  const said = state.runs.flatMap((run) => saidOf(run, column(run), say));
  const name = say(surface ? "saysLoss" : validates ? "saysValidationLoss" : "saysTrainingLoss");
  const parts = said.length > 0 ? [say("saysPart", { name, values: said.join(say("semicolon")) })] : [];
  return [say("stepNow", { step: state.step }), ...parts].join(say("sentenceGap"));
}

function saidOf({ label: name, diverged }: RunState, values: readonly number[], say: Say): string[] {
  if (diverged) return [say("saysNan", { run: name, step: diverged.step })];
  const last = values.findLast(Number.isFinite);
  if (last === undefined) return [];
  const [value, trend] = [lossText(last), trendOf(values)];
  return [trend ? say("saysTrend", { name, value, trend: say(trend) }) : say("saysValue", { name, value })];
}
