/** The engine's initial weights and its batches, handed to every peer so that all train the same thing. */

/**
 * The rows of each epoch in the engine's order, asked of the engine itself: a network that always answers 0, fed one
 * row at a time whose target is its own number, has that number squared as its loss. A learning rate of 0 keeps it so.
 */
export function epochOrders(engine, { seed, rows, epochs }) {
  const run = engine.createRun({
    seed,
    data: { inputs: new Float32Array(rows), targets: Float32Array.from({ length: rows }, (_, i) => i), shape: [1] },
    model: [{ type: "Linear", out_features: 1 }],
    loss: { type: "MSELoss" },
    optimizer: { type: "SGD", lr: 0 },
    batch_size: 1,
  });
  run.setParameters(run.parameters().map(({ name, data }) => ({ name, data: new Float32Array(data.length) })));
  const orders = Array.from({ length: epochs }, () =>
    Int32Array.from({ length: rows }, () => Math.round(Math.sqrt(run.train(1).loss))),
  );
  run.dispose();
  return orders;
}

/** One batch: `inputs` [rows, ...shape] and `targets` of those rows, gathered. */
function gather({ inputs, targets, shape }, indices) {
  const width = shape.reduce((a, b) => a * b, 1);
  const batch = { inputs: new Float32Array(indices.length * width), targets: new targets.constructor(indices.length) };
  indices.forEach((row, i) => {
    batch.inputs.set(inputs.subarray(row * width, (row + 1) * width), i * width);
    batch.targets[i] = targets[row];
  });
  return batch;
}

/** Enough whole epochs of batches for `steps` steps. Peers go round in them; the engine shuffles on. */
export function engineBatches(engine, program, steps) {
  const rows = program.data.targets.length;
  const size = program.batch_size;
  if (rows % size !== 0) throw new Error(`${rows} rows are no whole batches of ${size}`);
  const epochs = Math.ceil((steps * size) / rows);
  return epochOrders(engine, { seed: program.seed, rows, epochs }).flatMap((order) =>
    Array.from({ length: rows / size }, (_, i) => gather(program.data, order.subarray(i * size, (i + 1) * size))),
  );
}

/** What a peer starts from: `{ program, initial, batches }`, the parameters in `named_parameters()` order. */
export function jobOf(engine, program, steps) {
  const run = engine.createRun(program);
  const initial = run.parameters();
  run.dispose();
  return { program, initial, batches: engineBatches(engine, program, steps) };
}
