/** What an open code panel says, in Chinese. */
import type { codeEn } from "./code_en.js";

export const codeZh: { readonly [K in keyof typeof codeEn]: string } = {
  codeTitle: "PyTorch 代码",
  codeOf: "曲线",
  codeReset: "还原代码",
  codeShared: "修改对所有曲线都有效；某条曲线自己的值或部分除外。",
  codeKeys: "按 Ctrl+Enter 立即运行。先按 Escape 再按 Tab 可离开编辑器。",
  codeLine: "第 {line} 行",
  codeAt: "{place}：{message}",
  codeKept: "改正之前，图继续训练上一个有效的版本。",
  codeShown: "图照样训练；代码可以阅读、复制和带走。",
  codeSteps: "本图训练到第 {steps} 步；代码写的是 {own} 步。",
  codeChanged: "第 {step} 步时移动了控件：从头运行这段代码，此后打印的数字会不同。",
  codeOutput: "输出",
  codeOutputEmpty: "图训练时，代码打印的内容显示在这里。",
};
