/** Presets: one press sets them, the rest goes back to its defaults, and a spec hears what is wrong with one. */
import { describe, expect, test } from "vitest";
import type { Program } from "../../../web/engine/program.js";
import { isPreset, withPreset } from "../../../web/figure/presets.js";
import type { FigureSpec, PresetSpec } from "../../../web/figure/spec.js";
import { createState, setLanguage, setVariable } from "../../../web/figure/update.js";
import { validateSpec } from "../../../web/figure/validate.js";
import { dropout } from "./sample.js";

const wide: PresetSpec = { label: "much of it", hint: "More than half.", set: { p: 0.8, normalize: true } };
const none: PresetSpec = { label: "none", set: { p: 0 } };
const withPresets = (...presets: PresetSpec[]): FigureSpec => ({ ...dropout, presets });

test("a press sets its values, and what it does not name goes back to the default", () => {
  const state = setVariable(createState(withPresets(wide, none)), "width", 64);
  const set = withPreset(state, wide);
  expect(set.variables).toEqual({ p: 0.8, width: 128, depth: 2, normalize: true });
  expect(set.runs[1]!.program.model).toContainEqual({ type: "BatchNorm1d" });
  expect([isPreset(set, wide), isPreset(set, none), isPreset(state, none)]).toEqual([true, false, false]);
  expect(isPreset(setVariable(set, "p", 0.5), wide)).toBe(false);
});

test("its words are said in the figure's language, its values are none", () => {
  const labels = { "much of it": "很多", "More than half.": "一大半。" };
  const spec: FigureSpec = { ...withPresets(wide), translations: { zh: { labels } } };
  expect(validateSpec(spec, "a.json").mistakes).toEqual([]);
  const { presets } = setLanguage(createState(spec), spec, "zh").spec;
  expect(presets).toEqual([{ label: "很多", hint: "一大半。", set: wide.set }]);
});

describe("a mistake is named", () => {
  test.each<[string, unknown, string]>([
    ["no label", [{ set: {} }], "presets[0].label: is missing; it must be a string"],
    ["another field", [{ ...none, values: {} }], "presets[0].values: unknown field; there are label, hint, set"],
    ["no such variable", [none, { label: "a", set: { q: 1 } }], 'presets[1].set.q: no variable "q"'],
    [
      "a value that no control gives",
      [{ label: "a", set: { width: 100 } }],
      'presets[0].set.width: the control "Width" cannot give 100',
    ],
  ])("%s", (_, presets, said) => {
    const { mistakes } = validateSpec({ ...dropout, presets }, "a.json");
    expect(mistakes.join("\n")).toContain(said);
  });

  test("what the engine refuses is told with the preset's values", () => {
    const spec = withPresets({ label: "deep", set: { depth: 3 } });
    const checkProgram = ({ model }: Program) =>
      model!.length > 8 ? [{ code: "invalid_value" as const, where: "model", message: "is too deep" }] : [];
    expect(validateSpec(spec, "a.json", { checkProgram }).mistakes).toContainEqual(
      expect.stringContaining("is too deep (with depth = 3)"),
    );
  });
});
