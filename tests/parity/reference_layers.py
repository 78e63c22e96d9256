"""Run every layer in real PyTorch at random awkward shapes, for tests/engine/layers_pytorch.test.cpp to compare.

Usage: python3 reference_layers.py OUT_FILE

Writes one JSON object a line: the model, x and dy that go in, the initial parameters, then two training passes (the
second one's output, the gradients of sum(dy * y) and the buffers behind it) and a pass in eval mode. Everything is
seeded. Debian's PyTorch is built without MKL; with MKL the dropout masks would be others.
"""
import json
import random
import sys

import torch

from reference import make_model

torch.set_num_threads(1)

CASES_PER_LAYER = 30


def row(r):
    """A row of numbers: one, a few, or enough for the lanes' main loops."""
    return (r.choice([1, 2, 3, 5, 8, 17, 33]),)


def sequence(r):
    return (r.randint(1, 4), r.choice([1, 2, 3, 7, 8, 13, 24]))


def image(r):
    return (r.randint(1, 4), r.choice([1, 2, 5, 8, 11]), r.choice([1, 3, 4, 7, 9, 16]))


def any_row(r):
    return r.choice([row, sequence, image])(r)


def window(r, shape, largest_padding):
    """A kernel that fits into every axis behind the channels; the stride and the padding may be left out."""
    kernel = r.randint(1, 5)
    padding = r.randint(0, largest_padding(kernel))
    kernel = max(1, min(kernel, min(shape[1:]) + 2 * padding))
    padding = min(padding, largest_padding(kernel))
    kernel = min(kernel, min(shape[1:]) + 2 * padding)
    spec = {"kernel_size": kernel}
    if padding:
        spec["padding"] = padding
    if r.random() < 0.6:
        spec["stride"] = r.randint(1, 3)
    return spec


def convolution(kind, shape_of):
    def case(r):
        shape = shape_of(r)
        spec = {"type": kind, "out_channels": r.choice([1, 2, 3, 4, 5, 9]), **window(r, shape, lambda kernel: kernel + 1)}
        if r.random() < 0.3:
            spec["bias"] = False
        return spec, shape

    return case


def pooling(kind, shape_of):
    def case(r):
        shape = shape_of(r)
        spec = {"type": kind, **window(r, shape, lambda kernel: kernel // 2)}
        if kind.startswith("Avg") and r.random() < 0.4:
            spec["count_include_pad"] = False
        return spec, shape

    return case


def adaptive(kind, shape_of):
    return lambda r: ({"type": kind, "output_size": r.choice([1, 1, 2, 3, 4, 7])}, shape_of(r))


def batch_norm(kind, shape_of):
    def case(r):
        spec = {"type": kind}
        if r.random() < 0.3:
            spec |= {"momentum": r.choice([0, 0.3, 1]), "eps": r.choice([1e-3, 1e-5])}
        if r.random() < 0.3:
            spec["affine"] = False
        return spec, shape_of(r)

    return case


def layer_norm(r):
    shape = any_row(r)
    spec = {"type": "LayerNorm"}
    if r.random() < 0.5:
        spec["normalized_shape"] = list(shape[r.randrange(len(shape)):])
    if r.random() < 0.3:
        spec["elementwise_affine"] = False
    if r.random() < 0.3:
        spec["eps"] = 1e-3
    return spec, shape


def linear(r):
    spec = {"type": "Linear", "out_features": r.choice([1, 2, 3, 5, 9, 16])}
    if r.random() < 0.3:
        spec["bias"] = False
    return spec, r.choice([row, row, sequence])(r)


def elementwise(kind, **arguments):
    return lambda r: ({"type": kind, **{name: r.choice(values) for name, values in arguments.items()}}, any_row(r))


def softmax(r):
    shape = r.choice([row, row, sequence])(r)
    return {"type": "Softmax", "dim": r.choice([-1, len(shape)])}, shape


def residual(r):
    shape = row(r)
    inner = [{"type": "LayerNorm"}, {"type": "Linear", "out_features": shape[0]}, {"type": r.choice(["Tanh", "GELU", "SiLU"])}]
    if r.random() < 0.3:
        inner.append({"type": "Residual", "scale": 0.5, "block": [{"type": "Linear", "out_features": shape[0]}]})
    return {"type": "Residual", "scale": r.choice([1, 0.5, -2]), "block": inner}, shape


LAYERS = {
    "Linear": linear,
    "Conv1d": convolution("Conv1d", sequence),
    "Conv2d": convolution("Conv2d", image),
    "MaxPool1d": pooling("MaxPool1d", sequence),
    "MaxPool2d": pooling("MaxPool2d", image),
    "AvgPool1d": pooling("AvgPool1d", sequence),
    "AvgPool2d": pooling("AvgPool2d", image),
    "AdaptiveAvgPool1d": adaptive("AdaptiveAvgPool1d", sequence),
    "AdaptiveAvgPool2d": adaptive("AdaptiveAvgPool2d", image),
    "Flatten": elementwise("Flatten"),
    "BatchNorm1d": batch_norm("BatchNorm1d", lambda r: r.choice([row, sequence])(r)),
    "BatchNorm2d": batch_norm("BatchNorm2d", image),
    "LayerNorm": layer_norm,
    "Dropout": elementwise("Dropout", p=[0, 0.2, 0.5, 0.9]),
    "ReLU": elementwise("ReLU"),
    "LeakyReLU": elementwise("LeakyReLU", negative_slope=[0.01, 0.3]),
    "ELU": elementwise("ELU", alpha=[1, 0.5, 2]),
    "GELU": elementwise("GELU", approximate=["none", "tanh"]),
    "SiLU": elementwise("SiLU"),
    "Tanh": elementwise("Tanh"),
    "Sigmoid": elementwise("Sigmoid"),
    "Softmax": softmax,
    "Residual": residual,
}

# What an `init` draws, once each and over both kinds of weights.
INITS = [
    {"weight": {"name": "kaiming_uniform_", "mode": "fan_out", "nonlinearity": "relu"}, "bias": {"name": "uniform_", "a": -2, "b": 0.5}},
    {"weight": {"name": "kaiming_normal_", "nonlinearity": "tanh"}, "bias": "zeros_"},
    {"weight": {"name": "kaiming_normal_", "mode": "fan_out"}},
    {"weight": {"name": "xavier_uniform_", "gain": 2}, "bias": {"name": "constant_", "val": 0.25}},
    {"weight": "xavier_normal_", "bias": {"name": "normal_", "mean": 1, "std": 0.1}},
    {"weight": "ones_"},
]
INIT_MODELS = [
    ([{"type": "Linear", "out_features": 5}, {"type": "Linear", "out_features": 3}], (6,)),
    ([{"type": "Conv1d", "out_channels": 3, "kernel_size": 3}], (2, 5)),
    ([{"type": "Conv2d", "out_channels": 2, "kernel_size": 3}], (2, 3, 4)),
]


def numbers(tensors):
    return [value for tensor in tensors for value in tensor.detach().float().flatten().tolist()]


def record(name, model, shape, rows, seed):
    torch.manual_seed(seed)
    net, _ = make_model(model, shape)
    initial = numbers(net.parameters())
    g = torch.Generator().manual_seed(seed + 1)
    x = torch.randn((rows, *shape), generator=g)
    x.requires_grad_()
    net.train()
    net(x)
    y = net(x)
    dy = torch.randn(y.shape, generator=g)
    (y * dy).sum().backward()
    buffers = numbers(net.buffers())
    net.eval()
    return {
        "layer": name,
        "model": model,
        "shape": list(shape),
        "rows": rows,
        "seed": seed,
        "x": numbers([x]),
        "dy": numbers([dy]),
        "initial": initial,
        "trained": numbers([y]),
        "dx": numbers([x.grad]),
        "gradients": numbers(p.grad for p in net.parameters()),
        "buffers": buffers,
        "evaluated": numbers([net(x)]),
    }


def cases():
    for name, make in LAYERS.items():
        r = random.Random(f"{name} at random")
        for index in range(CASES_PER_LAYER):
            spec, shape = make(r)
            rows = r.choice([1, 1, 2, 3, 5, 9])
            # A batch of one number has no variance.
            if name.startswith("BatchNorm") and rows * torch.Size(shape[1:]).numel() == 1:
                rows = 3
            yield name, [spec], shape, rows, 100 + index
    for index, init in enumerate(INITS):
        for layers, shape in INIT_MODELS:
            yield "init", [layers[0] | {"init": init}, *layers[1:]], shape, 2, index


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        for case in cases():
            out.write(json.dumps(record(*case), separators=(",", ":")) + "\n")
