// Keeps two commands (say `npm start` and `npm test`) from writing the same folder at once.

import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { say } from "./progress.mjs";

/**
 * Runs `work` while holding an exclusive lock on `file`. A child `flock` holds it and lets go when
 * our end of its pipe closes, so a killed command never leaves a stale lock behind. Where `flock`
 * does not exist there is no Debian toolchain to protect either, and `work` runs unlocked.
 */
export async function withLock(file, what, work) {
  mkdirSync(dirname(file), { recursive: true });
  const holder = spawn("flock", ["-x", file, "sh", "-c", "echo held; cat >/dev/null"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  holder.stdin.on("error", () => {});
  const waiting = setTimeout(() => say(`waiting for another livefig command to finish ${what}`), 1500);
  await new Promise((resolve) => {
    holder.stdout.once("data", resolve);
    holder.once("error", resolve);
    holder.once("close", resolve);
  });
  clearTimeout(waiting);
  try {
    return await work();
  } finally {
    holder.stdin.end();
  }
}
