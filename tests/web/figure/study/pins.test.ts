/** Pinned runs: what is kept of them, what differs, and that a link carries them. */
import { describe, expect, test } from "vitest";
import { settingsOf } from "../../../../web/figure/chapters.js";
import { decodeShared, encodeShared, sharedOf } from "../../../../web/figure/share.js";
import type { FigureState } from "../../../../web/figure/state.js";
import { differences } from "../../../../web/figure/study/differences.js";
import { type Pin, pinned, pinOverlays, waiting } from "../../../../web/figure/study/pins.js";
import {
  applySnapshot,
  createState,
  setProgram,
  setSeed,
  setVariable,
  withShared,
} from "../../../../web/figure/update.js";
import { dropout, snapshotAt } from "../sample.js";
import { moons } from "./trained.js";

const said = (before: FigureState, after: FigureState) =>
  differences(settingsOf(before), settingsOf(after), "seed").map(
    ({ label, before: was, after: is }) => `${label}: ${was} → ${is}`,
  );

describe("what differs", () => {
  const fresh = createState(moons);

  test("is said in the words of the controls", () => {
    expect(said(fresh, fresh)).toEqual([]);
    expect(said(fresh, setVariable(fresh, "lr", 0.0001))).toEqual(["learning rate: 0.01 → 1e−4"]);
    const both = setVariable(setSeed(fresh, 8), "width", 20);
    expect(said(fresh, both)).toEqual(["width: 12 → 20", "seed: 7 → 8"]);
  });

  test("is nothing where the same is trained: what a view looks at does not count", () => {
    expect(said(fresh, setVariable(fresh, "follow", "b"))).toEqual([]);
  });

  test("of programs that no control gives, is said by its place", () => {
    const edited = setProgram(fresh, { ...fresh.program, batch_size: 10, optimizer: { type: "SGD", lr: 0.5 } });
    expect(said(fresh, edited)).toEqual([
      'optimizer.type: "Adam" → "SGD"',
      "optimizer.lr: 0.01 → 0.5",
      "batch_size: 20 → 10",
    ]);
  });

  test("of one run alone is said with its name", () => {
    const runs = fresh.runs.map((run, index) =>
      index === 1 ? { ...run, program: { ...run.program, batch_size: 5 } } : run,
    );
    expect(said(fresh, { ...fresh, runs })).toEqual(["without, batch_size: 20 → 5"]);
  });

  test("of rows that came with another seed is left to the seed; others are told by their shape", () => {
    const rows = (seed: number, count: number) => {
      const state = setSeed(fresh, seed);
      const data = { inputs: new Float32Array(count).fill(seed), targets: new Int32Array(count / 2), shape: [2] };
      return { ...state, runs: state.runs.map((run) => ({ ...run, program: { ...run.program, data } })) };
    };
    expect(said(rows(7, 40), rows(8, 40))).toEqual(["seed: 7 → 8"]);
    expect(said(rows(7, 40), rows(7, 20))).toContain("without, data.inputs: (40,) → (20,)");
  });

  test("of a choice is said by its options", () => {
    const start = createState(dropout);
    expect(said(start, setVariable(start, "normalize", true))).toEqual(["Batch norm: ✗ → ✓"]);
    expect(said(start, setVariable(start, "width", 64))).toEqual(["Width: 128 → 64"]);
  });
});

describe("pinning", () => {
  const trainedTo = (p: number, step = 20) =>
    applySnapshot(setVariable(createState(dropout), "p", p), snapshotAt(step, [0, 10, 20]));

  test("keeps curves and settings, in a colour that no run and no other pin has", () => {
    expect(pinned([], createState(dropout), dropout)).toBeNull();
    let pins: Pin[] = [];
    for (let index = 0; index < 6; index++) pins = [...pins, pinned(pins, trainedTo(index / 10), dropout)!];
    expect(pins.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(pins.slice(0, 5).map(({ color }) => color))).toEqual(new Set([2, 3, 4, 5, 6]));
    expect(pinned(pins, trainedTo(0.7), dropout)).toBeNull();
    expect(pinned(pins.slice(1), trainedTo(0.1), dropout)).toBeNull();
    const [overlay] = pinOverlays(pins.slice(0, 1));
    expect(overlay).toMatchObject({ label: "① plain", color: 2, columns: { step: [0, 10, 20] } });
  });

  test("goes with the link, and comes back as settings to be trained again", () => {
    const first = pinned([], trainedTo(0.2), dropout)!;
    const second = pinned([first], trainedTo(0.9), dropout)!;
    const state = { ...trainedTo(0.4), pins: [first.text, second.text] };
    const text = encodeShared(sharedOf(state, dropout))!;
    expect(text).toMatch(/^2;/);
    const back = withShared(createState(dropout), decodeShared(text, dropout), dropout);
    expect(back.pins).toEqual([first.text, second.text]);
    expect(back.variables.p).toBe(0.4);
    const shared = decodeShared(first.text, dropout);
    const again = waiting([], withShared(createState(dropout), shared, dropout), shared.step, first.text)!;
    expect(again).toMatchObject({ step: 20, runs: [], settings: { variables: { p: 0.2 } } });
  });

  test("nothing but states of this figure is believed to be a pin", () => {
    const refusal = (text: string) => {
      try {
        decodeShared(text, dropout);
      } catch (error) {
        return (error as { key: string }).key;
      }
      return "accepted";
    };
    expect(refusal("2;pins=1;step=3")).toBe("accepted");
    expect(refusal("1;pins=1")).toBe("linkField");
    expect(refusal("2;pins=")).toBe("linkUnreadable");
    expect(refusal("2;pins=1%3Bvar.p%3D5")).toBe("linkValue");
    expect(refusal("2;pins=2%3Bpins%3D1")).toBe("linkPins");
    expect(refusal(`2;pins=${[1, 2, 3, 4, 5, 6, 7].map((step) => `1%3Bstep%3D${step}`).join("|")}`)).toBe("linkPins");
  });
});
