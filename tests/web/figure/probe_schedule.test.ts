/** How often a probe is asked, by what it costs. */
import { expect, test } from "vitest";
import { ProbeSchedule } from "../../../web/figure/probe_schedule.js";
import { createState } from "../../../web/figure/update.js";
import { dropout } from "./sample.js";

const state = createState(dropout);
const probe = (key: string, everyMs: number) => ({ key, run: 0, name: key, options: {}, everyMs });
const keys = (requests: { key: string }[]) => requests.map(({ key }) => key);

test("a dear probe is asked more seldom than it wants, a cheap one beside it is not", () => {
  const schedule = new ProbeSchedule(() => [probe("maps", 60), probe("ridge", 250)]);
  const first = schedule.due(state, 0);
  schedule.measured(first, 200, 1, 180);
  schedule.measured(schedule.due(state, 760).slice(0, 1), 760, 2, 2);
  // Both cost 180 together; alone the maps cost 2, so the ridge is what is dear.
  expect(keys(schedule.due(state, 825))).toEqual(["maps", "ridge"]);
  schedule.measured(schedule.due(state, 825), 1000, 3, 175);
  expect(keys(schedule.due(state, 1100))).toEqual(["maps"]);
  expect(keys(schedule.due(state, 1400))).toEqual(["maps"]);
  expect(keys(schedule.due(state, 1600))).toEqual(["maps", "ridge"]);
});

test("at rest all are asked that were not measured at this step", () => {
  const schedule = new ProbeSchedule(() => [probe("maps", 60), probe("ridge", 250)]);
  schedule.measured(schedule.due(state, 0).slice(0, 1), 0, state.step, 5);
  expect(keys(schedule.stale(state))).toEqual(["ridge"]);
  schedule.forget();
  expect(keys(schedule.stale(state))).toEqual(["maps", "ridge"]);
});
