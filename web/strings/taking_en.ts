/** What stands beside the code, in English: its other forms, and what can be taken along. Loaded with the code. */
export const takingEn = {
  codeForms: "Forms of the program",
  torchrunTitle: "PyTorch code for several processes",
  torchrunAbout:
    "The same training in several processes: each computes the gradients of its share of a batch, on a GPU or machine of its own, and DistributedDataParallel averages them, so the losses stay those of one process. You want it when a batch no longer fits into one machine's memory or an epoch takes hours; a network as small as this one only gets slower. It is started with",
  torchrunBatchNorm:
    "Batch norm sees only each process's share of a batch, so here the losses differ from those of one process.",
  torchrunDropout: "Each process draws dropout masks of its own, so here the losses agree only on average.",
  kerasTitle: "Keras code",
  kerasAbout:
    "The same program in Keras, to read. Keras draws other random numbers, so its losses agree with the figure's only on average.",
  kerasNone: "This program cannot be written in Keras: {reason}",
  take: "Take it further",
  takeAbout:
    "The weights have the names of PyTorch's state_dict and load into the script's model. Weights that were trained there and saved as safetensors load back into this run: choose the file, or drop it on the figure.",
  takeSurfaceAbout: "The descent as a notebook, and every recorded step as a table.",
  takeNotebook: "Notebook (.ipynb)",
  takeWeights: "Weights (.safetensors)",
  takeModel: "Trained model (.onnx)",
  takeHistory: "History (.csv)",
  takeLoad: "Load weights…",
  takeSaved: "Saved {file}, as it is at step {step}.",
  takeLoaded: "{file} loaded: “{run}” goes on from these weights at step {step}. Reset begins from the seed again.",
  takeFailed: "Not done: {reason}",
  misfitShape: "{name} has shape {shape}, the model's has {expected}",
  misfitMissing: "{name} is missing",
  misfitUnexpected: "{name} is not an array of this model",
  misfitMore: "and {count} more",
  notebookIntro:
    "Written by a live figure. It trains the figure's network in PyTorch from the same seed: the same data, weights and batches, and so the same losses.",
  notebookPreparation: "Preparation",
  notebookSource: "The network to borrow from",
  notebookData: "Data",
  notebookModel: "Model",
  notebookTraining: "Training",
  notebookEvaluation: "Evaluation",
} as const;
