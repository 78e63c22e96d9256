/** Adam's first steps: the engine's are those of the formula, with the correction and without; and how they are drawn. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { firstStepsScene } from "../../../../web/elements/study/first_steps_scene.js";
import { type Client, createClient } from "../../../../web/engine/client.js";
import type { Program } from "../../../../web/engine/program.js";
import { type FirstSteps, steadyFactor, trainFirstSteps } from "../../../../web/figure/study/first_steps.js";
import { overlaps } from "../../../../web/scene/placement.js";
import { svgText } from "../../../../web/scene/svg.js";
import { optimizersCatalogs, sayOfOptimizers } from "../../../../web/strings/optimizers.js";
import { sayIn } from "../../../../web/strings/say.js";
import { textBox, texts } from "../../views/text_boxes.js";

let client: Client;
beforeAll(() => {
  client = createClient();
});
afterAll(() => client.dispose());

const bowl = (betas: [number, number]): Program => ({
  seed: 7,
  surface: { name: "bowl", start: [-5, 2.5] },
  optimizer: { type: "Adam", lr: 0.1, betas },
});

async function trained(program: Program): Promise<FirstSteps> {
  let steps: FirstSteps = { corrected: [], plain: [] };
  await trainFirstSteps(program, {
    client,
    signal: new AbortController().signal,
    onWaiting: () => {},
    onStep: (next) => {
      steps = next;
    },
  });
  return steps;
}

/** Kingma & Ba's algorithm 1 on 0.1 x² + 2 y², in double precision. */
function byFormula([beta1, beta2]: [number, number], corrected: boolean): number[] {
  const [place, m, v] = [
    [-5, 2.5],
    [0, 0],
    [0, 0],
  ];
  return Array.from({ length: 20 }, (_, index) => {
    const t = index + 1;
    const sizes = [0.2 * place[0]!, 4 * place[1]!].map((g, i) => {
      m[i] = beta1 * m[i]! + (1 - beta1) * g;
      v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
      const [c1, c2] = corrected ? [1 - beta1 ** t, 1 - beta2 ** t] : [1, 1];
      const step = (-0.1 * (m[i]! / c1)) / (Math.sqrt(v[i]! / c2) + 1e-8);
      place[i]! += step;
      return Math.abs(step);
    });
    return (sizes[0]! + sizes[1]!) / 2 / 0.1;
  });
}

test.each([[[0.9, 0.999]], [[0.5, 0.9]], [[0, 0.99]]] as [[number, number]][])(
  "with β %j both are the formula's",
  async (betas) => {
    const steps = await trained(bowl(betas));
    for (const [name, corrected] of [
      ["corrected", true],
      ["plain", false],
    ] as const) {
      // prettier-ignore
      const expected = byFormula(betas, corrected);
      expect(steps[name]).toHaveLength(20);
      steps[name].forEach((size, index) => expect(Math.abs(size - expected[index]!)).toBeLessThan(1e-3));
    }
    expect(steps.corrected[0]).toBeCloseTo(1, 4);
    expect(steps.plain[0]).toBeCloseTo(steadyFactor(betas, 1), 3);
  },
);

test("what the lesson says of a steady gradient: 3.16 α at first, 6.6 α near step 12", () => {
  const all = Array.from({ length: 40 }, (_, index) => steadyFactor([0.9, 0.999], index + 1));
  expect(all[0]).toBeCloseTo(3.162, 3);
  expect(Math.max(...all)).toBeCloseTo(6.57, 2);
  expect(all.indexOf(Math.max(...all)) + 1).toBe(12);
});

test("on digits the weights that move are counted, and it can be stopped", async () => {
  const digits: Program = {
    seed: 7,
    data: { name: "digits", train: 1437 },
    model: [{ type: "Linear", out_features: 16 }, { type: "ReLU" }, { type: "Linear", out_features: 10 }],
    loss: { type: "CrossEntropyLoss" },
    optimizer: { type: "Adam", lr: 0.003 },
    batch_size: 64,
  };
  const { corrected, plain } = await trained(digits);
  expect(corrected[0]).toBeCloseTo(1, 2);
  expect(plain[0]).toBeCloseTo(3.16, 1);
  const stopped = new AbortController();
  stopped.abort();
  const work = { client, signal: stopped.signal, onWaiting: () => {}, onStep: () => {} };
  await expect(trainFirstSteps(digits, work)).rejects.toThrow(/cancelled/);
});

test.each(["en", "zh"])("the drawing in %s keeps its texts apart and says its numbers", (lang) => {
  const steps = { corrected: byFormula([0.9, 0.999], true), plain: byFormula([0.9, 0.999], false) };
  const words = sayOfOptimizers(lang);
  for (const some of [steps, { corrected: [], plain: [] }])
    for (const width of [280, 328, 480, 640]) {
      const shown = { steps: some, betas: [0.9, 0.999], token: "run-3", width } as const;
      const scene = firstStepsScene(shown, sayIn(lang), words);
      const boxes = texts(scene).map(textBox);
      for (const box of boxes) {
        expect(box.x).toBeGreaterThanOrEqual(-0.5);
        expect(box.x + box.width).toBeLessThanOrEqual(width + 0.5);
        for (const other of boxes) if (other !== box) expect(overlaps(box, other), `${lang} ${width}`).toBe(false);
      }
      expect(svgText(scene, { title: "x", id: "x" })).not.toMatch(/NaN|undefined|style=/);
      if (some === steps) expect(scene.description).toMatch(/3\.16/);
    }
});

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, hole]) => hole!).sort();

test("both languages say the same, with the same holes", () => {
  const { en, zh } = optimizersCatalogs;
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const key of Object.keys(en) as (keyof typeof en)[])
    expect({ key, holes: holes(zh[key]) }).toEqual({ key, holes: holes(en[key]) });
});
