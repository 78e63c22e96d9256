/** Jobs for the engine in another process: the native build, or WebAssembly under Node. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (place) => fileURLToPath(new URL(place, import.meta.url));
const native = path("../../build/native/livefig_cli");
const data = { digits: path("../../lessons/deep-learning-basics/data/digits.bin") };

function ask(command, args, jobs) {
  const plain = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);
  const input = JSON.stringify({ data, jobs }, plain);
  return JSON.parse(execFileSync(command, args, { input, encoding: "utf8", maxBuffer: 1 << 30 }));
}

/** Each process answers a list of jobs with a list of answers (jobs.mjs). */
export const processes = {
  native(jobs) {
    if (!existsSync(native)) throw new Error(`${native} is missing: npm test -- "same bits" builds it`);
    return ask(native, [], jobs);
  },
  Node: (jobs) => ask(process.execPath, [path("node.mjs")], jobs),
};
