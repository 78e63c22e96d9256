/** This engine behind the same few words as its peers. */

export function create({ program }, engine) {
  const run = engine.createRun(program);
  return {
    train(steps) {
      const { loss, status } = run.train(steps);
      if (status !== "running") throw new Error(`the run ${status}`);
      return loss;
    },
    dispose: () => run.dispose(),
  };
}
