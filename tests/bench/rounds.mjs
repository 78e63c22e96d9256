/** One workload: every peer checked against the engine's losses, then timed in turn, A B C A B C. */
import { compareLosses } from "./agreement.mjs";
import { median, spread } from "./spread.mjs";

/** A round lasts about so long, or one step where that is longer. */
const roundSeconds = 0.3;
/** A check may take so long, once three losses are there. */
const checkSeconds = 8;
/** A peer that answers nothing for so long is given up: compiling a step of a thousand layers may never end. */
const stuckSeconds = Number(process.env.STUCK ?? 60);

/** Its page hangs with it, so the workload begins again on a new page without that peer. */
class Stuck extends Error {
  constructor(peer) {
    super(`no answer within ${stuckSeconds} s`);
    this.peer = peer;
  }
}

/** What `asked` resolves with, unless it takes too long. */
async function orStuck(peer, asked) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Stuck(peer)), 1000 * stuckSeconds);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

const reasonOf = (error) =>
  String(error.message ?? error)
    .split("\n")[0]
    .replace(/^page\.evaluate: (Error: )?/, "");

/** The peers of one workload behind two calls each: `check(steps)` → losses, `time(steps)` → `{ seconds, loss }`. */
function participants(page, pytorch, names, job) {
  const inPage = (name) => ({
    check: (steps) =>
      orStuck(
        name,
        page.evaluate(([n, s, limit]) => window.bench.check(n, s, limit), [name, steps, checkSeconds]),
      ),
    time: (steps) =>
      orStuck(
        name,
        page.evaluate(([n, s]) => window.bench.time(n, s), [name, steps]),
      ),
  });
  const all = Object.fromEntries(["engine", ...names].map((name) => [name, inPage(name)]));
  if (pytorch) {
    all.PyTorch = {
      async check(steps) {
        await pytorch.create(job);
        const losses = [];
        for (let i = 0; i < steps; i++) losses.push((await pytorch.train(1)).loss);
        return losses;
      },
      time: (steps) => pytorch.train(steps),
    };
  }
  return all;
}

/** Steps that last about a round, from growing trials; the trials warm the peer up. */
async function stepsPerRound({ time }) {
  let steps = 1;
  for (;;) {
    const { seconds } = await time(steps);
    if (seconds > roundSeconds / 3 || steps > 1e7) return Math.max(1, Math.round((steps * roundSeconds) / seconds));
    steps = Math.ceil(steps * Math.min(20, Math.max(2, (roundSeconds / 2 / Math.max(seconds, 1e-4)) * 1)));
  }
}

async function measureOnPage({ page, pytorch, name, workload, rounds, say }) {
  const job = await page.evaluate((n) => window.bench.prepare(n), name);
  const all = participants(page, pytorch, workload.peers, job);
  const dropout = JSON.stringify(job.create.model).includes("Dropout");
  const results = {};
  const timing = [];
  let reference = null;
  for (const [peer, participant] of Object.entries(all)) {
    try {
      const losses = await participant.check(workload.checkSteps);
      reference ??= losses;
      const check = compareLosses(losses, reference, dropout);
      results[peer] = { check };
      if (check.agrees) {
        const steps = await stepsPerRound(participant);
        Object.assign(results[peer], { stepsPerRound: steps, losses: [losses[0], losses.at(-1)] });
        timing.push({ peer, participant, steps, rates: [] });
      } else {
        results[peer].failed = `did not train: losses part by ${check.difference.toPrecision(2)}`;
      }
    } catch (error) {
      if (peer === "engine" || error instanceof Stuck) throw error;
      results[peer] = { ...results[peer], failed: `cannot: ${reasonOf(error)}` };
    }
    say(`  ${peer}: ${results[peer].failed ?? `${results[peer].check.steps} losses agree`}`);
  }
  for (let round = 0; round < rounds; round++) {
    for (const { peer, participant, steps, rates } of timing) {
      const { seconds, loss } = await participant.time(steps);
      rates.push(steps / seconds);
      if (!Number.isFinite(loss)) results[peer].failed = `did not train: its loss became ${loss}`;
    }
  }
  for (const { peer, rates } of timing) {
    if (results[peer].failed) continue;
    results[peer].rate = spread(rates);
    say(`  ${peer}: ${results[peer].rate.median} steps/s`);
  }
  return results;
}

/**
 * Resolves with peer name → `{ rate: { median, min, max }, check, stepsPerRound }`, or `{ failed: reason, check? }` of one
 * that cannot run the workload or did not train to the same loss. `withPage` gives a page of its own to what it calls.
 */
export async function measureWorkload({ withPage, workload, ...rest }) {
  const stuck = {};
  for (;;) {
    const peers = workload.peers.filter((peer) => !stuck[peer]);
    try {
      const results = await withPage((page) => measureOnPage({ page, workload: { ...workload, peers }, ...rest }));
      return { ...results, ...stuck };
    } catch (error) {
      if (!(error instanceof Stuck) || !peers.includes(error.peer)) throw error;
      stuck[error.peer] = { failed: `cannot: ${error.message}` };
      rest.say(`  ${error.peer}: ${error.message}; once more without it`);
    }
  }
}

/** Rates of both sides of a stress, in turn, and the share of the normal rate that the stressed side keeps. */
export async function measureStress({ page, name, rounds }) {
  const rates = { normal: [], stressed: [] };
  const once = (side) => page.evaluate(([n, s]) => window.bench.stress(n, s), [name, side]);
  for (const side of ["normal", "stressed", "normal", "stressed"]) await once(side); // warm
  for (let round = 0; round < rounds; round++) {
    for (const side of ["normal", "stressed"]) rates[side].push(await once(side));
  }
  const kept = median(rates.stressed.map((rate, i) => rate / rates.normal[i]));
  return { normal: spread(rates.normal), stressed: spread(rates.stressed), kept };
}

/** GFLOP/s of n³ products, the peak of the same rounds among them. */
export async function measureProduct({ page, n, rounds }) {
  const names = ["engine", "jax-js", "tfjs wasm"];
  const failed = {};
  const rates = Object.fromEntries([...names, "peak"].map((name) => [name, []]));
  const once = (name) => page.evaluate(([peer, size]) => window.bench.product(peer, size), [name, n]);
  const shares = [];
  for (let round = -2; round < rounds; round++) {
    for (const name of names.filter((one) => !failed[one])) {
      try {
        const rate = await once(name);
        if (round >= 0) rates[name].push(rate);
      } catch (error) {
        failed[name] = `cannot: ${reasonOf(error)}`;
      }
    }
    const { flops } = await page.evaluate(() => window.bench.peak());
    if (round < 0) continue;
    rates.peak.push(flops / 1e9);
    shares.push(rates.engine.at(-1) / rates.peak.at(-1));
  }
  const results = Object.fromEntries(
    Object.entries(rates).map(([name, list]) => [
      name,
      failed[name] ? { failed: failed[name] } : { rate: spread(list) },
    ]),
  );
  return { ...results, shareOfPeak: median(shares) };
}
