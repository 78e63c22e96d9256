/** Two commands at once: the second waits for the first, and a killed one leaves no lock behind. */
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withLock } from "../../scripts/setup/lock.mjs";

const lockModule = new URL("../../scripts/setup/lock.mjs", import.meta.url).href;
const newLock = () => join(mkdtempSync(join(tmpdir(), "livefig-lock-")), "lock");

test("work under one lock never overlaps", async () => {
  const file = newLock();
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 5 }, () =>
      withLock(file, "testing", async () => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 5));
        inside -= 1;
      }),
    ),
  );
  expect(most).toBe(1);
});

test("an error in the work lets go of the lock", async () => {
  const file = newLock();
  await expect(
    withLock(file, "testing", () => {
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  await withLock(file, "testing", () => {});
});

test("a killed process lets go of the lock", async () => {
  const file = newLock();
  const script = `import { withLock } from ${JSON.stringify(lockModule)};
    await withLock(${JSON.stringify(file)}, "testing", () => new Promise(() => { console.log("held"); setInterval(() => {}, 1000); }));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  child.kill("SIGKILL");
  await withLock(file, "testing", () => {});
});
