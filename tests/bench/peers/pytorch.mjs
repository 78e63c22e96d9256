/** The PyTorch process: one line of JSON to it, one back. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openblasFolder } from "../../../scripts/setup/system.mjs";

const python = process.env.LIVEFIG_TORCH_PYTHON ?? "/usr/bin/python3";

/** Resolves with the running process, or with null where there is no PyTorch. */
export async function startPytorch() {
  const openblas = openblasFolder();
  const threads = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
  const script = fileURLToPath(new URL("pytorch.py", import.meta.url));
  const child = spawn(python, [script], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...threads, ...(openblas ? { LD_LIBRARY_PATH: openblas } : {}) },
  });
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const failed = new Promise((resolve) => child.once("error", () => resolve({ done: true })));
  const read = async () => {
    const { value, done } = await Promise.race([lines.next(), failed]);
    if (done) return null;
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(answer.error);
    return answer;
  };
  const ask = async (message) => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
    const answer = await read();
    if (!answer) throw new Error("the PyTorch process ended");
    return answer;
  };
  const hello = await read();
  if (!hello) return null;
  return {
    version: `${hello.version} with ${openblas ? "OpenBLAS" : "the system's BLAS"}`,
    create: ask,
    train: (steps) => ask({ train: steps }),
    stop: () => child.stdin.end(),
  };
}
