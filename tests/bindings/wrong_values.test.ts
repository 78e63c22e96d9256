/** Every argument of every method given every kind of wrong value: an EngineError or an answer, and the next call works. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine, Run } from "../../web/engine/load.js";
import { EngineError } from "../../web/engine/load.js";
import { digits, engine as load, ownArrays, refusal, surface } from "./engine.js";
import { type Anything, thrower, wrongValues } from "./wrong_values.js";

let engine: Engine;
let run: Run;
let plane: Run;
let before: string;
beforeAll(async () => {
  engine = await load();
  run = engine.createRun(digits());
  run.train(2);
  plane = engine.createRun(surface());
  before = fingerprint();
});
afterAll(() => {
  run.dispose();
  plane.dispose();
});

const fingerprint = () => JSON.stringify([...run.checkpoint(), ...plane.checkpoint()]);
const square = new Float32Array(64);
const changed = (changes: object): Anything => ({ ...digits(), ...changes });
const own = (data: object): Anything => ownArrays(data);

/** One entry per argument, and per field that a value may stand in. A run that is made is disposed of. */
const calls: Record<string, (value: Anything) => unknown> = {
  "validate program": (value) => engine.validate(value),
  "estimateBytes program": (value) => engine.estimateBytes(value),
  "createRun program": (value) => engine.createRun(value),
  "createRun seed": (value) => engine.createRun(changed({ seed: value })),
  "createRun data": (value) => engine.createRun(changed({ data: value })),
  "createRun data.inputs": (value) => engine.createRun(own({ inputs: value })),
  "createRun data.targets": (value) => engine.createRun(own({ targets: value })),
  "createRun data.shape": (value) => engine.createRun(own({ shape: value })),
  "createRun data.validation": (value) => engine.createRun(own({ validation: value })),
  "createRun data.validation.inputs": (value) => engine.createRun(own({ validation: { inputs: value, targets: [1] } })),
  "createRun data.validation.targets": (value) =>
    engine.createRun(own({ validation: { inputs: [1, 2], targets: value } })),
  "createRun model": (value) => engine.createRun(changed({ model: value })),
  "createRun model[0]": (value) => engine.createRun(changed({ model: [value] })),
  "createRun loss": (value) => engine.createRun(changed({ loss: value })),
  "createRun optimizer": (value) => engine.createRun(changed({ optimizer: value })),
  "createRun optimizer.lr": (value) => engine.createRun(changed({ optimizer: { type: "SGD", lr: value } })),
  "createRun surface": (value) => engine.createRun({ ...surface(), surface: value }),
  "createRun surface.start": (value) => engine.createRun({ ...surface(), surface: { name: "bowl", start: value } }),
  "matmul a": (value) => engine.matmul(value, square, 8, 8, 8),
  "matmul b": (value) => engine.matmul(square, value, 8, 8, 8),
  "matmul out": (value) => engine.matmul(square, square, 8, 8, 8, value),
  "matmul m": (value) => engine.matmul(square, square, value, 8, 8),
  "matmul k": (value) => engine.matmul(square, square, 8, value, 8),
  "matmul n": (value) => engine.matmul(square, square, 8, 8, value),
  "provide name": (value) => engine.provide(value, new Uint8Array(8)),
  "provide bytes": (value) => engine.provide("wrong", value),
  "train steps": (value) => run.train(value === 1e300 || value === 2 ** 53 ? -value : value),
  "evaluate split": (value) => run.evaluate(value),
  "predict inputs": (value) => run.predict(value, 1),
  "predict rows": (value) => run.predict(square, value),
  "probe name": (value) => run.probe(value),
  "probe options": (value) => run.probe("weights", value),
  "probe options.bins": (value) => run.probe("weights", { bins: value }),
  "probe options.layers": (value) => run.probe("activations", { layers: value }),
  "history since": (value) => run.history(value),
  "setParameters list": (value) => run.setParameters(value),
  "setParameters [0]": (value) => run.setParameters([value]),
  "setParameters [0].name": (value) => run.setParameters([{ name: value, data: [1] }]),
  "setParameters [0].data": (value) => run.setParameters([{ name: "0.bias", data: value }]),
  "setParameters [0].shape": (value) => run.setParameters([{ name: "0.bias", data: square, shape: value }]),
  "setParameters of a surface": (value) => plane.setParameters([{ name: "position", data: value }]),
  "loadStateDict dict": (value) => run.loadStateDict(value),
  "loadStateDict entry": (value) => run.loadStateDict({ "0.bias": value }),
  "loadStateDict shape": (value) => run.loadStateDict({ "0.bias": { shape: value, data: square } }),
  "loadStateDict data": (value) => run.loadStateDict({ "0.bias": { shape: [32], data: value } }),
  "update changes": (value) => run.update(value),
  "update optimizer": (value) => run.update({ optimizer: value }),
  "update optimizer.betas": (value) => run.update({ optimizer: { betas: value } }),
  "update model": (value) => run.update({ model: value }),
  "reprogram program": (value) => run.reprogram(value),
  "restore bytes": (value) => run.restore(value),
};

/** Where a wrong value is no wrong one: what is left out means the default, and a list of options may be empty. */
const rightSomewhere =
  /^(undefined|\{\}|\[\]|a Map|a Date|a DataView|an ArrayBuffer|an object without|1\.5|-1|2\^53|-?Infinity|1e300)/;

test("every method of the engine and of a run is in the table", () => {
  const methods = [engine, run].flatMap((one) => Object.getOwnPropertyNames(Object.getPrototypeOf(one)));
  const takesNothing =
    /^(constructor|version|crashed|memoryBytes|describe|program|status|layers|parameters|stateDict|checkpoint|penalty|bytes|disposed|dispose)$/;
  const named = new Set(Object.keys(calls).map((call) => call.split(" ")[0]));
  for (const method of methods) {
    if (!takesNothing.test(method) && !/^(reprogramText|begin|text)$/.test(method))
      expect(named, method).toContain(method);
  }
});

describe.each(Object.entries(calls))("%s", (name, call) => {
  test("refuses what is wrong, in words", () => {
    for (const [kind, make] of Object.entries(wrongValues)) {
      const what = `${name}: ${kind}`;
      try {
        const answer = call(make()) as { dispose?: () => void } | undefined;
        answer?.dispose?.();
        // `validate` answers its refusals; setting what was there already is no change.
        if (!name.startsWith("validate")) expect(kind, `${what} was taken`).toMatch(rightSomewhere);
        else expect((answer as unknown as EngineError[]).length, what).toBeGreaterThan(0);
      } catch (thrown) {
        if (!(thrown instanceof EngineError)) throw new Error(`${what} threw ${String(thrown)}`, { cause: thrown });
        expect(thrown.code, what).toMatch(
          /^(invalid_value|unknown_(name|field)|missing_field|bad_\w+|shape_mismatch|too_large|needs_new_run)$/,
        );
        expect(thrown.where, what).not.toBe("");
        expect(thrown.data.message.length, what).toBeGreaterThan(7);
      }
    }
    expect(engine.crashed).toBe(false);
    expect(fingerprint()).toBe(before);
    expect(engine.matmul(Float32Array.of(2), Float32Array.of(3), 1, 1, 1)).toEqual(Float32Array.of(6));
  });
});

describe("numbers that are none", () => {
  type Field = { name: string; kind: string; length?: number; family?: string };

  /** The smallest program that has this layer, loss, optimizer… with one field changed; `place` is the program's field. */
  function withField(place: Field, type: string, field: string, value: unknown): Anything {
    const object: Anything = { type, [field]: value };
    if (place.name === "data") return changed({ data: { name: type, [field]: value } });
    return changed({ [place.name]: place.kind === "list" ? [object, ...(digits().model ?? [])] : object });
  }

  test("in any numeric field of any type that there is: refused, with the field's place", () => {
    let tried = 0;
    const description = engine.describe() as Anything;
    for (const [family, { types }] of Object.entries(description.families) as [string, Anything][]) {
      const place = description.fields.find((field: Field) => field.family === family);
      if (!place) continue; // inside a layer
      for (const [type, fields] of Object.entries(types) as [string, Field[]][]) {
        for (const field of fields) {
          if (!/^(number|integer|numbers|integers)$/.test(field.kind) || type === "arrays") continue;
          for (const wrong of [Number.NaN, Infinity, -Infinity, "1", null, 1e300]) {
            if (wrong === null && field.kind === "integer") continue; // an optional one left open
            if (wrong === 1e300 && field.kind.endsWith("s")) continue;
            const value = field.kind.endsWith("s") ? new Array(field.length ?? 1).fill(wrong) : wrong;
            const program = withField(place, type, field.name, value);
            const said = engine.validate(program).map(({ where }) => where);
            const named = said.find((where) => where.includes(field.name)) ?? said[0];
            expect(named, `${family} ${type}.${field.name} = ${String(value)}`).toBeDefined();
            expect(refusal(() => engine.createRun(program)).code).toMatch(
              /^(invalid_value|missing_field|unknown_name)$/,
            );
            tried++;
          }
        }
      }
    }
    expect(tried).toBeGreaterThan(150);
  });

  test("in an update, as a slider's: refused, and the run goes on as it was", () => {
    for (const lr of [Number.NaN, Infinity, -1, 1e300, "0.1", null, 5n, Symbol("lr"), {}, [], thrower]) {
      expect(refusal(() => run.update({ optimizer: { lr } })).where).toMatch(/^(optimizer\.lr|program)$/);
    }
    expect(fingerprint()).toBe(before);
  });
});

describe("keys that pollute", () => {
  test("change no prototype, and are unknown fields", () => {
    const evil = JSON.parse('{"__proto__": {"lr": 0.5}, "optimizer": {"__proto__": {"polluted": 1}}}');
    expect(refusal(() => run.update(evil)).code).toBe("unknown_field");
    expect(refusal(() => engine.createRun({ ...digits(), ...JSON.parse('{"constructor": {"x": 1}}') })).code).toBe(
      "unknown_field",
    );
    expect(refusal(() => run.probe("weights", JSON.parse('{"__proto__": {"bins": 3}}'))).code).toBe("unknown_field");
    expect(refusal(() => run.loadStateDict(JSON.parse('{"__proto__": {"shape": [1], "data": [1]}}'))).code).toBe(
      "unknown_name",
    );
    expect(({} as Anything).polluted).toBeUndefined();
    expect(({} as Anything).lr).toBeUndefined();
  });
});

describe("arrays from elsewhere", () => {
  test("that are shared or can be resized are copied like any other", () => {
    const { inputs } = ownArrays().data as { inputs: Float32Array };
    const shared = new Float32Array(new SharedArrayBuffer(inputs.byteLength));
    shared.set(inputs);
    const resizable = new Float32Array(new (ArrayBuffer as Anything)(inputs.byteLength, { maxByteLength: 1024 }));
    resizable.set(inputs);
    const losses = [inputs, shared, resizable].map((array) => {
      const one = engine.createRun(ownArrays({ inputs: array }));
      const { loss } = one.train(5);
      one.dispose();
      return loss;
    });
    expect(new Set(losses).size).toBe(1);
  });

  test("that are larger than the engine can hold are refused, and it goes on", () => {
    // Never touched, so the machine gives no pages for it.
    const huge = new Float32Array(2 ** 28);
    expect(refusal(() => run.predict(huge, 2 ** 22)).code).toBe("too_large");
    expect(refusal(() => engine.matmul(huge, huge, 2 ** 14, 2 ** 14, 2 ** 14)).code).toBe("too_large");
    expect(refusal(() => engine.createRun(ownArrays({ inputs: huge }))).code).toBe("too_large");
    expect(refusal(() => engine.createRun(ownArrays({ targets: new Int32Array(2 ** 28) }))).code).toBe("too_large");
    expect(refusal(() => run.restore(new Uint8Array(2 ** 30))).code).toBe("too_large");
    expect(engine.crashed).toBe(false);
    expect(fingerprint()).toBe(before);
  });
});
