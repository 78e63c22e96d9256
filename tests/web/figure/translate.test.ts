/** A figure's translations: which texts they reach, which language gets them, what is refused. */
import { expect, test } from "vitest";
import { readout } from "../../../web/figure/readout.js";
import type { FigureSpec } from "../../../web/figure/spec.js";
import { translate } from "../../../web/figure/translate.js";
import { applySnapshot, createState, setLanguage, setProgram } from "../../../web/figure/update.js";
import { validateSpec } from "../../../web/figure/validate.js";
import { dropout, snapshotAt } from "./sample.js";

const spec: FigureSpec = {
  ...dropout,
  readout: "Best: {leader.trainLoss}[{?leader.trainLoss=plain}, as expected].",
  translations: {
    zh: {
      title: "丢弃法",
      readout: "最好：{leader.trainLoss}[{?leader.trainLoss=plain}，如预期]。",
      labels: { plain: "普通", Width: "宽度", Loss: "损失" },
    },
  },
};
const mistakes = (translations: unknown) =>
  validateSpec({ ...dropout, translations }, "a.json", { views: ["curves", "network"] }).mistakes;

test("texts, labels and titles are put in; names, programs and whatever is not translated stay", () => {
  const { title, task, controls, views, runs } = translate(spec, "zh-CN");
  expect([title, task, controls[1]?.label, controls[2]?.label]).toEqual(["丢弃法", dropout.task, "宽度", "Batch norm"]);
  expect(views).toMatchObject([{ title: "损失", type: "curves" }, { title: "Units" }]);
  expect(runs.map(({ name, label }) => [name, label])).toEqual([
    ["plain", "普通"],
    ["with dropout", "with dropout"],
  ]);
  expect(translate(spec, "fr")).toBe(spec);
  expect(translate(spec, undefined)).toBe(spec);
});

test("a readout compares a run by its name and says its label", () => {
  const state = applySnapshot(createState(spec, { lang: "zh" }), snapshotAt(5, [0, 5]));
  expect(readout(state)).toBe("最好：普通，如预期。");
  expect(readout(setLanguage(state, spec, "en"))).toBe("Best: plain, as expected.");
});

test("another language changes what is said and keeps numbers, values and an edited program", () => {
  const first = createState(spec, { lang: "en" });
  const program = { ...first.program, batch_size: 5 };
  const edited = applySnapshot(setProgram(first, program), snapshotAt(5, [0, 5]));
  const state = setLanguage(edited, spec, "zh");
  expect([state.spec.title, state.lang, state.step]).toEqual(["丢弃法", "zh", 5]);
  expect(state.program).toEqual(edited.program);
  expect(state.runs[0]).toMatchObject({ label: "普通", curves: edited.runs[0]?.curves });
});

test("what a translation says of nothing, or wrongly, is a mistake with its place", () => {
  expect(mistakes({ zh: { tilte: "x" } })[0]).toContain(
    "a.json: translations.zh.tilte: unknown field; there are title, task",
  );
  expect(mistakes({ zh: { labels: { Widh: "宽度" } } })[0]).toContain(
    'translations.zh.labels: nothing in the spec says "Widh"; did you mean "Width"?',
  );
  expect(mistakes({ zh: { labels: { Width: 3 } } })[0]).toContain('translations.zh.labels: "Width" must be a string');
  expect(mistakes({ zh: { hints: ["一"] } })[0]).toContain("translations.zh.hints: must be 0, as many as the spec has");
  expect(mistakes({ zh: { readout: "{runs.none.loss}" } })[0]).toContain("translations.zh.readout: ");
  expect(mistakes({ Chinese: {} })[0]).toContain("translations.Chinese: must be a language tag");
  expect(mistakes({ zh: { title: "丢弃法" } })).toEqual([]);
});
