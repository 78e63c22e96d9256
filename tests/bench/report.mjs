/** The report as Markdown: one table per question, and whether the issue's figure is reached. */
import { learners } from "./learners.mjs";
import { digits3 } from "./spread.mjs";
import { workloads } from "./workloads.mjs";

const number = (value) => (value >= 1000 ? Math.round(value).toLocaleString("en-US") : String(digits3(value)));
const between = ({ min, max }) => `${number(min)}–${number(max)}`;
const rateOf = (result) => (result?.rate ? number(result.rate.median) : "–");
const times = (a, b) => (b ? `${digits3(a / b)}×` : "–");
const row = (cells) => `| ${cells.join(" | ")} |`;
const table = (head, right, rows) => [
  row(head),
  row(head.map((_, i) => (right.includes(i) ? "---:" : "---"))),
  ...rows,
];

export const browserPeers = ["ConvNetJS", "jax-js", "tfjs wasm", "tfjs cpu"];

/** The fastest library that trains this in a browser: `{ name, rate }`, or null. JavaScript by hand is no library. */
export function bestPeer(results) {
  const able = browserPeers.filter((name) => results[name]?.rate);
  able.sort((a, b) => results[b].rate.median - results[a].rate.median);
  return able[0] ? { name: able[0], rate: results[able[0]].rate.median } : null;
}

/** What the issue asks of a workload and whether these results reach it, part by part. */
export function verdict(goal, results) {
  const rate = results.engine.rate.median;
  const best = bestPeer(results)?.rate;
  const torch = results.PyTorch?.rate?.median;
  const parts = [[`≥ ${number(goal.rate)}`, rate >= goal.rate]];
  if (goal.best && best) parts.push([`≥ ${goal.best}× best`, rate >= goal.best * best]);
  if (goal.torch && torch) parts.push([`≥ ${goal.torch}× PyTorch`, rate >= goal.torch * torch]);
  return parts.map(([text, reached]) => `${text} ${reached ? "✓" : "**✗**"}`).join(", ");
}

function workloadTables(rates) {
  const names = Object.keys(rates);
  const main = names.map((name) => {
    const results = rates[name];
    const best = bestPeer(results);
    const engine = results.engine.rate.median;
    const torch = results.PyTorch?.rate?.median;
    const goal = workloads[name].goal;
    return row([
      name,
      `**${number(engine)}** (${between(results.engine.rate)})`,
      best ? `${best.name} ${number(best.rate)}` : "none",
      times(engine, best?.rate),
      rateOf(results["by hand"]),
      rateOf(results.PyTorch),
      times(engine, torch),
      goal ? verdict(goal, results) : "",
    ]);
  });
  const peers = names.flatMap((name) =>
    Object.entries(rates[name]).map(([peer, { rate, check, failed }]) =>
      row([
        name.split(" ")[0] === "W2" || / with /.test(name) ? name.replace(/ MLP.*/, "") : name.split(" ")[0],
        peer,
        rate ? `${number(rate.median)} (${between(rate)})` : "not timed",
        failed ??
          (peer === "engine" ? "the reference" : `${check.difference.toExponential(1)} over ${check.steps} steps`),
      ]),
    ),
  );
  return [
    ...table(
      [
        "workload (float32, Adam), steps/s",
        "engine (min–max)",
        "best library",
        "×",
        "by hand",
        "PyTorch",
        "×",
        "asked",
      ],
      [1, 3, 4, 5, 6],
      main,
    ),
    "",
    "Every peer, with the largest relative difference of its losses from the engine's:",
    "",
    ...table(["workload", "peer", "steps/s (min–max)", "losses"], [2], peers),
  ];
}

function smoothTable(figures) {
  return table(
    ["while it trains", "tasks over 50 ms on the main thread", "frames/s, median", "slowest twentieth", "steps/s"],
    [1, 2, 3, 4],
    Object.entries(figures).map(([name, { longest, frames, slowFrames, steps }]) =>
      row([
        name.replace(/^.*\/|\.json$/g, ""),
        longest ? `${Math.round(longest)} ms` : "none",
        number(frames),
        number(slowFrames),
        number(steps),
      ]),
    ),
  );
}

function productTable(products) {
  const cell = (result) => (result.rate ? `${number(result.rate.median)} (${between(result.rate)})` : result.failed);
  return table(
    ["GFLOP/s", "engine", "jax-js", "tfjs wasm", "128-bit multiply+add peak", "of the peak", "× best"],
    [1, 2, 3, 4, 5, 6],
    Object.entries(products).map(([name, results]) =>
      row([
        name,
        ...["engine", "jax-js", "tfjs wasm", "peak"].map((peer) => cell(results[peer])),
        `${Math.round(100 * results.shareOfPeak)}%`,
        times(
          results.engine.rate.median,
          Math.max(0, ...["jax-js", "tfjs wasm"].map((peer) => results[peer].rate?.median ?? 0)),
        ),
      ]),
    ),
  );
}

function stressTable(stresses) {
  return table(
    ["subnormals", "normal, steps/s", "stressed, steps/s", "kept (asked: 80%)"],
    [1, 2, 3],
    Object.entries(stresses).map(([name, { normal, stressed, kept }]) =>
      row([
        name,
        `${number(normal.median)} (${between(normal)})`,
        `${number(stressed.median)} (${between(stressed)})`,
        `${Math.round(100 * kept)}% ${kept >= 0.8 ? "✓" : "**✗**"}`,
      ]),
    ),
  );
}

/** A cell with its verdict in the engine's row; the others are not judged. */
const judged = (name, text, reached, asked) =>
  name === "engine" ? `${text} ${reached ? "✓" : `**✗** (asked: ${asked})`}` : text;

function startTable(starts) {
  return table(
    ["page", "download, gzipped", "cold navigation → first W1 step", "× by hand", "in a tab at rest", "× by hand"],
    [1, 2, 3, 4, 5],
    Object.entries(starts).map(([name, start]) =>
      row([
        name,
        judged(name, `${digits3(start.bytes / 1000)} kB`, start.bytes <= 100_000, "≤ 100 kB"),
        `${start.milliseconds.median} ms (${between(start.milliseconds)})`,
        judged(name, start.timesByHand.toFixed(2), start.timesByHand <= 1.25, "≤ 1.25"),
        `${start.restMilliseconds.median} ms (${between(start.restMilliseconds)})`,
        start.restTimesByHand.toFixed(2),
      ]),
    ),
  );
}

function boundTable(bounds) {
  return table(
    [
      "workload",
      "FLOPs a step",
      "bytes a step",
      "GFLOP/s reached (peak)",
      "sweep of those bytes",
      "bound by",
      "floor",
      "measured",
      "of the floor's rate",
    ],
    [1, 2, 3, 4, 6, 7, 8],
    Object.entries(bounds).map(([name, b]) =>
      row([
        name,
        `${digits3(b.flops / 1e6)} M`,
        `${digits3(b.bytes / 1e6)} MB`,
        `${digits3(b.gflops)} (${digits3(b.peaks.flops / 1e9)})`,
        `${digits3(b.peaks.bandwidth / 1e9)} GB/s`,
        b.bound,
        `${digits3(b.floorMicroseconds)} µs`,
        `${digits3(b.microseconds)} µs`,
        `${Math.round(100 * b.share)}%`,
      ]),
    ),
  );
}

function learnTable(learned) {
  return table(
    ["learns", "asked", "reached"],
    [],
    Object.entries(learned).map(([name, { seconds, step, accuracy }]) =>
      row([
        name,
        `${learners[name].accuracy * 100}% within ${learners[name].seconds} s`,
        `${(accuracy * 100).toFixed(1)}% after ${seconds.toFixed(2)} s, ${step} steps`,
      ]),
    ),
  );
}

export function markdown(report) {
  const sections = [
    `Measured ${report.date} by \`npm run bench\` in ${report.browser}${report.pytorch ? ` and PyTorch ${report.pytorch}` : ""}, one thread each, on ${report.machine}; medians of ${report.rounds} interleaved rounds, min–max in brackets. Load before ${report.load.before}, after ${report.load.after}.`,
  ];
  const add = (title, part, make) =>
    part && Object.keys(part).length > 0 && sections.push(`## ${title}`, make(part).join("\n"));
  add("Training", report.rates, workloadTables);
  add("Products of matrices", report.products, productTable);
  add("Subnormals", report.stresses, stressTable);
  add("What bounds each workload", report.bounds, boundTable);
  add("Download and cold start", report.starts, startTable);
  add("Learning", report.learned, learnTable);
  if (report.lesson) {
    const { firstStep, figures } = report.lesson;
    sections.push(
      "## The lesson's page",
      `Navigation to the first trained step: ${firstStep.median} ms (${between(firstStep)}).`,
      smoothTable(figures).join("\n"),
    );
  }
  return `${sections.join("\n\n")}\n`;
}
