/** What the tools for optimizers say, in English. */
export const optimizersEn = {
  // First steps.
  firstStepsTitle: "Adam's first {steps} steps, with and without bias correction",
  stepSizeAxis: "mean size of a step, in units of the rate α",
  with: "with",
  without: "without",
  steady: "if the gradient stayed the same",
  firstStepsDone:
    "Step 1: {first} α with the correction, {plain} α without. Largest without it: {most} α, in step {at}. Both trained from the same start with β₁ = {beta1}, β₂ = {beta2}; move a β and they are trained anew.",
  firstStepsNone: "No run here is trained with Adam.",
  failed: "This could not be trained: {reason}",
  remove: "Remove",
} as const;
