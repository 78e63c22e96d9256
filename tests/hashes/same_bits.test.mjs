/** The native build and WebAssembly under Node against the committed table of hashes, and what the table must hold. */
import { beforeAll, describe, expect, test } from "vitest";
import { loadEngine } from "../../dist/engine.js";
import { Fingerprint } from "./fingerprint.mjs";
import { processes } from "./processes.mjs";
import { jobs, programs, table } from "./table.mjs";

describe.each(Object.keys(processes))("%s", (side) => {
  let answers;

  beforeAll(() => {
    answers = processes[side](jobs);
  }, 240_000);

  test.each(programs.map(({ name }, i) => [name, i]))("%s", (name, i) => {
    expect(answers[i]).toEqual(table[name]);
  });

  test("values on demand are the hashed ones", () => {
    const at = programs.findIndex(({ name }) => name.startsWith("circles"));
    const [{ values, ...answer }] = processes[side]([{ ...jobs[at], values: true }]);
    expect(answer).toEqual(answers[at]);
    const state = new Fingerprint();
    for (const list of Object.values(values.state)) state.add(list);
    expect(state.text()).toBe(answer.state);
    expect(new Fingerprint().add(values.losses).add([answer.loss]).text()).toBe(answer.losses);
  });
});

describe("the table", () => {
  test("is of the programs, none of which trains like another", () => {
    expect(Object.keys(table)).toEqual(programs.map(({ name }) => name));
    for (const part of ["state", "losses"]) {
      const hashes = Object.values(table).map((answer) => answer[part]);
      expect(new Set(hashes).size).toBe(hashes.length);
    }
  });

  test("holds every type that the engine lists: a new one needs a program", async () => {
    const text = JSON.stringify(programs);
    for (const { types, unnamed } of Object.values((await loadEngine()).describe().families)) {
      expect(Object.keys(types).filter((name) => name !== unnamed && !text.includes(`"${name}"`))).toEqual([]);
    }
  });
});

describe("the fingerprint", () => {
  const of = (...values) => new Fingerprint().add(values).text();

  test("is FNV-1a over the bits", () => {
    const text = new TextEncoder().encode("chongo was here!");
    expect(of(...new Float32Array(text.buffer))).toBe(fnv1a(text));
    expect(of()).toBe(fnv1a([]));
  });

  test("tells −0 from 0 and an order from another, but no NaN from another", () => {
    expect(of(0)).not.toBe(of(-0));
    expect(of(1, 2)).not.toBe(of(2, 1));
    const odd = new Float32Array(new Uint32Array([0xffc12345]).buffer);
    expect(new Fingerprint().add(odd).text()).toBe(of(Number.NaN));
  });
});

/** By its definition, in integers of any size. */
function fnv1a(bytes) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}
