/** A figure whose runs borrow: how far the source is trained is told on the way to step 0, and changes no number. */
import { expect, test } from "vitest";
import { Speaker } from "../../../web/elements/speaker.js";
import { createClient } from "../../../web/engine/client.js";
import { FigureRuntime } from "../../../web/figure/runtime.js";
import type { FigureSpec } from "../../../web/figure/spec.js";
import type { FigureState } from "../../../web/figure/state.js";
import { createState } from "../../../web/figure/update.js";
import { moons } from "./study/trained.js";

const network = (classes: number[], outputs: number, more: object) => ({
  seed: 3,
  data: { name: "digits", classes, ...more },
  model: [{ type: "Linear", out_features: 64 }, { type: "ReLU" }, { type: "Linear", out_features: outputs }],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "SGD", lr: { var: "lr" } },
  batch_size: 16,
});
const source = { ...network([0, 5], 6, { train: 900 }), optimizer: { type: "SGD", lr: 0.1 } };
const spec = {
  ...moons,
  variables: { lr: 0.1, steps: 30_000 },
  program: network([6, 9], 4, { per_class: 5 }),
  runs: [
    { name: "from scratch" },
    { name: "tuned", program: { from: { program: source, steps: { var: "steps" }, layers: 2 } } },
  ],
  controls: [],
} as unknown as FigureSpec;

function told(written = spec) {
  const seen: FigureState[] = [];
  const client = createClient();
  const clock = {
    now: () => performance.now(),
    requestFrame: (callback: () => void) => Number(setTimeout(callback, 0)),
    cancelFrame: (handle: number) => clearTimeout(handle),
  };
  const runtime = new FigureRuntime({ client, spec: written, clock, onChange: (state) => seen.push(state) });
  return { runtime, seen, shares: () => seen.flatMap(({ runs }) => runs[1].borrowing ?? []) };
}

test("the share rises, then step 0 is there, and the numbers are those without a word", async () => {
  const { runtime, seen, shares } = told();
  await runtime.start();
  expect(shares().length).toBeGreaterThan(1);
  expect(shares()).toEqual([...shares()].sort((a, b) => a - b));
  expect(shares().at(-1)).toBeLessThan(1);
  for (const { status, runs } of seen) expect(status === "loading").toBe(runs[1].borrowing !== undefined);
  const { runs } = runtime.state;
  expect(runs.map(({ borrowing }) => borrowing)).toEqual([undefined, undefined]);
  expect(runs.map(({ curves }) => curves.step)).toEqual([[0], [0]]);
  // Nothing of step 0 is shown before all of it can be.
  expect(seen.filter(({ runs: [, tuned] }) => tuned.borrowing !== undefined && tuned.curves.step.length > 0)).toEqual(
    [],
  );
  const session = await createClient().createSession(runs.map(({ name, program }) => ({ name, program })));
  const whole = await session.advance({ steps: 0, budgetMs: Number.POSITIVE_INFINITY, evaluateEvery: 10, probes: [] });
  expect(runs.map(({ curves }) => curves.trainLoss[0])).toEqual(whole.runs.map((run) => run.evaluations.trainLoss[0]));
});

test("a change does not wait for a source that is no longer wanted", async () => {
  const { runtime, shares } = told({ ...spec, variables: { lr: 0.1, steps: 100_000 } } as FigureSpec);
  const started = runtime.start();
  await expect.poll(() => shares().length).toBeGreaterThan(1);
  await runtime.setVariable("steps", 5);
  await started;
  expect(runtime.state.runs[1]).toMatchObject({ borrowing: undefined, curves: { step: [0] } });
});

test("it is read as it goes, and heard once", () => {
  const state = createState(spec);
  const at = (borrowing: number) => ({ ...state, runs: state.runs.map((run) => ({ ...run, borrowing })) });
  const speaker = new Speaker();
  expect([0, 0.423].map((share) => speaker.say(at(share), 0))).toEqual([
    {
      readout: "Training the network to borrow from: 0%.",
      announced: "Training the network to borrow from: 0%.",
    },
    {
      readout: "Training the network to borrow from: 42%.",
      announced: "Training the network to borrow from: 0%.",
    },
  ]);
});
