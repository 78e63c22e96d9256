/** Optimizer and schedule of a program in Keras's words, and in comments where Keras's differ. */
import type { Program, TypedProgram } from "../../engine/program.js";
import { call, type Expression, keyword, literal } from "../python.js";
import { signatures } from "../signatures.js";
import { noCounterpart } from "./refusal.js";

export interface KerasOptimizer {
  expression: Expression;
  definitions: string[];
  /** Comments on what Keras does otherwise. */
  remarks: string[];
  /** The optimizer's weight decay goes through the gradient: half of it is the coefficient of a penalty. */
  decay: number;
}

const oneCycleClass = `class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """Up from the first rate to the second, down to the third."""

    def __init__(self, rates, steps):
        self.rates, self.steps = rates, steps

    def __call__(self, step):
        (start, peak, end), (rise, last) = self.rates, self.steps
        step = keras.ops.cast(step, "float32")
        up = keras.ops.clip(step / rise, 0, 1)
        down = keras.ops.clip((step - rise) / (last - rise), 0, 1)
        return start + (peak - start) * part(up) + (end - peak) * part(down)`;

const parts: Readonly<Record<string, string>> = {
  cos: `def part(x):
    """Half a wave of the cosine."""
    return (1 - keras.ops.cos(np.pi * x)) / 2`,
  linear: `def part(x):
    return x`,
};

const short = (value: number): string => literal(Number(value.toPrecision(12)));
const option = (name: string, value: unknown): Expression => keyword(name, literal(value));
const reader =
  (spec: TypedProgram) =>
  (name: string): unknown =>
    spec[name] ?? signatures[spec.type].find((one) => one.name === name)?.otherwise;

/** `steps` is how long it trains. Errors: unknown_name at what has no counterpart. */
export function kerasOptimizer(program: Program & { optimizer: TypedProgram }, steps: number): KerasOptimizer {
  const { optimizer, scheduler, clip_grad_norm: clip } = program;
  const value = reader(optimizer);
  const number = (name: string) => Number(value(name));
  const made: KerasOptimizer = { expression: "", definitions: [], remarks: [], decay: 0 };
  const rate = scheduler ? schedule(scheduler, number("lr"), steps, made) : literal(number("lr"));
  const items: Expression[] = [keyword("learning_rate", rate), ...own(optimizer, value, made)];
  if (clip) {
    if ((clip as { norm_type?: number }).norm_type !== undefined && (clip as { norm_type?: number }).norm_type !== 2)
      throw noCounterpart("clip_grad_norm.norm_type", "clipping by another norm than the Euclidean");
    items.push(option("global_clipnorm", clip.max_norm));
  }
  const decay = number("weight_decay");
  if (optimizer.type === "AdamW") items.push(option("weight_decay", decay));
  else if (decay !== 0) {
    made.decay = decay;
    made.remarks.push("# The weight decay stands as a penalty on every weight: its gradient is the same.");
  }
  made.expression = call(`keras.optimizers.${optimizer.type}`, items);
  return made;
}

function own(
  { type, bias_correction }: TypedProgram,
  value: (name: string) => unknown,
  made: KerasOptimizer,
): Expression[] {
  const [beta1, beta2] = (value("betas") ?? []) as number[];
  switch (type) {
    case "SGD":
      if (value("dampening")) throw noCounterpart("optimizer.dampening", "dampening of the momentum");
      return [
        ...(value("momentum") ? [option("momentum", value("momentum"))] : []),
        ...(value("nesterov") ? [option("nesterov", true)] : []),
      ];
    case "RMSprop":
      made.remarks.push("# Keras adds epsilon under the root, PyTorch after it: hence its square.");
      return [
        option("rho", value("alpha")),
        ...(value("momentum") ? [option("momentum", value("momentum"))] : []),
        keyword("epsilon", short(Number(value("eps")) ** 2)),
        ...(value("centered") ? [option("centered", true)] : []),
      ];
    default:
      if (bias_correction === false)
        made.remarks.push("# Keras's Adam always corrects its bias; this program's does not.");
      return [
        ...(beta1 === 0.9 ? [] : [option("beta_1", beta1)]),
        ...(beta2 === 0.999 ? [] : [option("beta_2", beta2)]),
        option("epsilon", value("eps")),
      ];
  }
}

function schedule(scheduler: TypedProgram, lr: number, steps: number, made: KerasOptimizer): Expression {
  const value = reader(scheduler);
  const number = (name: string) => Number(value(name));
  const named = (name: string, ...items: Expression[]) => call(`keras.optimizers.schedules.${name}`, items);
  switch (scheduler.type) {
    case "StepLR":
      return named(
        "ExponentialDecay",
        short(lr),
        literal(number("step_size")),
        literal(number("gamma")),
        option("staircase", true),
      );
    case "LinearLR": {
      const [from, to] = [lr * number("start_factor"), lr * number("end_factor")];
      return named("PolynomialDecay", short(from), literal(number("total_iters")), short(to));
    }
    case "CosineAnnealingLR":
      if (steps > number("T_max"))
        made.remarks.push("# Keras's rate stays low at the end, where PyTorch's rises again.");
      return named(
        "CosineDecay",
        short(lr),
        literal(number("T_max")),
        ...(number("eta_min") && lr ? [keyword("alpha", short(number("eta_min") / lr))] : []),
      );
    default:
      return oneCycle(scheduler, made);
  }
}

function oneCycle(scheduler: TypedProgram, made: KerasOptimizer): Expression {
  const value = reader(scheduler);
  const number = (name: string) => Number(value(name));
  if (value("three_phase")) throw noCounterpart("scheduler.three_phase", "schedule of three phases");
  made.definitions.push(parts[String(value("anneal_strategy"))], oneCycleClass);
  if (value("cycle_momentum")) made.remarks.push("# The momentum stays as it is; PyTorch's moves against the rate.");
  const peak = number("max_lr");
  const start = peak / number("div_factor");
  const rates = [start, peak, start / number("final_div_factor")].map(short);
  const rise = Math.max(number("pct_start") * number("total_steps") - 1, 1e-3);
  const last = Math.max(number("total_steps") - 1, rise + 1e-3);
  return call("OneCycle", [`(${rates.join(", ")})`, `(${[rise, last].map(short).join(", ")})`]);
}
