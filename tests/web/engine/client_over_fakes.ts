/** What a client over fake workers is asked, a session whose worker hangs, and how its promises end. */
import { vi } from "vitest";
import type { Client, ClientSession, Replaced } from "../../../web/engine/client.js";
import type { EngineError } from "../../../web/engine/errors.js";
import type { AdvanceRequest, SessionRun } from "../../../web/engine/session_types.js";
import type { FakeSpawner } from "./fake_worker.js";

export const runs: SessionRun[] = [{ name: "one", program: { seed: 1 } }];
export const request: AdvanceRequest = { steps: 5, budgetMs: 12, evaluateEvery: 0, probes: [] };
export const options = { wasmBytes: new Uint8Array(8), datasets: {}, maxWorkers: 2 };

/** The code a promise is refused with; the promise must have been refused by the time the microtasks are done. */
export function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "resolved",
    (error: EngineError) => error.code,
  );
}

export async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** A session whose worker stops answering from now on. */
export async function hungSessionOf(
  client: Client,
  spawner: FakeSpawner,
): Promise<{ session: ClientSession; events: Replaced[] }> {
  const session = await client.createSession(runs);
  const events: Replaced[] = [];
  session.onReplaced = (event) => events.push(event);
  spawner.last.lively = false;
  return { session, events };
}
