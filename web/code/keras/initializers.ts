/** PyTorch's ways to draw a layer's first weights as Keras's initializers: the same distributions, other numbers. */
import { call, type Expression, keyword, literal } from "../python.js";
import { noCounterpart } from "./refusal.js";

export type Init = string | ({ name: string } & Record<string, unknown>);

/** What nn.Linear and nn.Conv2d do by themselves, weights and biases alike. */
export const uniformFunction = `def uniform(fan_in):
    """PyTorch's own: within one over the root of the inputs."""
    limit = fan_in**-0.5
    return keras.initializers.RandomUniform(-limit, limit)`;

const named = (name: string, ...items: Expression[]) => call(`keras.initializers.${name}`, items);

const scaling = (scale: number, mode: string, distribution: string) =>
  named("VarianceScaling", ...[Number(scale.toPrecision(12)), mode, distribution].map(literal));

/** The square of torch.nn.init.calculate_gain. */
function squaredGain(nonlinearity: string, a: number): number {
  if (nonlinearity === "relu") return 2;
  if (nonlinearity === "leaky_relu") return 2 / (1 + a * a);
  if (nonlinearity === "tanh") return 25 / 9;
  return nonlinearity === "selu" ? 9 / 16 : 1;
}

/** Keras cuts a normal distribution at two standard deviations, PyTorch at `a` and `b`. */
function truncated(mean: number, std: number, a: number, b: number, where: string): Expression {
  const below = (mean - a) / std;
  const above = (b - mean) / std;
  const items = [mean, std].map(literal);
  if (below === 2 && above === 2) return named("TruncatedNormal", ...items);
  if (below >= 5 && above >= 5) return named("RandomNormal", ...items);
  throw noCounterpart(where, `normal distribution cut off at ${a} and ${b}`);
}

export function initializer(init: Init, where: string): Expression {
  const { name, ...given } = typeof init === "string" ? { name: init } : init;
  const number = (field: string, otherwise: number) => Number(given[field] ?? otherwise);
  const kaiming = (distribution: string) => {
    const gain = squaredGain(String(given.nonlinearity ?? "leaky_relu"), number("a", 0));
    return scaling(gain, String(given.mode ?? "fan_in"), distribution);
  };
  switch (name) {
    case "uniform_":
      return named("RandomUniform", literal(number("a", 0)), literal(number("b", 1)));
    case "normal_":
      return named("RandomNormal", literal(number("mean", 0)), literal(number("std", 1)));
    case "constant_":
      return named("Constant", literal(number("val", 0)));
    case "zeros_":
      return named("Zeros");
    case "ones_":
      return named("Ones");
    case "xavier_uniform_":
      return scaling(number("gain", 1) ** 2, "fan_avg", "uniform");
    case "xavier_normal_":
      return scaling(number("gain", 1) ** 2, "fan_avg", "untruncated_normal");
    case "kaiming_uniform_":
      return kaiming("uniform");
    case "kaiming_normal_":
      return kaiming("untruncated_normal");
    case "trunc_normal_":
      return truncated(number("mean", 0), number("std", 1), number("a", -2), number("b", 2), where);
    case "orthogonal_":
      return named("Orthogonal", ...(given.gain === undefined ? [] : [keyword("gain", literal(given.gain))]));
    case "eye_":
      return named("Identity");
    default:
      throw noCounterpart(where, `initializer like ${name}`);
  }
}
