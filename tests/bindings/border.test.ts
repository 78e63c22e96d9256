/** What may come out of wasm besides answers: a refusal leaves the engine usable, a trap ends it for good. */
import { expect, test } from "vitest";
import { Border } from "../../web/engine/border.js";
import { refusal } from "./engine.js";

test("an answer passes, an error object is thrown, and the next call works", () => {
  const border = new Border();
  const error = { code: "bad_data", where: "data.inputs", message: "row 3 is not finite" };
  const thrown = refusal(() => border.call("createRun", () => ({ error })));
  expect(thrown).toMatchObject({ code: "bad_data", where: "data.inputs", data: error });
  expect(thrown.message).toBe("[data.inputs] row 3 is not finite");
  expect(border.call("train", () => 5)).toBe(5);
});

test("Embind's refusal of an argument is an invalid value, and the next call works", () => {
  const border = new Border();
  const wrong = () => {
    throw new TypeError('Cannot convert "undefined" to string');
  };
  expect(refusal(() => border.call("probe", wrong))).toMatchObject({ code: "invalid_value", where: "probe" });
  expect(border.trapped).toBe(false);
  expect(border.call("train", () => 5)).toBe(5);
});

test.each([
  ["a trap", new WebAssembly.RuntimeError("unreachable")],
  ["a stack overflow", new RangeError("Maximum call stack size exceeded")],
  ["the glue's abort()", ""],
])("after %s nothing goes in any more", (_, thrown) => {
  const border = new Border();
  const trap = () => {
    throw thrown;
  };
  expect(refusal(() => border.call("train", trap))).toMatchObject({
    code: "crashed",
    message: expect.stringMatching(/\w$/),
  });
  expect(border.trapped).toBe(true);
  let entered = false;
  const next = refusal(() =>
    border.call("evaluate", () => {
      entered = true;
      return 1;
    }),
  );
  expect(next).toMatchObject({ code: "crashed", where: "evaluate" });
  expect(entered).toBe(false);
});
