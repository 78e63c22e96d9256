/**
 * A Chromium that nothing looks into: tabs are opened, sent and closed by the browser's own protocol, and no page is asked
 * to report anything. (Playwright has each page tell its every request, which a page with more files pays for.)
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A new window loads pages of Chromium's own, and a tab builds itself up: they are no part of a navigation at rest. */
export const settleMilliseconds = 700;

export async function launchBare({ executablePath, args }) {
  const profile = mkdtempSync(join(tmpdir(), "livefig-bench-"));
  const flags = ["--headless", "--no-first-run", "--remote-debugging-pipe", `--user-data-dir=${profile}`];
  const child = spawn(executablePath, [...args, ...flags, "about:blank"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const [, , , commands, answers] = child.stdio;
  const waiting = new Map();
  let count = 0;
  let text = "";
  answers.on("data", (piece) => {
    const messages = `${text}${piece}`.split("\0");
    text = messages.pop();
    for (const { id, result, error } of messages.map((message) => JSON.parse(message))) {
      const { resolve, reject } = waiting.get(id) ?? {};
      waiting.delete(id);
      if (error) reject?.(new Error(error.message));
      else resolve?.(result);
    }
  });
  let gone = null;
  const ended = new Promise((resolve) => {
    const end = (why) => {
      gone ??= new Error(`Chromium has ended: ${why}`);
      for (const { reject } of waiting.values()) reject(gone);
      waiting.clear();
      resolve();
    };
    child.on("error", (error) => end(error.message));
    child.on("close", end);
    commands.on("error", () => {});
  });
  const call = (method, params, sessionId) =>
    new Promise((resolve, reject) => {
      if (gone) return reject(gone);
      count += 1;
      waiting.set(count, { resolve, reject });
      commands.write(`${JSON.stringify({ id: count, method, params, sessionId })}\0`);
    });
  await call("Browser.getVersion");
  await wait(settleMilliseconds);

  return {
    /** Opens the URL in a context of its own, which the answer closes: as a link in a new tab, or in one at rest. */
    async open(url, { atRest }) {
      const { browserContextId } = await call("Target.createBrowserContext");
      const first = atRest ? "about:blank" : url;
      const { targetId } = await call("Target.createTarget", { url: first, browserContextId });
      if (atRest) {
        await wait(settleMilliseconds);
        const { sessionId } = await call("Target.attachToTarget", { targetId, flatten: true });
        await call("Page.navigate", { url }, sessionId);
      }
      return () => call("Target.disposeBrowserContext", { browserContextId });
    },
    async close() {
      child.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
