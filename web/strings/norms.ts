/** What the drawing of γ and β says, by language; it comes with the view, which few figures have. */
import { sayFrom } from "./say.js";

const en = {
  gamma: "γ, the factor: each begins at 1",
  beta: "β, the offset: each begins at 0",
  none: "No network here has a γ and a β",
  waits: "γ and β appear when they are measured",
  saysNone: "No network here has a normalization with a γ and a β.",
  saysWait: "γ and β of each normalization, not measured yet.",
  says: "γ and β of every unit, layer by layer, at step {step}: {runs}.",
  saysRun:
    "{run}, γ from {gammaLow} to {gammaHigh} with median {gamma}, β from {betaLow} to {betaHigh} with median {beta}",
} as const;

const zh: { readonly [K in keyof typeof en]: string } = {
  gamma: "γ，系数：都从 1 开始",
  beta: "β，偏移：都从 0 开始",
  none: "这里没有带 γ 和 β 的网络",
  waits: "测量之后，这里显示 γ 和 β",
  saysNone: "这里没有带 γ 和 β 的归一化网络。",
  saysWait: "各归一化层的 γ 和 β，尚未测量。",
  says: "第 {step} 步时各层每个单元的 γ 和 β：{runs}。",
  saysRun: "{run}，γ 从 {gammaLow} 到 {gammaHigh}，中位数 {gamma}，β 从 {betaLow} 到 {betaHigh}，中位数 {beta}",
};

export const normCatalogs = { en, zh } as const;

export const sayOfNorms = sayFrom<typeof en>(normCatalogs);
