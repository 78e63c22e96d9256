/** What the tools for optimizers say, in Chinese. */
import type { optimizersEn } from "./optimizers_en.js";

export const optimizersZh: { readonly [K in keyof typeof optimizersEn]: string } = {
  firstStepsTitle: "Adam 的前 {steps} 步，有无偏差修正",
  stepSizeAxis: "步子的平均大小，以学习率 α 为单位",
  with: "有修正",
  without: "无修正",
  steady: "假如梯度保持不变",
  firstStepsDone:
    "第 1 步：有修正时 {first} α，无修正时 {plain} α。无修正时最大的是第 {at} 步的 {most} α。两者从同一个起点训练，β₁ = {beta1}，β₂ = {beta2}；移动一个 β，就重新训练。",
  firstStepsNone: "这里没有用 Adam 训练的运行。",
  failed: "无法训练：{reason}",
  remove: "移除",
};
