"""Draw the named data sets with the torch lines that engine/data's headers give, for tests/engine/data_pytorch.test.cpp.

Usage: python3 record_data.py > ../engine/data_recorded.hpp

The lines below are the documentation's, word for word. The digits are a pattern of the real file's size, so that
the test needs no file: pixel i is i % 17, label i is i % 10.
"""
import math
import textwrap

import torch

SEED = 7


def two_spirals(n, g, turns=1.5, noise=0.05):
    label = torch.arange(n) % 2
    r = 0.2 + 1.8 * torch.rand(n, generator=g).sqrt()
    angle = math.pi * (turns * r + label)
    return torch.stack([r * angle.cos(), r * angle.sin()], 1) + noise * torch.randn(n, 2, generator=g), label


def moons(n, g, noise=0.2):
    label = torch.arange(n) % 2
    t = math.pi * torch.rand(n, generator=g)
    x = torch.where(label == 0, t.cos(), 1 - t.cos())
    y = torch.where(label == 0, t.sin(), 0.5 - t.sin())
    return torch.stack([x, y], 1) + noise * torch.randn(n, 2, generator=g), label


def circles(n, g, factor=0.5, noise=0.1):
    label = torch.arange(n) % 2
    t = 2 * math.pi * torch.rand(n, generator=g)
    r = torch.where(label == 0, 1.0, factor)
    return torch.stack([r * t.cos(), r * t.sin()], 1) + noise * torch.randn(n, 2, generator=g), label


def xor(n, g, noise=0.05):
    clean = 2 * torch.rand(n, 2, generator=g) - 1
    label = ((clean[:, 0] > 0) != (clean[:, 1] > 0)).long()
    return clean + noise * torch.randn(n, 2, generator=g), label


def blobs(n, g, classes=3, std=0.5):
    label = torch.arange(n) % classes
    angle = 2 * math.pi / classes * label
    return torch.stack([2 * angle.cos(), 2 * angle.sin()], 1) + std * torch.randn(n, 2, generator=g), label


def noisy_sine(n, g, noise=0.1):
    x = 6 * torch.rand(n, 1, generator=g) - 3
    return x, x.sin() + noise * torch.randn(n, 1, generator=g)


def digits():
    images = (torch.arange(1797 * 64) % 17).reshape(1797, 64) / 16
    return images, torch.arange(1797) % 10


def wandering(g):
    images, labels = digits()
    place = torch.randint(0, 5, (1797, 2), generator=g)
    canvas = torch.zeros(1797, 12, 12)
    for i, (row, column) in enumerate(place.tolist()):
        canvas[i, row : row + 8, column : column + 8] = images[i].reshape(8, 8)
    return canvas.reshape(1797, 144), labels


def emit(name, inputs, targets):
    for part, values in [("inputs", inputs), ("targets", targets)]:
        values = [f"{v:.9g}" for v in values.flatten().tolist()]
        values = [(v if any(c in v for c in ".en") else v + ".0") + "F" for v in values]
        body = textwrap.indent(textwrap.fill(", ".join(values), 114), "    ")
        print(f"inline constexpr std::array<float, {len(values)}> {name}_{part}{{\n{body}}};")


def permuted(draw, n):
    g = torch.Generator().manual_seed(SEED)
    inputs, targets = draw(n, g)
    order = torch.randperm(n, generator=g)
    return inputs[order], targets[order]


def main():
    print("// Rows of the named data sets as PyTorch draws them; written by tests/parity/record_data.py.")
    print("#pragma once\n#include <array>\nnamespace livefig::recorded {")
    for draw in (two_spirals, moons, circles, xor, blobs, noisy_sine):
        emit(draw.__name__, *permuted(draw, 27))
    # Twelve normals are drawn by another recipe than sixteen and more.
    emit("few_moons", *permuted(moons, 6))
    # Of the digits the first and the last row of the permuted set.
    inputs, targets = permuted(lambda n, g: digits(), 1797)
    emit("digits", inputs[[0, -1]], targets[[0, -1]])
    inputs, targets = permuted(lambda n, g: wandering(g), 1797)
    emit("wandering_digits", inputs[[0, -1]], targets[[0, -1]])
    print("}  // namespace livefig::recorded")


main()
