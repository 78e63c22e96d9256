/** One sentence for every field of a program, shown by editors; a test holds the list against engine.describe(). */

/** By field name, or by `Type.field` where a name means something else in one type. */
export const fieldDocs: Readonly<Record<string, string>> = {
  // program
  seed: "Seed of the random streams; data has its own where it is given one.",
  data: "A named set, or the caller's own arrays.",
  model: "The layers, in order.",
  loss: "What is minimised.",
  optimizer: "How parameters follow their gradients.",
  batch_size: "Rows per step.",
  shuffle: "Draw a new order of the rows for every epoch.",
  drop_last: "Leave out an epoch's last batch when it is short.",
  surface: "A 2-D test surface in place of data, model and loss.",
  start: "Where the descent begins, [x, y].",
  // data
  name: "Which one.",
  train: "Rows to train on; the rest validate.",
  validation: "Rows to validate on.",
  noise: "Standard deviation of the noise added to the inputs, or to a regression's targets.",
  turns: "How often each arm winds around the centre.",
  factor: "Radius of the inner circle; the outer one's is 1.",
  classes: "How many clouds.",
  std: "Standard deviation.",
  image: "Images of shape (1, 8, 8) in place of rows of 64.",
  shape: "Shape of one row; images are [channels, height, width].",
  // layers
  in_features: "Inputs; found from the layer before when left out.",
  out_features: "Outputs.",
  bias: "Add a learnt offset.",
  in_channels: "Input channels; found from the layer before when left out.",
  out_channels: "Output channels.",
  kernel_size: "Side of the square kernel.",
  stride: "Step of the kernel.",
  "MaxPool2d.stride": "Step of the kernel; kernel_size when left out.",
  padding: "Rows and columns of zeros around the input.",
  "MaxPool2d.padding": "Rows and columns around the input that never are the maximum.",
  num_features: "Features or channels; found from the layer before when left out.",
  eps: "Added below the fraction line, against division by zero.",
  momentum: "Share of the running direction that is kept.",
  "BatchNorm1d.momentum": "Weight of the newest batch in the running statistics.",
  "BatchNorm2d.momentum": "Weight of the newest batch in the running statistics.",
  affine: "Learn γ and β.",
  p: "Probability that a unit is dropped in training.",
  negative_slope: "Slope below zero.",
  scale: "Factor on the block's output before it is added to the input.",
  block: "The layers whose output is added to their input.",
  init: "How the parameters are drawn, over the layer's own default.",
  weight: "Initializer of the weight.",
  // initializers
  a: "Lower end.",
  b: "Upper end.",
  mean: "Mean of the normal distribution.",
  val: "The value.",
  gain: "Factor on the bound or standard deviation.",
  "kaiming_uniform_.a": "Negative slope of the leaky ReLU after this layer.",
  "kaiming_normal_.a": "Negative slope of the leaky ReLU after this layer.",
  mode: "Keep the size of activations (fan_in) or of gradients (fan_out).",
  nonlinearity: "What follows the layer.",
  "init.bias": "Initializer of the bias.",
  // losses
  l2: "λ of the penalty λ·Σw² over Linear and Conv weights.",
  // optimizers
  lr: "Learning rate.",
  dampening: "How much of the gradient is held back when momentum is used.",
  nesterov: "Look ahead along the momentum.",
  weight_decay: "Weight times this is added to the gradient (AdamW: taken off the weight itself).",
  alpha: "Decay of the running mean of squared gradients.",
  centered: "Divide by the variance in place of the mean square.",
  betas: "Decay of the running means of the gradient and of its square.",
  bias_correction: "Correct the running means for having begun at zero.",
};

/** The sentence for a field of a type (`undefined` at the top of a program). */
export function docOf(type: string | undefined, field: string): string | undefined {
  return (type && fieldDocs[`${type}.${field}`]) || fieldDocs[field];
}
