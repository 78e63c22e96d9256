/** Scripts as people write them, not as they are printed: other loops, loaders, functions and classes give the same program. */
import { expect, test } from "vitest";
import { readScript } from "../../../web/code/read/read.js";
import { pytorchScript } from "../../../web/code/script.js";
import type { Program } from "../../../web/engine/program.js";

const base: Program = {
  seed: 3,
  data: { name: "digits", train: 300 },
  model: [
    { type: "Linear", out_features: 32 },
    { type: "ReLU" },
    { type: "Linear", out_features: 32 },
    { type: "ReLU" },
    { type: "Linear", out_features: 10 },
  ],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "Adam", lr: 0.001 },
  batch_size: 50,
};
const printed = pytorchScript(base, 60);
const [setUp, tail] = [
  printed.slice(0, printed.indexOf("torch.manual_seed")),
  printed.slice(printed.indexOf("model.eval()")),
];
const modelLines = printed.slice(printed.indexOf("torch.manual_seed"), printed.indexOf("shuffler ="));
const training = printed.slice(printed.indexOf("shuffler ="), printed.indexOf("model.eval()"));

function read(text: string) {
  const result = readScript(text);
  if (result.problem) throw new Error(`line ${result.problem.line}: ${result.problem.message}`);
  return result;
}
const model = (lines: string) =>
  read(`${setUp}torch.manual_seed(3)\n${lines}\ncriterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)\n${training}${tail}`).program;
const loop = (lines: string, head = setUp) => read(`${head}${modelLines}${lines}\n${tail}`);

test("epochs counted by for loops", () => {
  const found = loop(`shuffler = torch.Generator().manual_seed(3)
for epoch in range(10):
    order = torch.randperm(len(train_inputs), generator=shuffler)
    for rows in order.split(50):
        optimizer.zero_grad()
        loss = criterion(model(train_inputs[rows]), train_targets[rows])
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch}  loss {loss.item():.4f}")
`);
  expect(found.program).toMatchObject(base as object);
  expect(found.steps).toBe(60);
});

test("a thousand epochs are counted without being followed", () => {
  const found = loop(`shuffler = torch.Generator().manual_seed(3)
for epoch in range(1000):
    model.train()
    order = torch.randperm(len(train_inputs), generator=shuffler)
    for i in range(0, len(train_inputs), 50):
        rows = order[i : i + 50]
        optimizer.zero_grad()
        loss = criterion(model(train_inputs[rows]), train_targets[rows])
        loss.backward()
        optimizer.step()
`);
  expect(found.program).toMatchObject(base as object);
  expect(found.steps).toBe(6000);
});

test("a DataLoader, whose order is told to be another", () => {
  const found = loop(
    `loader = DataLoader(TensorDataset(train_inputs, train_targets), batch_size=50, shuffle=True)
def train(epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()

train(10)
`,
    `from torch.utils.data import DataLoader, TensorDataset\n${setUp}`,
  );
  expect(found.program).toMatchObject(base as object);
  expect(found.steps).toBe(60);
  expect(found.notes.map(({ message }) => message).join()).toMatch(/only on average/);
});

test("all rows at once, without an order", () => {
  const found = loop(`for step in range(1, 61):
    loss = criterion(model(train_inputs), train_targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
`);
  expect(found.program).toMatchObject({ ...base, batch_size: 300, shuffle: false } as object);
  expect(found.steps).toBe(60);
});

test.each([
  [
    "a list that a loop builds",
    `layers = []
width = 64
for _ in range(2):
    layers += [nn.Linear(width, 32), nn.ReLU()]
    width = 32
model = nn.Sequential(*layers, nn.Linear(width, 10))`,
  ],
  [
    "functions that build blocks",
    `def block(inputs, outputs, activation=nn.ReLU):
    """A layer and what follows it."""
    return nn.Sequential(nn.Linear(inputs, outputs), activation())

sizes = [64, 32, 32]
model = nn.Sequential(*[block(a, b) for a, b in zip(sizes, sizes[1:])], nn.Linear(sizes[-1], 10))`,
  ],
  [
    "a class with forward",
    `import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self, width: int = 32):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(64, width)
        self.fc2 = nn.Linear(width, width)
        self.out = nn.Linear(width, 10)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        x = torch.relu(self.fc2(x))
        return self.out(x)

model = Net()`,
  ],
])("a model as %s", (_, lines) => {
  expect(model(lines)).toMatchObject(base as object);
});

test("residual blocks of every form", () => {
  const block = { type: "Residual", scale: 0.5, block: [{ type: "Linear", out_features: 32 }, { type: "Tanh" }] };
  const wanted = [{ type: "Linear", out_features: 32 }, block, { type: "Linear", out_features: 10 }];
  for (const forward of ["x + self.scale * self.block(x)", "self.block(x) * self.scale + x", "x + self.block(x) / 2"])
    expect(
      model(`class Residual(nn.Module):
    def __init__(self, *block, scale=0.5):
        super().__init__()
        self.block = nn.Sequential(*block)
        self.scale = scale

    def forward(self, x):
        return ${forward}

model = nn.Sequential(nn.Linear(64, 32), Residual(nn.Linear(32, 32), nn.Tanh()), nn.Linear(32, 10))`).model,
    ).toEqual(wanted);
});

test("layers are frozen and initialized one by one, or by a loop over them", () => {
  const found =
    model(`model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 10))
for m in model.modules():
    if isinstance(m, nn.Linear):
        nn.init.kaiming_normal_(m.weight, nonlinearity="relu")
        nn.init.zeros_(m.bias)
for p in model[0].parameters():
    p.requires_grad = False`);
  const init = { weight: { name: "kaiming_normal_", nonlinearity: "relu" }, bias: "zeros_" };
  expect(found.model?.[0]).toEqual({ type: "Linear", out_features: 32, init, requires_grad: false });
  expect(found.model?.[4]).toEqual({ type: "Linear", out_features: 10, init });
});

const change = (from: string, to: string) => {
  expect(printed).toContain(from);
  const result = readScript(printed.replace(from, to));
  return result.problem ? `line ${result.problem.line}, ${result.problem.column}: ${result.problem.message}` : "read";
};

test.each([
  [
    "nn.ReLU(),\n    nn.Linear(32, 32)",
    "nn.LSTM(32, 32),\n    nn.Linear(32, 32)",
    /^line \d+, 8: `nn.LSTM` is not available in this lesson; it has Linear, Conv1d, /,
  ],
  ["nn.ReLU()", "nn.Relu()", /did you mean `nn.ReLU`\?/],
  [
    "torch.optim.Adam",
    "torch.optim.Adm",
    /`torch.optim.Adm` is not available in this lesson; did you mean `torch.optim.Adam`\?/,
  ],
  ["criterion(model", "criterin(model", /`criterin` is not defined; did you mean `criterion`\?/],
  ["nn.Linear(32, 32)", "nn.Linear(64, 32)", /`nn.Linear` takes 64 values here, but 32 arrive/],
  ["nn.Linear(32, 32)", "nn.Linear(32)", /`nn.Linear` also needs `out_features`/],
  ["lr=0.001", "learning_rate=0.001", /has no argument `learning_rate`/],
  ["nn.ReLU(),\n", "nn.ReLU()\n", /comma|cannot stand|missing/],
  ["        optimizer.zero_grad()\n", "", /the gradients of the step before are still there/],
  ["        loss.backward()\n", "", /there are no gradients yet/],
  ["        optimizer.step()\n", "", /nothing trains here|still there/],
  ["digits.data / 16", "digits.data / 15", /none of the lesson's sets/],
  [
    "            break",
    "            break\n        if step == 5000:\n            optimizer.zero_grad()\n            loss.backward()",
    /steps of a figure are all alike/,
  ],
  ["nn.CrossEntropyLoss()", "nn.MSELoss()", /takes a column of numbers/],
  ["if step % 10", "if loss.item() < 1 and step % 10", /depends on results of training/],
  ["model = nn", "while True:\n    pass\nmodel = nn", /does too much/],
  ["lr=0.001", "constructor=0.01", /Adam` has no argument `constructor`/],
  ["model = nn", "while len(order) > 0:\n    order = order[: len(order) // 16 * 16]\nmodel = nn", /does too much/],
  ["model = nn", "def f(x):\n    return f(x)\nf(1)\nmodel = nn", /too deeply/],
  ["model = nn", "x = [[0] * 9999 for i in range(10**9)]\nmodel = nn", /does too much|too long/],
  ["criterion = nn", "torch.manual_seed(3)\ncriterion = nn", /`torch.manual_seed` comes before the model/],
  ["nn.ReLU(),\n", "nn.Dropout(0.5),\n", /^read$/],
  ["import torch\n", "import numpy as np\nimport torch\n", /`numpy` is not available in this lesson/],
])("%j → %j is told at its place", (from, to, message) => {
  expect(change(from, to)).toMatch(message);
});

test("training in eval mode is told where dropout would be off, and nowhere else", () => {
  const evaluating = printed.replace("step, steps =", "model.eval()\nstep, steps =");
  expect(readScript(evaluating).problem).toBeUndefined();
  const { problem } = readScript(evaluating.replace("nn.ReLU()", "nn.Dropout(0.5)"));
  expect(problem?.message).toMatch(/in eval mode while it trains/);
});

test.each(["", "\n", "\n\n  "])("a text of nothing, %j, is told at its first place", (text) => {
  expect(readScript(text).problem).toMatchObject({ line: 1, column: 1, endColumn: 1 });
});

test("a model that would be a part of itself is told where it is put in", () => {
  const itself = printed.replace("criterion =", "model.append(nn.Sequential(model))\ncriterion =");
  expect(readScript(itself).problem?.message).toBe("a model cannot be a part of itself");
});
