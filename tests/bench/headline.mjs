/** README's paragraph about speed, written by a full run: the ratios, the date, the machine, the command. */
import { readFileSync, writeFileSync } from "node:fs";
import { bestPeer } from "./report.mjs";
import { digits3 } from "./spread.mjs";

const times = (a, b) => `${digits3(a / b)}×`;
const number = (value) => Math.round(value).toLocaleString("en-US");

/** One row per workload that has a figure: the engine, the best library, how many times both. */
export function headline(report) {
  const rows = Object.entries(report.rates).flatMap(([name, results]) => {
    if (/^W[56] with/.test(name)) return [];
    const engine = results.engine.rate.median;
    const best = bestPeer(results);
    const torch = results.PyTorch?.rate?.median;
    const than = best ? `${times(engine, best.rate)} ${best.name}` : "no other trains it";
    return `| ${name} | ${number(engine)} | ${than} | ${torch ? times(engine, torch) : "–"} |`;
  });
  const { engine, "by hand": byHand } = report.starts;
  return [
    `Steps per second with Adam in ${report.browser}, one thread, medians of ${report.rounds} interleaved rounds, each peer`,
    `first checked to train to the same losses (${report.date}, ${report.machine}; reproduce with \`npm run bench\`,`,
    "[all of it](tests/bench/results.md)):",
    "",
    "| workload | this engine | the best library that trains in a browser | PyTorch, native, one thread |",
    "|---|---:|---:|---:|",
    ...rows,
    "",
    `A page with W1, opened as a link in a new tab, downloads ${digits3(engine.bytes / 1000)} kB and has trained its first step after`,
    `${engine.milliseconds.median} ms; JavaScript written by hand for that network takes ${byHand.milliseconds.median} ms`,
    `(the median of the rounds' own ratios is ${engine.timesByHand.toFixed(2)}; in a tab that is there and idle, ${engine.restTimesByHand.toFixed(2)}).`,
  ].join("\n");
}

/** Puts `text` where README keeps it. */
export function writeHeadline(file, text) {
  const readme = readFileSync(file, "utf8");
  const place = /(## How fast\n\n)[\s\S]*?(\n\n## )/;
  if (!place.test(readme)) throw new Error(`${file} has no section "How fast"`);
  writeFileSync(
    file,
    readme.replace(place, (_, before, after) => `${before}${text}${after}`),
  );
}
