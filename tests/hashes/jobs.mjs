/** Answers jobs with the headless engine, in Node, a page or a worker: tests/native/job.hpp says what a job is. */
import { Fingerprint } from "./fingerprint.mjs";

/**
 * @param engine  what loadEngine() resolved with
 * @param jobs    a list of jobs
 * @param files   `{ read(path), write(path, bytes) }` for the checkpoints; only Node has it
 * @returns one answer per job, `{ error: { code, where, message } }` for one that the engine refuses
 */
export function answerAll(engine, jobs, files) {
  return jobs.map((job) => {
    try {
      return answer(engine, job, files);
    } catch (error) {
      if (error?.name !== "EngineError") throw error;
      const { code, where, message } = error.data;
      return { error: { code, where, message } };
    }
  });
}

function answer(engine, job, files) {
  const run = engine.createRun(job.program);
  try {
    if (job.restore) run.restore(files.read(job.restore));
    run.train(job.steps);
    if (job.checkpoint) files.write(job.checkpoint, run.checkpoint());
    return tell(run, job.values);
  } finally {
    run.dispose();
  }
}

/** What is told of a run: two runs that answer alike have trained alike, bit for bit. */
export function tell(run, withValues = false) {
  const { step, loss, status, diverged } = run.status();
  const state = Object.entries(run.stateDict());
  const losses = run.history().trainLoss;
  const arrays = new Fingerprint();
  for (const [, { data }] of state) arrays.add(data);
  const answer = {
    step,
    // JSON has no NaN and no infinity.
    loss: Number.isFinite(loss) ? loss : null,
    status,
    ...(diverged && { diverged }),
    state: arrays.text(),
    losses: new Fingerprint().add(losses).add([loss]).text(),
    evaluated: new Fingerprint().add(evaluations(run)).text(),
  };
  if (!withValues) return answer;
  const dict = Object.fromEntries(state.map(([name, { data }]) => [name, [...data]]));
  return { ...answer, values: { losses: [...losses], state: dict } };
}

/** Both splits' losses in eval mode; a split without rows has none. */
function evaluations(run) {
  return ["train", "validation"].flatMap((split) => {
    try {
      return [run.evaluate(split).loss];
    } catch (error) {
      if (error?.name !== "EngineError") throw error;
      return [];
    }
  });
}
