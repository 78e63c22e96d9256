/** Why a weight moved: one update of an optimizer for one weight, term by term, in the order of the formula. */
import type { ProbeResult, TypedProgram } from "../engine/program.js";

/** What a term is of: terms of one kind can be held against each other. */
export type TermKind = "gradient" | "square" | "ratio" | "step";

export type TermName =
  | "gradient"
  | "decay"
  | "kept"
  | "added"
  | "momentum"
  | "average"
  | "averageSquare"
  | "variance"
  | "corrected"
  | "ahead"
  | "size"
  | "step"
  | "decayStep"
  | "moved";

export interface Term {
  /** In the lesson's letters; a "^" puts a hat over the letter before it. */
  symbol: string;
  name: TermName;
  kind: TermKind;
  value: number;
}

export interface UpdateTerms {
  terms: Term[];
  /** The step that the update led to. */
  at: number;
  /** The weight before and after, as the engine had it. */
  before: number;
  after: number;
  /** What the formula makes of it all. */
  sum: number;
  /** The terms are those of this update; false where a setting was changed after it. */
  holds: boolean;
}

/** PyTorch's, as the engine has them (a test asks it). */
export const optimizerDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  SGD: { momentum: 0, dampening: 0, nesterov: false, weight_decay: 0 },
  RMSprop: { alpha: 0.99, eps: 1e-8, momentum: 0, centered: false, weight_decay: 0 },
  Adam: { betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0, bias_correction: true },
  AdamW: { betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0.01 },
};

interface Settings {
  type: string;
  number(name: string): number;
  flag(name: string): boolean;
  betas: readonly [number, number];
}

interface Measured {
  /** Of the weight, by the probe's name of the array; 0 where the optimizer keeps none. */
  of(name: string): number;
  t: number;
  lr: number;
  before: number;
}

/** From the probe "update", for one of the weights in it; null without a step, or for an optimizer that is not known here. */
export function updateTerms(
  optimizer: TypedProgram | undefined,
  answer: ProbeResult,
  weight: number,
): UpdateTerms | null {
  const of = (name: string) => answer[name]?.data[weight] ?? 0;
  const [t, lr] = [answer.at?.data[0] ?? 0, answer.lr?.data[0] ?? Number.NaN];
  const settings = settingsOf(optimizer ?? { type: "SGD" });
  if (!settings || t < 1 || !Number.isFinite(of("parameter"))) return null;
  const [moved, after] = [of("step"), of("parameter")];
  const before = after - moved;
  const measured = { of, t, lr, before };
  const terms = formulas[settings.type]!(settings, measured);
  const sum = terms.filter(({ kind }) => kind === "step").reduce((all, { value }) => all + value, 0);
  // A weight is a 32-bit float: what moves it is rounded to what can be added to it.
  const rounding = 1e-4 * Math.abs(moved) + 1.2e-7 * Math.max(Math.abs(before), Math.abs(after)) + 1e-38;
  terms.push({ symbol: "Δw", name: "moved", kind: "step", value: moved });
  return { terms, at: t, before, after, sum, holds: Math.abs(sum - moved) <= rounding };
}

function settingsOf(optimizer: TypedProgram): Settings | null {
  const defaults = optimizerDefaults[optimizer.type];
  if (!defaults) return null;
  const get = (name: string) => optimizer[name] ?? defaults[name];
  return {
    type: optimizer.type,
    number: (name) => Number(get(name)),
    flag: (name) => get(name) === true,
    betas: get("betas") as [number, number],
  };
}

const term = (symbol: string, name: TermName, kind: TermKind, value: number): Term => ({ symbol, name, kind, value });

/** The gradient, and what `weight_decay` adds to it. */
function gradientTerms({ number }: Settings, { of, before }: Measured): { terms: Term[]; g: number } {
  const [raw, decay] = [of("gradient"), number("weight_decay") * before];
  const terms = [term("g", "gradient", "gradient", raw)];
  if (number("weight_decay") !== 0) terms.push(term("λ·w", "decay", "gradient", decay));
  return { terms, g: raw + decay };
}

/** A running average: what is kept of the old one, what is new, and both together. */
function average(letters: [kept: string, added: string, all: string], name: TermName, added: number, all: number) {
  const kind: TermKind = name === "averageSquare" ? "square" : "gradient";
  return [
    term(letters[0], "kept", kind, all - added),
    term(letters[1], "added", kind, added),
    term(letters[2], name, kind, all),
  ];
}

const formulas: Readonly<Record<string, (settings: Settings, measured: Measured) => Term[]>> = {
  SGD(settings, measured) {
    const { number, flag } = settings;
    const { of, t, lr } = measured;
    const { terms, g } = gradientTerms(settings, measured);
    const mu = number("momentum");
    if (mu === 0) return [...terms, term("−η·g", "step", "step", -lr * g)];
    const b = of("momentum_buffer");
    // PyTorch's first buffer is the gradient itself, whatever the dampening.
    const share = t > 1 ? 1 - number("dampening") : 1;
    const letters: [string, string, string] = ["μ·b", share === 1 ? "g" : "(1−τ)·g", "b"];
    terms.push(...average(letters, "momentum", share * g, b));
    if (!flag("nesterov")) return [...terms, term("−η·b", "step", "step", -lr * b)];
    terms.push(term("g+μ·b", "ahead", "gradient", g + mu * b));
    return [...terms, term("−η·(g+μ·b)", "step", "step", -lr * (g + mu * b))];
  },

  RMSprop(settings, measured) {
    const { number, flag } = settings;
    const { of, lr } = measured;
    const { terms, g } = gradientTerms(settings, measured);
    const share = 1 - number("alpha");
    const v = of("square_avg");
    terms.push(...average(["ρ·v", "(1−ρ)·g²", "v"], "averageSquare", share * g * g, v));
    const mean = of("grad_avg");
    const centered = flag("centered");
    if (centered) terms.push(term("v−a²", "variance", "square", v - mean * mean));
    const r = Math.sqrt(centered ? v - mean * mean : v) + number("eps");
    terms.push(term(centered ? "r=√(v−a²)+ε" : "r=√v+ε", "size", "gradient", r));
    if (number("momentum") === 0) return [...terms, term("−η·g/r", "step", "step", (-lr * g) / r)];
    const b = of("momentum_buffer");
    terms.push(term("μ·b", "kept", "ratio", b - g / r), term("g/r", "added", "ratio", g / r));
    terms.push(term("b", "momentum", "ratio", b));
    return [...terms, term("−η·b", "step", "step", -lr * b)];
  },

  Adam(settings, measured) {
    const { terms, g } = gradientTerms(settings, measured);
    return [...terms, ...adamTerms(settings, measured, g, settings.flag("bias_correction"))];
  },

  AdamW(settings, measured) {
    const g = measured.of("gradient");
    const decay = -measured.lr * settings.number("weight_decay") * measured.before;
    const terms = [term("g", "gradient", "gradient", g), ...adamTerms(settings, measured, g, true)];
    return [...terms, term("−α·λ·w", "decayStep", "step", decay)];
  },
};

function adamTerms({ betas, number }: Settings, { of, t, lr }: Measured, g: number, corrected: boolean): Term[] {
  const [m, v] = [of("exp_avg"), of("exp_avg_sq")];
  const terms = average(["β₁·m", "(1−β₁)·g", "m"], "average", (1 - betas[0]) * g, m);
  const [fullM, fullV] = corrected ? [m / (1 - betas[0] ** t), v / (1 - betas[1] ** t)] : [m, v];
  if (corrected) terms.push(term("m^", "corrected", "gradient", fullM));
  terms.push(...average(["β₂·v", "(1−β₂)·g²", "v"], "averageSquare", (1 - betas[1]) * g * g, v));
  if (corrected) terms.push(term("v^", "corrected", "square", fullV));
  const r = Math.sqrt(fullV) + number("eps");
  terms.push(term(corrected ? "r=√v^+ε" : "r=√v+ε", "size", "gradient", r));
  terms.push(term(corrected ? "−α·m^/r" : "−α·m/r", "step", "step", (-lr * fullM) / r));
  return terms;
}
