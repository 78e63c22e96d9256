/** A shared state: what goes into a link comes out of it, and nothing else does, whatever a link says. */
import { describe, expect, test } from "vitest";
import { decodeShared, encodeShared, isUntouched, LONGEST, ShareError, sharedOf } from "../../../web/figure/share.js";
import type { FigureSpec } from "../../../web/figure/spec.js";
import type { FigureState } from "../../../web/figure/state.js";
import {
  createState,
  setLanguage,
  setProgram,
  setSeed,
  setSpeed,
  setVariable,
  withShared,
} from "../../../web/figure/update.js";
import { dropout } from "./sample.js";

const spec: FigureSpec = {
  ...dropout,
  variables: { ...dropout.variables, start: [-1.5, 2], follow: "plain" },
  translations: { zh: { title: "丢弃法" } },
};
const fresh = createState(spec);
const through = (state: FigureState) => {
  const text = encodeShared(sharedOf(state, spec))!;
  return { text, back: withShared(createState(spec), decodeShared(text, spec), spec) };
};
const refusal = (text: string): string => {
  try {
    decodeShared(text, spec);
  } catch (error) {
    if (error instanceof ShareError) return error.key;
    throw error;
  }
  return "accepted";
};

describe("what a reader has made", () => {
  test("is nothing at first", () => {
    expect(encodeShared(sharedOf(fresh, spec))).toBe("1");
    expect(isUntouched(sharedOf(fresh, spec))).toBe(true);
    expect(isUntouched(sharedOf({ ...fresh, step: 3 }, spec))).toBe(false);
  });

  test("comes back: seed, values of every type, step and speed", () => {
    let state = setSeed(fresh, 12);
    for (const [name, value] of [
      ["p", 0.35],
      ["normalize", true],
      ["start", [0.1, -3e-7]],
      ["follow", "with dropout; p=1 & 'more' #5 %"],
    ] as const)
      state = setVariable(state, name, value);
    state = { ...setSpeed(state, Number.POSITIVE_INFINITY), step: 240 };
    const { text, back } = through(state);
    expect(text).toMatch(/^1;seed=12;var\.p=0\.35;.*step=240;speed=max$/);
    expect(text).not.toMatch(/[\s"'<>#&]/);
    expect([back.seed, back.variables, back.speed]).toEqual([12, state.variables, Number.POSITIVE_INFINITY]);
    expect(decodeShared(text, spec).step).toBe(240);
    expect(back.runs.map(({ program }) => program)).toEqual(state.runs.map(({ program }) => program));
  });

  test("comes back as a program where no variable says it", () => {
    const program = { ...fresh.program, batch_size: 5, note: "批量" } as typeof fresh.program;
    const state = setVariable(setProgram(fresh, program), "p", 0.2);
    const { text, back } = through(state);
    expect(text).toContain(";program=");
    expect(back.program).toEqual(state.program);
    expect(back.variables).toEqual(state.variables);
  });

  test("a program that the variables say is said by them", () => {
    const program = structuredClone(fresh.program);
    for (const layer of program.model!) if (layer.type === "Dropout") layer.p = 0.75;
    expect(encodeShared(sharedOf(setProgram(fresh, program), spec))).toBe("1;var.p=0.75");
  });

  test("a value beyond its control, which a program can give, comes back too", () => {
    const program = structuredClone(fresh.program);
    for (const layer of program.model!) if (layer.type === "Dropout") layer.p = 0.95;
    const state = setProgram(fresh, program);
    const { text, back } = through(state);
    expect(text).not.toContain("var.p");
    expect(back.program).toEqual(state.program);
  });

  test("does not depend on the language", () => {
    expect(encodeShared(sharedOf(setLanguage(fresh, spec, "zh"), spec))).toBe("1");
  });

  test("is not written where a link would break", () => {
    const data = { inputs: new Float32Array(20_000), targets: new Float32Array(10_000), shape: [2] };
    expect(encodeShared({ variables: {}, step: 0, program: { ...fresh.program, data } as never })).toBeNull();
  });
});

test.each([
  ["", "linkUnreadable"],
  ["3;seed=1", "linkVersion"],
  ["eyJ2IjoxfQ", "linkUnreadable"],
  ["1;seed=-1", "linkSeed"],
  ["1;seed=1.5", "linkSeed"],
  ["1;seed=1e3", "linkSeed"],
  ["1;seed=99999999999999999999", "linkSeed"],
  ["1;step=401", "linkStep"],
  ["1;step=1e9", "linkStep"],
  ["1;step=NaN", "linkStep"],
  ["1;speed=0", "linkSpeed"],
  ["1;speed=Infinity", "linkSpeed"],
  ["1;var.q=1", "linkVariable"],
  ["1;var.__proto__=1", "linkVariable"],
  ["1;var.constructor=1", "linkVariable"],
  ["1;var.p=0.95", "linkValue"],
  ["1;var.p=-0", "accepted"],
  ["1;var.p=0x1", "linkValue"],
  ["1;var.p=", "linkValue"],
  ["1;var.p= 0.5", "linkValue"],
  ["1;var.width=65", "linkValue"],
  ["1;var.normalize=1", "linkValue"],
  ["1;var.start=1", "linkValue"],
  ["1;var.start=1,2,3", "linkValue"],
  ["1;var.start=1,1e999", "linkValue"],
  [`1;var.follow=${"x".repeat(201)}`, "linkValue"],
  ["1;var.p=%", "linkUnreadable"],
  ["1;%E0%A4%A=1", "linkUnreadable"],
  ["1;seed=1;seed=2", "linkTwice"],
  ["1;pin=curves", "linkField"],
  ["1;<script>alert(1)</script>", "linkField"],
  ["1;", "linkField"],
  ["1;program=", "linkProgram"],
  ["1;program=bm90IGpzb24", "linkProgram"],
  ["1;program=W10", "linkProgram"],
  [`1;program=${btoa('{"seed":1}')}`, "linkProgram"],
  [`1;program=${btoa(`{"model":${"[".repeat(4000)}${"]".repeat(4000)}}`).slice(0, 11_000)}`, "linkProgram"],
  [`1;program=${btoa(`{"model":${"[".repeat(3500)}${"]".repeat(3500)}}`).replace(/=+$/, "")}`, "linkProgram"],
  ["1;program=_w", "linkProgram"],
  [`1;seed=${"1".repeat(LONGEST)}`, "linkTooLong"],
])("%.60s: %s", (text, key) => {
  expect(refusal(text)).toBe(key);
});

test("a locked control's value cannot come from a link", () => {
  const locked = { ...spec, controls: [{ ...spec.controls[0]!, lock: true }, ...spec.controls.slice(1)] };
  expect(() => decodeShared("1;var.p=0.2", locked)).toThrow(ShareError);
  expect(decodeShared("1;var.p=0.5", locked).variables).toEqual({ p: 0.5 });
});

test("a step belongs to the playback of the values beside it", () => {
  const switched = {
    ...spec,
    playback: {
      switch: "normalize",
      cases: { true: spec.playback, false: { ...spec.playback, steps: 50 } },
    },
  } as FigureSpec;
  expect(() => decodeShared("1;step=60", switched)).toThrow(ShareError);
  expect(decodeShared("1;var.normalize=true;step=60", switched).step).toBe(60);
});

test("4,000 broken links: each is refused by name or gives a figure within its controls", () => {
  let random = 7;
  const next = (below: number) => {
    random = (random * 48271) % 2147483647;
    return random % below;
  };
  const good = [
    "1;seed=12;var.p=0.35;var.normalize=true;var.start=0.1,-3e-7;step=240;speed=max",
    `1;program=${btoa(JSON.stringify({ model: [{ type: "Linear" }] })).replace(/=+$/, "")};var.width=64;step=3`,
  ];
  const letters = "0123456789.,;=%-+eE[]{}\"'<>&#\\/ \u0000\u202e\ud800π巧abvarstepseedprogram_";
  let accepted = 0;
  for (let round = 0; round < 4_000; round++) {
    const text = [...good[next(2)]!];
    for (let edits = 1 + next(4); edits > 0; edits--) {
      const at = next(text.length + 1);
      const what = next(4);
      if (what === 0) text.splice(at, 1 + next(6));
      else if (what === 1) text.splice(at, 0, letters[next(letters.length)]!);
      else if (what === 2) text.splice(at, 1, letters[next(letters.length)]!);
      else text.splice(at, 0, ...text.slice(next(text.length), next(text.length)));
    }
    const link = text.join("");
    if (refusal(link) !== "accepted") continue;
    accepted++;
    const { variables, step, speed, seed, program } = decodeShared(link, spec);
    expect(Object.keys(variables).every((name) => Object.hasOwn(spec.variables, name))).toBe(true);
    const { p = 0, start = [0, 0], width = 64 } = variables as { p?: number; start?: number[]; width?: number };
    expect(p >= 0 && p <= 0.9 && [64, 128].includes(width) && start.length === 2).toBe(true);
    expect(Number.isInteger(step) && step >= 0 && step <= 400).toBe(true);
    expect(seed === undefined || Number.isSafeInteger(seed)).toBe(true);
    expect(speed === undefined || speed > 0).toBe(true);
    // Whatever a program says is the engine's to judge; the variables beside it make a figure.
    if (!program) expect(withShared(fresh, decodeShared(link, spec), spec).runs).toHaveLength(2);
  }
  expect(accepted).toBeGreaterThan(40);
}, 30_000);
