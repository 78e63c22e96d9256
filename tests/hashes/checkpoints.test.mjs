/** 1,000 steps are 400, a checkpoint, and 600 in another process, whichever build saved and whichever goes on. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { processes } from "./processes.mjs";
import { programs } from "./table.mjs";

const chosen = [
  "tanh, momentum, normal weights",
  "moons, dropout",
  "circles, batch norm",
  "blobs, RMSprop centered with momentum",
  "digits, dropout and batch norm",
  "convolutions and pooling on digits",
  "residual blocks, dropout inside",
  "one-cycle rate, momentum cycled, orthogonal and truncated normal weights",
  "Huber, stepped rate, a frozen layer",
  "own arrays, one row a batch",
  "Adam on the Rosenbrock surface, without bias correction",
];
const sides = Object.keys(processes);
const ways = sides.flatMap((saves) => sides.map((goesOn) => [saves, goesOn]));

const folder = mkdtempSync(join(tmpdir(), "livefig-checkpoints-"));
const file = (side, name, step) => join(folder, `${side}-${name.replaceAll(/\W+/g, "-")}-${step}`);
const jobs = (extra) =>
  chosen.map((name) => ({ program: programs.find((entry) => entry.name === name).program, ...extra(name) }));

/** Side → the answers of 1,000 steps at once. */
const whole = {};

beforeAll(() => {
  for (const side of sides) {
    whole[side] = processes[side](jobs((name) => ({ steps: 1000, checkpoint: file(side, name, 1000) })));
    const halves = processes[side](jobs((name) => ({ steps: 400, checkpoint: file(side, name, 400) })));
    expect(halves.map(({ step, error }) => error ?? step)).toEqual(chosen.map(() => 400));
  }
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true }));

test("every side's checkpoints are the same bytes", () => {
  for (const name of chosen) {
    for (const step of [400, 1000]) {
      const [first, ...others] = sides.map((side) => readFileSync(file(side, name, step)));
      for (const other of others) expect(other.equals(first), `${name}, step ${step}`).toBe(true);
    }
  }
});

describe.each(ways)("saved by %s, gone on by %s", (saves, goesOn) => {
  const ended = (name) => file(`${saves}-${goesOn}`, name, 1000);
  let answers;

  beforeAll(() => {
    const restored = (name) => ({ restore: file(saves, name, 400), steps: 600, checkpoint: ended(name) });
    answers = processes[goesOn](jobs(restored));
  }, 240_000);

  test.each(chosen.map((name, i) => [name, i]))("%s", (name, i) => {
    expect(answers[i].step).toBe(1000);
    expect(answers[i]).toEqual(whole[goesOn][i]);
    // Nothing is left out: optimizer, generators, order of rows, history.
    expect(readFileSync(ended(name)).equals(readFileSync(file(goesOn, name, 1000)))).toBe(true);
  });
});

describe.each(sides)("%s refuses", (side) => {
  const [name, other] = chosen;
  const refusal = (bytes) => {
    const restore = join(folder, "bad");
    writeFileSync(restore, bytes);
    const { program } = programs.find((entry) => entry.name === name);
    return processes[side]([{ program, restore, steps: 1 }])[0].error;
  };

  test.each([
    ["nothing", () => "", /too short/],
    ["half a checkpoint", (bytes) => bytes.subarray(0, bytes.length / 2), /cut off/],
    ["one altered bit", (bytes) => bytes.with(bytes.length - 100, bytes.at(-100) ^ 1), /altered/],
    ["another file", () => readFileSync(new URL("programs.json", import.meta.url)), /does not begin like/],
    ["another program's checkpoint", () => readFileSync(file(side, other, 400)), /belongs to another program: seed/],
  ])("%s", (_, bad, message) => {
    const saved = new Uint8Array(readFileSync(file(side, name, 400)));
    expect(refusal(bad(saved))).toEqual({
      code: "bad_checkpoint",
      where: "checkpoint",
      message: expect.stringMatching(message),
    });
  });
});
