"""Record what real PyTorch's optimizers do to seven parameters, for tests/engine/optimizers.test.cpp.

Usage: python3 record_optimizers.py > ../engine/optimizers_recorded.hpp

Starts and gradients are multiples of 1/64, so that both sides read exactly the same floats from the text.
Every case runs six steps from the same start; only the last parameters are kept.
"""
import torch

STEPS = 6
START = [1.0, -0.5, 0.25, 2.0, -1.5, 0.0, 0.75]


def gradient(step):
    """The pattern changes sign from step to step and leaves one entry at zero throughout."""
    return [((step * 37 + i * 23) % 41 - 20) / 64 if i != 3 else 0.0 for i in range(len(START))]


CASES = [
    ("sgd", "SGD", dict(lr=0.1)),
    ("sgd_weight_decay", "SGD", dict(lr=0.1, weight_decay=0.05)),
    ("sgd_momentum", "SGD", dict(lr=0.1, momentum=0.9)),
    ("sgd_dampening", "SGD", dict(lr=0.1, momentum=0.9, dampening=0.5)),
    ("sgd_nesterov", "SGD", dict(lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01)),
    ("rmsprop", "RMSprop", dict(lr=0.01)),
    ("rmsprop_alpha", "RMSprop", dict(lr=0.01, alpha=0.9, eps=1e-4, weight_decay=0.1)),
    ("rmsprop_momentum", "RMSprop", dict(lr=0.01, momentum=0.9)),
    ("rmsprop_centered", "RMSprop", dict(lr=0.01, centered=True)),
    ("rmsprop_all", "RMSprop", dict(lr=0.01, alpha=0.95, momentum=0.5, centered=True, weight_decay=0.02)),
    ("adam", "Adam", dict(lr=0.01)),
    ("adam_betas", "Adam", dict(lr=0.02, betas=(0.8, 0.95), eps=1e-3)),
    ("adam_weight_decay", "Adam", dict(lr=0.01, weight_decay=0.1)),
    ("adamw", "AdamW", dict(lr=0.01)),
    ("adamw_weight_decay", "AdamW", dict(lr=0.01, weight_decay=0.3, betas=(0.85, 0.99))),
]


def literal(value):
    text = f"{value:.9g}"
    return (text if any(c in text for c in ".en") else text + ".0") + "f"


def row(values):
    return "{" + ", ".join(literal(v) for v in values) + "}"


def main():
    print("// Parameters after six steps of PyTorch's optimizers; written by tests/parity/record_optimizers.py.")
    print("// clang-format off")
    print("#pragma once")
    print("#include <array>")
    print("#include <string_view>")
    print("namespace livefig::recorded {")
    print(f"using Seven = std::array<float, {len(START)}>;")
    print(f"inline constexpr Seven start{row(START)};")
    print(f"inline constexpr std::array<Seven, {STEPS}> gradients{{{{")
    for step in range(STEPS):
        print(f"    {row(gradient(step))},")
    print("}};")
    print("struct Case { std::string_view name; Seven after; };")
    print(f"inline constexpr std::array<Case, {len(CASES)}> cases{{{{")
    for name, kind, arguments in CASES:
        parameter = torch.nn.Parameter(torch.tensor(START))
        optimizer = getattr(torch.optim, kind)([parameter], **arguments)
        for step in range(STEPS):
            parameter.grad = torch.tensor(gradient(step))
            optimizer.step()
        print(f'    {{"{name}", {row(parameter.tolist())}}},')
    print("}};")
    print("}  // namespace livefig::recorded")


main()
