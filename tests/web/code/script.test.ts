/** The text of printed scripts; that it is true, tests/parity/scripts proves in PyTorch. */
import { expect, test } from "vitest";
import { call, list, literal, statement, tall } from "../../../web/code/python.js";
import { pytorchScript } from "../../../web/code/script.js";
import type { Program } from "../../../web/engine/program.js";

const program: Program = {
  seed: 3,
  data: { name: "moons" },
  model: [{ type: "Linear", out_features: 8 }, { type: "ReLU" }, { type: "Linear", out_features: 1 }],
  loss: { type: "BCEWithLogitsLoss", l2: 0.001 },
  optimizer: { type: "SGD", lr: 0.1, momentum: 0 },
  batch_size: 16,
};

test("a script is what one would write by hand", () => {
  expect(pytorchScript(program, 500)).toMatchInlineSnapshot(`
    "import math
    import torch
    from torch import nn

    n = 200 + 200
    g = torch.Generator().manual_seed(3)
    targets = torch.arange(n) % 2
    angle = math.pi * torch.rand(n, generator=g)
    x = torch.where(targets == 0, angle.cos(), 1 - angle.cos())
    y = torch.where(targets == 0, angle.sin(), 0.5 - angle.sin())
    inputs = torch.stack([x, y], 1) + 0.2 * torch.randn(n, 2, generator=g)
    targets = targets.float().unsqueeze(1)  # one output, one column
    order = torch.randperm(len(inputs), generator=g)
    inputs, targets = inputs[order], targets[order]
    train_inputs, train_targets = inputs[:200], targets[:200]
    validation_inputs, validation_targets = inputs[200:], targets[200:]

    torch.manual_seed(3)
    model = nn.Sequential(
        nn.Linear(2, 8),
        nn.ReLU(),
        nn.Linear(8, 1),
    )
    criterion = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    weights = [m.weight for m in model.modules() if isinstance(m, nn.Linear)]

    shuffler = torch.Generator().manual_seed(3)
    step, steps = 0, 500
    while step < steps:
        order = torch.randperm(len(train_inputs), generator=shuffler)
        for rows in order.split(16):
            loss = criterion(model(train_inputs[rows]), train_targets[rows])
            loss = loss + 0.001 * sum(w.square().sum() for w in weights)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            if step % 10 == 0:
                print(f"step {step}  loss {loss.item():.4f}")
            if step == steps:
                break

    model.eval()
    with torch.no_grad():
        outputs = model(validation_inputs)
    accuracy = ((outputs > 0) == (validation_targets > 0.5)).float().mean().item()
    print(f"validation accuracy {accuracy:.4f}")
    "
  `);
});

test("what is assumed anyhow is left out", () => {
  const script = pytorchScript(
    { ...program, optimizer: { type: "Adam", lr: 0.001, betas: [0.9, 0.999], eps: 1e-8 } },
    10,
  );
  expect(script).toContain("torch.optim.Adam(model.parameters(), lr=0.001)\n");
});

test("layers that come again and again are written once", () => {
  const group = [{ type: "Linear", out_features: 16 }, { type: "Tanh" }];
  const model = [...group, ...Array.from({ length: 1000 }, () => group).flat(), { type: "Linear", out_features: 1 }];
  const script = pytorchScript({ ...program, model }, 10);
  expect(script).toContain("*(layer for _ in range(1000) for layer in (nn.Linear(16, 16), nn.Tanh())),");
  expect(script.split("\n").length).toBeLessThan(70);
});

test("what does not fit into 88 columns is broken as Black breaks it", () => {
  const argument = "a_rather_long_argument_name=1234567";
  expect(statement("x", call("f", [argument, argument]))).toBe(`x = f(${argument}, ${argument})`);
  expect(statement("value", call("function", [argument, argument]))).toBe(
    `value = function(\n    ${argument}, ${argument}\n)`,
  );
  expect(statement("x", list([argument, argument, argument]))).toBe(
    `x = [\n    ${argument},\n    ${argument},\n    ${argument},\n]`,
  );
  expect(statement("x", tall(call("f", ["1"])))).toBe("x = f(\n    1,\n)");
});

test.each([
  [true, "True"],
  [0.001, "0.001"],
  [1e-8, "1e-8"],
  [0.00001, "1e-5"],
  [[0.9, 0.999], "(0.9, 0.999)"],
  [[3], "(3,)"],
  ["tanh", '"tanh"'],
  [Number.NaN, 'float("nan")'],
])("%j is written %s", (value, expected) => {
  expect(literal(value)).toBe(expected);
});
