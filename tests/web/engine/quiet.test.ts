/** Background training: one piece at a time, only when no figure trains, cancelled at once, with a session's own numbers. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { trainQuietly } from "../../../web/engine/background.js";
import { type Client, createClient } from "../../../web/engine/client.js";
import { isQuiet, noteTraining } from "../../../web/engine/quiet.js";
import { Session } from "../../../web/engine/session.js";
import type { SessionRun, SessionSnapshot } from "../../../web/engine/session_types.js";
import { digits, engine as load } from "../../bindings/engine.js";

const runs: SessionRun[] = [{ name: "one", program: digits() }];
let client: Client;
beforeAll(() => {
  client = createClient();
});
afterAll(() => client.dispose());

const work = (onSnapshot: (snapshot: SessionSnapshot) => void, signal = new AbortController().signal) => ({
  runs,
  steps: 30,
  evaluateEvery: 10,
  onSnapshot,
  signal,
});

test("the numbers are those of a session that is watched, and it does not count as watched itself", async () => {
  const seen: SessionSnapshot[] = [];
  await trainQuietly(
    client,
    work((snapshot) => seen.push(snapshot)),
  );
  expect(isQuiet()).toBe(true);
  const losses = seen.flatMap((snapshot) => [...snapshot.runs[0].evaluations.validationLoss]);
  const direct = new Session(await load(), runs);
  const request = { steps: 30, budgetMs: Number.POSITIVE_INFINITY, evaluateEvery: 10, probes: [] };
  expect(losses).toEqual([...direct.advance(request, () => 0).runs[0].evaluations.validationLoss]);
  direct.dispose();
});

test("it waits while a figure trains, and says so", async () => {
  const session = await client.createSession(runs);
  const waits: boolean[] = [];
  let trained = 0;
  await session.advance({ steps: 1, budgetMs: 1000, evaluateEvery: 0, probes: [] });
  expect(isQuiet()).toBe(false);
  const done = trainQuietly(client, { ...work(() => trained++), onWaiting: (waiting) => waits.push(waiting) });
  for (let look = 0; look < 3; look++) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    noteTraining();
    expect(trained).toBe(0);
  }
  await done;
  expect(waits[0]).toBe(true);
  expect(waits).toContain(false);
  session.dispose();
});

test("an abort ends it, and the next piece begins", async () => {
  const abort = new AbortController();
  const first = trainQuietly(client, { ...work(() => abort.abort(), abort.signal), steps: 1e6 });
  const second = trainQuietly(
    client,
    work(() => undefined),
  );
  await expect(first).rejects.toMatchObject({ code: "cancelled" });
  await second;
});
