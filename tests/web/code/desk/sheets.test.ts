/** Sheets take and follow one thing after the other, while someone types and moves sliders in between. */
import { fileURLToPath } from "node:url";
import { beforeEach, expect, test } from "vitest";
import { applied, type Change } from "../../../../web/code/changes.js";
import { Reader } from "../../../../web/code/desk/reader.js";
import { Sheets } from "../../../../web/code/desk/sheets.js";
import type { FigureRuntime } from "../../../../web/figure/runtime.js";
import type { FigureState } from "../../../../web/figure/state.js";
import { createState, setVariable } from "../../../../web/figure/update.js";
import { readSpecFile } from "../../../../web/site/pictures/spec_file.js";

const path = fileURLToPath(
  new URL("../../../../lessons/deep-learning-basics/figures/04-dropout.json", import.meta.url),
);
const spec = readSpecFile(path, "04-dropout.json");

/** A figure that takes whatever is asked, and an editor that holds run 0's text. */
class Figure {
  state: FigureState = createState(spec);
  readonly written = spec;
  editor = "";
  refusal: { code: string; where: string; message: string } | null = null;
  readonly sheets = new Sheets(
    {
      runtime: () => this as unknown as FigureRuntime,
      changed: (index, changes: readonly Change[]) => {
        if (index === 0) this.editor = applied(this.editor, changes);
      },
      told: () => {},
    },
    new Reader(() => null),
  );

  async tryAll(change: (state: FigureState) => FigureState) {
    await Promise.resolve();
    if (!this.refusal) this.state = change(this.state);
    return this.refusal;
  }

  set(name: string, value: number) {
    this.state = setVariable(this.state, name, value);
    return this.sheets.current(0, this.state);
  }

  type(from: string, to: string) {
    expect(this.editor).toContain(from);
    this.editor = this.editor.replace(from, to);
    this.sheets.edited(0, this.editor);
  }

  get sheet() {
    return this.sheets.get(0)!;
  }
}

let figure: Figure;
beforeEach(async () => {
  figure = new Figure();
  figure.editor = figure.sheets.current(0, figure.state).text;
  await figure.sheets.settled();
  expect(figure.sheet.read?.steps).toBe(1100);
});

test("a slider's number comes into the text", async () => {
  figure.set("p", 0.3);
  await figure.sheets.settled();
  expect(figure.editor).toBe(figure.sheet.text);
  expect(figure.editor).toContain("nn.Dropout(p=0.3)");
  expect(figure.sheets.trained(0, figure.state)).toBe(true);
});

test("what is typed while a text follows stays, and the slider's number comes into it", async () => {
  figure.set("p", 0.3);
  figure.type("criterion =", "# mine\ncriterion =");
  figure.set("p", 0.4);
  await figure.sheets.settled();
  expect(figure.editor).toContain("# mine");
  expect(figure.editor).toContain("nn.Dropout(p=0.4)");
  expect(figure.sheet.text).toBe(figure.editor);
});

test("an edit trains, and moves its control", async () => {
  figure.type("lr=0.001", "lr=0.002");
  await figure.sheets.take(0);
  expect(figure.state.runs[0].program.optimizer?.lr).toBe(0.002);
  figure.type("p=0.5", "p=0.25");
  figure.type("p=0.5", "p=0.25");
  await figure.sheets.take(0);
  expect(figure.state.variables.p).toBe(0.25);
  expect(figure.sheet.problem).toBeNull();
  expect(figure.sheets.trained(0, figure.state)).toBe(true);
});

test("a mistake and a refusal stay in the sheet, and the last good text with them", async () => {
  const { good } = figure.sheet;
  figure.type("nn.ReLU()", "nn.Relu()");
  await figure.sheets.take(0);
  expect(figure.sheet).toMatchObject({ good, text: figure.editor });
  expect(figure.sheet.problem?.message).toContain("nn.ReLU");
  figure.type("nn.Relu()", "nn.Tanh()");
  figure.refusal = { code: "bad_value", where: "optimizer.lr", message: "[optimizer.lr] must be above 0, got -1" };
  await figure.sheets.take(0);
  const { from, to, message } = figure.sheet.problem!;
  expect([figure.editor.slice(from, to), message]).toEqual(["0.001", "must be above 0, got -1"]);
  expect(figure.sheet.good).toBe(good);
});

test("another figure's sheets begin anew, whatever is still being read", async () => {
  figure.set("p", 0.3);
  figure.sheets.forget();
  await figure.sheets.settled();
  expect(figure.sheet).toBeUndefined();
  figure.editor = figure.sheets.current(0, figure.state).text;
  await figure.sheets.settled();
  expect(figure.sheet.read?.program.model).toContainEqual({ type: "Dropout", p: 0.3 });
});
