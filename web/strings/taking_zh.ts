/** What stands beside the code, in Simplified Chinese. Names that stand in code stay as they are. */
import type { takingEn } from "./taking_en.js";

export const takingZh: { readonly [K in keyof typeof takingEn]: string } = {
  codeForms: "程序的几种写法",
  torchrunTitle: "多进程的 PyTorch 代码",
  torchrunAbout:
    "用多个进程做同样的训练：每个进程在自己的 GPU 或机器上计算批次中自己那一份的梯度，DistributedDataParallel 再取平均，因此损失与单进程相同。当一个批次放不进一台机器的内存，或者一轮要训练几个小时，就用得上它；像这样小的网络只会更慢。启动命令：",
  torchrunBatchNorm: "批归一化只看到每个进程自己那一份数据，因此这里的损失与单进程不同。",
  torchrunDropout: "每个进程各自抽取 dropout 掩码，因此这里的损失只在平均意义上一致。",
  kerasTitle: "Keras 代码",
  kerasAbout: "同一个程序的 Keras 写法，供阅读。Keras 抽取的随机数不同，因此它的损失只在平均意义上与本图一致。",
  kerasNone: "这个程序无法用 Keras 写出：{reason}",
  take: "带走继续",
  takeAbout:
    "权重使用 PyTorch 的 state_dict 名称，可以载入脚本中的模型；在那里训练并保存为 safetensors 的权重也可以载回这条曲线：选择文件，或把它拖到图上。",
  takeSurfaceAbout: "把下降过程存为笔记本，把记录的每一步存为表格。",
  takeNotebook: "笔记本 (.ipynb)",
  takeWeights: "权重 (.safetensors)",
  takeModel: "训练好的模型 (.onnx)",
  takeHistory: "训练历史 (.csv)",
  takeLoad: "载入权重…",
  takeSaved: "已保存 {file}：第 {step} 步的状态。",
  takeLoaded: "已载入 {file}：“{run}”从第 {step} 步起用这些权重继续训练。重置会重新从种子开始。",
  takeFailed: "未完成：{reason}",
  misfitShape: "{name} 的形状是 {shape}，而模型的是 {expected}",
  misfitMissing: "缺少 {name}",
  misfitUnexpected: "{name} 不是这个模型的数组",
  misfitMore: "另有 {count} 处",
  notebookIntro:
    "由一幅可交互的图写成。它用 PyTorch 从同一个种子训练图中的网络：数据、权重和批次都相同，因此损失也相同。",
  notebookPreparation: "准备",
  notebookSource: "被借用的网络",
  notebookData: "数据",
  notebookModel: "模型",
  notebookTraining: "训练",
  notebookEvaluation: "评估",
};
