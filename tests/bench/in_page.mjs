/** Runs inside the bench page: times workloads of the headless engine on the page's own thread. */
import { learners, workloads } from "./workloads.mjs";

const { loadEngine } = await import(new URL("/engine.js", location.href).href);
const engine = await loadEngine();

/** Steps per second of one round, after a warm-up of a tenth. */
function round(name) {
  const { program, steps } = workloads[name];
  const run = engine.createRun(program());
  run.train(Math.ceil(steps / 10));
  const start = performance.now();
  const { loss, status } = run.train(steps);
  const seconds = (performance.now() - start) / 1000;
  run.dispose();
  if (status !== "running" || !Number.isFinite(loss)) throw new Error(`${name}: ${status}, loss ${loss}`);
  return { rate: steps / seconds, loss };
}

function learn(name) {
  const { program, accuracy, every } = learners[name];
  const run = engine.createRun(program());
  let trained = 0;
  let reached = 0;
  let step = 0;
  while (reached < accuracy && trained < 60_000) {
    const start = performance.now();
    step = run.train(every).step;
    trained += performance.now() - start;
    reached = run.evaluate("validation").accuracy;
  }
  run.dispose();
  return { seconds: trained / 1000, step, accuracy: reached };
}

function matmul(n) {
  const a = Float32Array.from({ length: n * n }, (_, i) => Math.sin(i));
  const b = Float32Array.from({ length: n * n }, (_, i) => Math.cos(i));
  engine.matmul(a, b, n, n, n);
  const repeats = Math.ceil(4e8 / n ** 3);
  const start = performance.now();
  for (let i = 0; i < repeats; i++) engine.matmul(a, b, n, n, n);
  return { gflops: (2 * n ** 3 * repeats) / (performance.now() - start) / 1e6 };
}

window.bench = { workloads: Object.keys(workloads), learners: Object.keys(learners), round, learn, matmul };
document.title = "ready";
