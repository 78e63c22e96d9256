/** A client over fake workers and faked time, anew for each test; what it is asked, and how its promises end. */
import { afterEach, beforeEach, vi } from "vitest";
import {
  type Client,
  type ClientOptions,
  type ClientSession,
  createClient,
  type Place,
  type Replaced,
} from "../../../web/engine/client.js";
import type { EngineError } from "../../../web/engine/errors.js";
import type { AdvanceRequest, SessionRun } from "../../../web/engine/session_types.js";
import { FakeSpawner } from "./fake_worker.js";

export const runs: SessionRun[] = [{ name: "one", program: { seed: 1 } }];
export const request: AdvanceRequest = { steps: 5, budgetMs: 12, evaluateEvery: 0, probes: [] };
export const options = { wasmBytes: new Uint8Array(8), datasets: {}, maxWorkers: 2 };

export let spawner: FakeSpawner;
export let client: Client;
/** Another client in place of the last, and other places for its workers if they are named. */
export function renew(given: ClientOptions, places?: Place[]): void {
  client?.dispose();
  if (places) spawner = new FakeSpawner(places);
  client = createClient(given, spawner);
}

beforeEach(() => {
  vi.useFakeTimers();
  renew(options, ["worker"]);
});
afterEach(() => {
  client.dispose();
  vi.useRealTimers();
});

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
export async function hungSession(): Promise<{ session: ClientSession; events: Replaced[] }> {
  const session = await client.createSession(runs);
  const events: Replaced[] = [];
  session.onReplaced = (event) => events.push(event);
  spawner.last.lively = false;
  return { session, events };
}
