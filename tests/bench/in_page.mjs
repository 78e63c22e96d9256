/** Runs inside the bench page: makes one workload's trainers, checks them against the engine, times them. */
import { loadEngine } from "/engine.js";
import { jobOf } from "./batches.mjs";
import { learners } from "./learners.mjs";
import { loadPeak } from "./peak.mjs";
import * as ours from "./peers/engine.mjs";
import { stresses } from "./stress.mjs";
import { workloads } from "./workloads.mjs";

const engine = await loadEngine();
const peak = await loadPeak();

/** How each peer is loaded: its adapter, ready to `create(job)`. */
const peers = {
  engine: async () => ({ create: (job) => ours.create(job, engine) }),
  "by hand": () => import("./peers/by_hand.mjs"),
  ConvNetJS: () => import("./peers/convnet.mjs"),
  "jax-js": async () => {
    const jax = await import("./peers/jax.mjs");
    await jax.prepare();
    return jax;
  },
  "tfjs wasm": () => tensorflow("wasm"),
  "tfjs cpu": () => tensorflow("cpu"),
};

/** TensorFlow.js has one backend at a time: it is chosen again before every use. */
async function tensorflow(backend) {
  const peer = await import("./peers/tfjs.mjs");
  if (backend === "cpu") await import("@tensorflow/tfjs-backend-cpu");
  const choose = () => peer.prepare(backend, "/peers/");
  await choose();
  return { ...peer, choose };
}

let job = null;
const trainers = new Map();

async function timed(name, steps) {
  const { trainer, choose } = trainers.get(name);
  await choose?.();
  const begin = performance.now();
  const loss = await trainer.train(steps);
  return { seconds: (performance.now() - begin) / 1000, loss };
}

/** Text of an array, for the PyTorch process. */
function base64(array) {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}

window.bench = {
  /** Initial weights and batches of a workload, and the same as text for PyTorch. */
  prepare(name) {
    const { program, checkSteps } = workloads[name];
    job = jobOf(engine, program(), checkSteps);
    const { data, ...rest } = job.program;
    return {
      create: { ...rest, shape: data.shape },
      initial: job.initial.map(({ data }) => base64(data)),
      batches: job.batches.map(({ inputs, targets }) => ({ inputs: base64(inputs), targets: base64(targets) })),
    };
  },
  /** The first losses of one peer, at most `steps` and at most for `seconds` (never under three). */
  async check(name, steps, seconds) {
    const peer = await peers[name]();
    trainers.set(name, { trainer: peer.create(job), choose: peer.choose });
    const losses = [];
    const begin = performance.now();
    while (losses.length < steps && (losses.length < 3 || performance.now() - begin < seconds * 1000)) {
      losses.push((await timed(name, 1)).loss);
    }
    return losses;
  },
  time: timed,
  dispose: (name) => trainers.get(name)?.trainer.dispose(),

  learn(name) {
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
  },

  /** One round of a stress, both sides; the stressed side is kept from round to round. */
  stress(name, side) {
    const { program, steps, fresh, ...prepare } = stresses[name];
    const key = `${name} ${side}`;
    if (!trainers.has(key) || (fresh && side === "normal")) {
      trainers.get(key)?.dispose();
      const run = engine.createRun(program());
      prepare[side](run);
      trainers.set(key, run);
    }
    const run = trainers.get(key);
    const begin = performance.now();
    const { loss, status } = run.train(steps);
    const seconds = (performance.now() - begin) / 1000;
    if (status !== "running" || !Number.isFinite(loss)) throw new Error(`${key}: ${status}, loss ${loss}`);
    return steps / seconds;
  },

  /** GFLOP/s of one product; every result is read, and the first is compared with the engine's. */
  async product(name, n) {
    const a = Float32Array.from({ length: n * n }, (_, i) => Math.sin(i));
    const b = Float32Array.from({ length: n * n }, (_, i) => Math.cos(i));
    const key = `${name} ${n}`;
    if (!trainers.has(key)) {
      const peer = name === "engine" ? null : await peers[name]();
      const many = peer?.product(a, b, n) ?? ourProduct(a, b, n);
      const expected = engine.matmul(a, b, n, n, n);
      const actual = many(3);
      const difference = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[i])), 0);
      if (!(difference < 1e-2)) throw new Error(`its product is another: ${difference}`);
      trainers.set(key, { trainer: { many } });
    }
    const { many } = trainers.get(key).trainer;
    const times = Math.ceil(1e9 / n ** 3 / 2);
    many(Math.ceil(times / 10));
    const begin = performance.now();
    many(times);
    return (2 * n ** 3 * times) / (performance.now() - begin) / 1e6;
  },
  peak: () => ({ flops: peak.flops() }),
  /** The best of a few, since a peak is what nothing disturbed; the sweep over as many bytes as are asked for. */
  best(bytes) {
    const best = (measure) => Math.max(...Array.from({ length: 5 }, measure));
    return {
      flops: best(peak.flops),
      divisions: best(peak.divisions),
      bandwidth: best(() => peak.bandwidth(bytes)),
    };
  },
};

/** Many products into one array that the engine is lent. */
function ourProduct(a, b, n) {
  const out = new Float32Array(n * n);
  return (times) => {
    for (let i = 0; i < times; i++) engine.matmul(a, b, n, n, n, out);
    return out;
  };
}
document.title = "ready";
