/** What is trained in the background: the figure's own numbers, once per program, each seed its own. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, createClient } from "../../../../web/engine/client.js";
import { settingsOf } from "../../../../web/figure/chapters.js";
import { rehearse, withSeed } from "../../../../web/figure/study/rehearsal.js";
import { createState, setVariable } from "../../../../web/figure/update.js";
import { moons, trained } from "./trained.js";

let client: Client;
beforeAll(() => {
  client = createClient();
});
afterAll(() => client.dispose());

test("the numbers are those that the figure would show, and the same program is trained once", async () => {
  const settings = settingsOf(setVariable(createState(moons), "p", 0.5));
  const progress: number[] = [];
  const rehearsal = {
    client,
    signal: new AbortController().signal,
    onProgress: (share: number) => progress.push(share),
  };
  const runs = await rehearse(settings, 60, rehearsal);
  expect(progress.at(-1)).toBe(1);
  const { runtime } = trained();
  await runtime.setVariable("p", 0.5);
  await runtime.step(60);
  expect(runs.map(({ curves }) => curves)).toEqual(runtime.state.runs.map(({ curves }) => curves));
  expect(await rehearse(settings, 60, rehearsal)).toBe(runs);
  const other = await rehearse(withSeed(settings, 8), 60, rehearsal);
  expect(other[0].curves.trainLoss).not.toEqual(runs[0].curves.trainLoss);
  expect(withSeed(settings, 8)).toMatchObject({ seed: 8, variables: { p: 0.5 } });
});
