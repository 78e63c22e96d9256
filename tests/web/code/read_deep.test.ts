/** Models of a thousand layers: read back as they were printed, and as a class of the learner's. */
import { describe, expect, test } from "vitest";
import { linesUntil } from "../../../web/code/read/printed_lines.js";
import { readScript } from "../../../web/code/read/read.js";
import { pytorchScript } from "../../../web/code/script.js";
import type { LayerProgram, Program } from "../../../web/engine/program.js";

const block: LayerProgram = {
  type: "Residual",
  block: [{ type: "Linear", out_features: 16 }, { type: "BatchNorm1d" }, { type: "ReLU" }],
};
const thousand: Program = {
  seed: 1,
  data: { name: "digits", train: 1000 },
  model: [
    { type: "Linear", out_features: 16 },
    ...Array<LayerProgram>(1000).fill(block),
    { type: "Linear", out_features: 10 },
  ],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "SGD", lr: 0.1 },
  batch_size: 64,
};

const deep = (definitions: string, layers: string, loop = "") => `import torch
from sklearn.datasets import load_digits
from torch import nn

${definitions}

g = torch.Generator().manual_seed(1)
digits = load_digits()
inputs = torch.tensor(digits.data / 16, dtype=torch.float32)
targets = torch.tensor(digits.target)
order = torch.randperm(len(inputs), generator=g)
inputs, targets = inputs[order], targets[order]
train_inputs, train_targets = inputs[:1000], targets[:1000]

torch.manual_seed(1)
model = nn.Sequential(nn.Linear(64, 16), ${layers}, nn.Linear(16, 10))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

shuffler = torch.Generator().manual_seed(1)
for epoch in range(4):
    order = torch.randperm(len(train_inputs), generator=shuffler)
    for rows in order.split(64):
        loss = criterion(model(train_inputs[rows]), train_targets[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()${loop}
`;

describe("a thousand residual blocks", () => {
  test("as they are printed", () => {
    const read = readScript(pytorchScript(thousand, 50) as string);
    expect(read.problem).toBeUndefined();
    if (!read.problem) expect(read.program.model).toEqual(thousand.model);
  });

  test("as they are printed for few rows, in many short epochs", () => {
    const short = { ...thousand, data: { name: "two_spirals", train: 256 } };
    expect(readScript(pytorchScript(short, 400) as string).problem).toBeUndefined();
  });

  test("as a class of the learner's", () => {
    const own = `class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.linear = nn.Linear(width, width)
        self.norm = nn.BatchNorm1d(width)

    def forward(self, x):
        return x + torch.relu(self.norm(self.linear(x)))
`;
    const read = readScript(deep(own, "*(Block(16) for _ in range(1000))"));
    expect(read.problem).toBeUndefined();
    if (!read.problem) expect(read.program.model).toEqual(thousand.model);
  });

  test("more layers than that are refused at the layer", () => {
    const { problem } = readScript(deep("", "*(nn.Linear(16, 16) for _ in range(99999999))"));
    expect(problem?.message).toContain("more than 4200 layers");
  });
});

describe("what a model does is remembered from step to step only while it stays the same", () => {
  const scaled = (forward: string) => `class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(16, 16)
        self.scale = 1

    def forward(self, x):
        ${forward}
`;
  const alike = /all steps are alike/;

  test("an attribute that the loop changes is seen", () => {
    const loop = "\n        model[1].scale = model[1].scale / 2";
    expect(
      readScript(deep(scaled("return x + self.scale * self.linear(x)"), "Block()", loop)).problem?.message,
    ).toMatch(alike);
  });

  test("so is a variable of the script that forward reads", () => {
    const loop = "\n        factor = factor / 2";
    const text = deep(`factor = 1\n${scaled("return x + factor * self.linear(x)")}`, "Block()", loop);
    expect(readScript(text).problem?.message).toMatch(alike);
  });

  test("what forward prints comes in every step", () => {
    const forward = 'print("forward")\n        return x + self.scale * self.linear(x)';
    const read = readScript(deep(scaled(forward), "Block()"));
    expect(read.problem).toBeUndefined();
    if (!read.problem) expect(linesUntil(read.output, 5, 100).length).toBe(6);
  });
});
