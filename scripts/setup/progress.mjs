// Tells the user what the set-up is doing while it does it: the step, its size, its time.

import { spawn } from "node:child_process";

const started = Date.now();

/** Prints one line with the seconds since the command began. */
export function say(text) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`[${seconds} s] ${text}\n`);
}

/** Runs `work`, saying what begins and how long it took. */
export async function step(title, work) {
  say(`${title} …`);
  const begin = Date.now();
  const result = await work();
  say(`${title}: done in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  return result;
}

export function megabytes(bytes) {
  return `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}

/** A failure whose message is for the user and needs no stack trace. */
export class SetupError extends Error {}

/**
 * Runs a command and resolves with what it printed. Quiet while all is well: the whole output comes
 * with the error when the command fails.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const { onOutput, input, cwd, env = process.env } = options;
    // CMake believes $PWD over the real folder: with a symlink on the way the two would differ.
    const place = cwd ? { cwd, env: { ...env, PWD: cwd } } : { env };
    const child = spawn(command, args, { ...place, stdio: ["pipe", "pipe", "pipe"] });
    const out = [];
    const all = [];
    child.stdout.on("data", (chunk) => {
      out.push(chunk);
      all.push(chunk);
      onOutput?.(chunk.toString());
    });
    child.stderr.on("data", (chunk) => {
      all.push(chunk);
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    child.on("error", (error) => reject(new SetupError(`cannot run ${command}: ${error.message}`)));
    child.on("close", (code, signal) => {
      if (code === 0) return resolve(Buffer.concat(out).toString());
      const said = Buffer.concat(all).toString().trim();
      reject(new SetupError(`${command} ${args.join(" ")} ended with ${signal ?? code}\n${said}`));
    });
  });
}
