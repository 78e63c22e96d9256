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
  // A slice of the loss.
  sliceTitle: "Training loss around {run}'s weights at step {step}: a slice",
  sliceAround: "around the weights of",
  slicePlane: "plane",
  slicePaths: "of the paths",
  sliceRandom: "random, filter-normalized",
  unitPaths: "distance between weights",
  unitRandom: "in lengths of the network's own filters",
  start: "start",
  sliceWalks: "training the paths",
  sliceMeasures: "{done} of {all} points measured",
  slicePathsDone:
    "Two of {count} directions: the plane in which the paths, trained anew to step {step}, lie best. Loss from {low} to {high} on it, {middle} at {run}'s weights, which lie in it; of the other paths these are the shadows.",
  sliceRandomDone:
    "Two random directions of {count}, every unit's weights as long as {run}'s own. Loss from {low} to {high} on it, {middle} at {run}'s weights. Random directions are at right angles to nearly everything, so the paths shrink to a point.",
  sliceNone: "A slice is of a network's loss: descend the digits first.",
  sliceFirst: "Train a little first: there is no path yet.",
  sliceFlat: "The paths do not span a plane yet: train a little longer.",
  saysShare: "{share} of {run}'s",
  saysShares: "Of the squared distances along the paths the plane holds {runs}.",
  saysSlice: "A map of the loss, from {low} to {high}.",
  firstStepsNone: "No run here is trained with Adam.",
  failed: "This could not be trained: {reason}",
  remove: "Remove",
} as const;
