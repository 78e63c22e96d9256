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
  // A slice of the loss.
  sliceTitle: "第 {step} 步时 {run} 的权重周围的训练损失：一个切片",
  sliceAround: "围绕谁的权重",
  slicePlane: "平面",
  slicePaths: "路径所在的平面",
  sliceRandom: "随机，按滤波器归一化",
  unitPaths: "权重之间的距离",
  unitRandom: "以网络自身滤波器的长度为单位",
  start: "起点",
  sliceWalks: "正在训练路径",
  sliceMeasures: "已测量 {done} / {all} 个点",
  slicePathsDone:
    "{count} 个方向中的两个：重新训练到第 {step} 步的路径最贴近的平面。其上的损失从 {low} 到 {high}，{run} 的权重就在其中，损失为 {middle}；其他路径画的是它们的投影。",
  sliceRandomDone:
    "{count} 个方向中随机的两个，每个单元的权重与 {run} 自己的一样长。其上的损失从 {low} 到 {high}，{run} 的权重处为 {middle}。随机方向与几乎一切都成直角，所以路径缩成一个点。",
  sliceNone: "切片是网络损失的切片：先去下降数字。",
  sliceFirst: "先训练一会儿：还没有路径。",
  sliceFlat: "路径还没有张成一个平面：再训练一会儿。",
  saysShare: "{run} 的 {share}",
  saysShares: "沿路径的距离平方中，这个平面包含 {runs}。",
  saysSlice: "损失的地图，从 {low} 到 {high}。",
  firstStepsNone: "这里没有用 Adam 训练的运行。",
  failed: "无法训练：{reason}",
  remove: "移除",
};
