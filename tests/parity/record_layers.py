"""Record what PyTorch's layers draw and compute at awkward shapes, for tests/engine/layers_pytorch.test.cpp.

Usage: python3 record_layers.py > ../engine/layers_recorded.hpp

Of each model: the initial parameters, then two training passes (the second one's output, the gradients of sum(dy * y)
and the buffers behind it) and a pass in eval mode. Debian's PyTorch is built without MKL; with MKL the dropout masks
would be others.
"""
import json
import textwrap

import torch

from reference import make_model

torch.set_num_threads(1)

UNIFORM_INIT = {"weight": {"name": "kaiming_uniform_", "mode": "fan_out", "nonlinearity": "relu"}, "bias": {"name": "uniform_", "a": -2, "b": 0.5}}
NORMAL_INIT = {"weight": {"name": "kaiming_normal_", "nonlinearity": "tanh"}, "bias": "zeros_"}
CONV = {"type": "Conv2d", "kernel_size": 3}

# (model, shape of a row, rows)
CASES = [
    ([{"type": "Linear", "out_features": 1}], (1,), 1),
    ([{"type": "Linear", "out_features": 7}, {"type": "LeakyReLU", "negative_slope": 0.1}, {"type": "Linear", "out_features": 3, "bias": False}], (5,), 3),
    ([{"type": "Linear", "out_features": 5}, {"type": "Sigmoid"}], (2, 3), 3),
    ([CONV | {"out_channels": 3, "stride": 2, "padding": 1}, {"type": "Tanh"}], (2, 7, 5), 2),
    ([CONV | {"out_channels": 2, "bias": False}, {"type": "MaxPool2d", "kernel_size": 2}], (1, 6, 7), 2),
    ([CONV | {"out_channels": 1, "padding": 2, "stride": 3, "kernel_size": 2}], (3, 1, 4), 1),
    ([{"type": "MaxPool2d", "kernel_size": 3, "stride": 2, "padding": 1}], (2, 5, 4), 2),
    ([{"type": "BatchNorm1d"}], (3,), 2),
    ([{"type": "Linear", "out_features": 6}, {"type": "BatchNorm1d", "momentum": 0.3, "eps": 0.001}, {"type": "ReLU"}], (4,), 5),
    ([{"type": "BatchNorm1d", "affine": False}], (2, 5), 3),
    ([CONV | {"out_channels": 2}, {"type": "BatchNorm2d"}, {"type": "ReLU"}], (1, 5, 5), 3),
    ([{"type": "BatchNorm2d"}], (2, 3, 1), 1),
    ([{"type": "Linear", "out_features": 8}, {"type": "Dropout", "p": 0.3}, {"type": "Linear", "out_features": 3}], (4,), 5),
    ([{"type": "Residual", "scale": 0.5, "block": [{"type": "Linear", "out_features": 4}, {"type": "Tanh"}, {"type": "Residual", "block": [{"type": "Linear", "out_features": 4}]}]}, {"type": "Linear", "out_features": 2}], (4,), 3),
    ([CONV | {"out_channels": 2, "padding": 1}, {"type": "BatchNorm2d"}, {"type": "ReLU"}, {"type": "MaxPool2d", "kernel_size": 2}, {"type": "Flatten"}, {"type": "Dropout"}, {"type": "Linear", "out_features": 3}], (1, 5, 4), 4),
    ([{"type": "Linear", "out_features": 4, "init": UNIFORM_INIT}], (6,), 2),
    ([{"type": "Linear", "out_features": 4, "init": {"weight": {"name": "xavier_uniform_", "gain": 2}}}], (6,), 2),
    ([CONV | {"out_channels": 2, "init": {"weight": "xavier_uniform_", "bias": {"name": "constant_", "val": 0.25}}}], (2, 3, 3), 2),
    ([{"type": "Linear", "out_features": 4, "init": NORMAL_INIT}, {"type": "Linear", "out_features": 3}], (6,), 2),
    ([CONV | {"out_channels": 2, "init": {"weight": "kaiming_normal_"}}], (2, 3, 3), 2),
    ([{"type": "Linear", "out_features": 3, "init": {"weight": "xavier_normal_", "bias": {"name": "normal_", "mean": 1, "std": 0.1}}}], (6,), 2),
]


def flat(tensors):
    tensors = list(tensors)
    return torch.cat([t.detach().float().flatten() for t in tensors]) if tensors else torch.zeros(0)


def floats(tensor):
    return textwrap.indent(textwrap.fill(", ".join(f"{v:.8e}F" for v in tensor.flatten().tolist()), 116), "         ")


def record(model, shape, rows):
    torch.manual_seed(7)
    net, _ = make_model(model, shape)
    initial = flat(net.parameters())
    g = torch.Generator().manual_seed(5)
    x = torch.randn((rows, *shape), generator=g)
    x.requires_grad_()
    net.train()
    net(x)
    y = net(x)
    dy = torch.randn(y.shape, generator=g)
    (y * dy).sum().backward()
    buffers = flat(net.buffers())
    net.eval()
    evaluated = net(x)
    text = json.dumps(model, separators=(",", ":"))
    print(f'    {{R"({text})",\n     {{{", ".join(map(str, shape))}}}, {rows},')
    arrays = (x, dy, initial, y, x.grad, flat(p.grad for p in net.parameters()), buffers, evaluated)
    for array in arrays:
        print(f"     {{\n{floats(array)}}},")
    print("    },")


def main():
    print("// What PyTorch's layers draw and compute; written by tests/parity/record_layers.py.\n#pragma once\n#include <vector>\n")
    print('#include "tensor/shape.hpp"\n\nnamespace livefig::recorded {\n')
    print("/// x and dy go in; the rest is PyTorch's, flat, in named_parameters() and named_buffers() order.\nstruct RecordedModel {")
    print("  const char* model;\n  Shape shape;\n  std::size_t rows;\n  std::vector<float> x, dy, initial, trained, dx, gradients, buffers, evaluated;\n};\n")
    print("inline const std::vector<RecordedModel> models{")
    for case in CASES:
        record(*case)
    print("};\n\n}  // namespace livefig::recorded")


if __name__ == "__main__":
    main()
