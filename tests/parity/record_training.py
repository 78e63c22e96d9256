"""Record PyTorch's schedules, clipping and initializers, for schedules.test.cpp and initializers.test.cpp in tests/engine.

Usage: python3 record_training.py > ../engine/training_recorded.hpp
"""
import warnings

import torch
from torch import nn

warnings.simplefilter("ignore")

# name, base rate, scheduler, its arguments, steps
SCHEDULES = [
    ("step", 0.1, "StepLR", dict(step_size=3), 20),
    ("step_gamma", 0.3, "StepLR", dict(step_size=1, gamma=0.93), 60),
    ("linear", 0.1, "LinearLR", dict(), 12),
    ("linear_down", 0.2, "LinearLR", dict(start_factor=1.0, end_factor=0.1, total_iters=30), 40),
    ("cosine", 0.1, "CosineAnnealingLR", dict(T_max=20), 70),
    ("cosine_min", 0.1, "CosineAnnealingLR", dict(T_max=7, eta_min=0.01), 40),
    ("cosine_alternating", 0.1, "CosineAnnealingLR", dict(T_max=1, eta_min=0.02), 6),
    ("one_cycle", 0.1, "OneCycleLR", dict(max_lr=0.5, total_steps=50), 50),
    ("one_cycle_linear", 0.1, "OneCycleLR", dict(max_lr=0.5, total_steps=37, anneal_strategy="linear", pct_start=0.4), 37),
    ("one_cycle_three", 0.1, "OneCycleLR",
     dict(max_lr=0.4, total_steps=40, three_phase=True, div_factor=10.0, final_div_factor=100.0, max_momentum=0.9), 40),
    ("one_cycle_still", 0.1, "OneCycleLR", dict(max_lr=0.5, total_steps=10, cycle_momentum=False), 10),
]

# name, shape of the weight (its layer follows from it), initializer, arguments
INITIALIZERS = [
    ("orthogonal_wide", (3, 5), "orthogonal_", dict()),
    ("orthogonal_tall", (6, 4), "orthogonal_", dict(gain=2.0)),
    ("orthogonal_square", (8, 8), "orthogonal_", dict()),
    ("orthogonal_kernels", (4, 2, 3, 3), "orthogonal_", dict(gain=0.5)),
    ("orthogonal_one", (1, 1), "orthogonal_", dict()),
    ("trunc_normal", (5, 6), "trunc_normal_", dict()),
    ("trunc_normal_narrow", (4, 7), "trunc_normal_", dict(mean=0.5, std=0.25, a=0.25, b=1.5)),
    ("trunc_normal_tail", (3, 8), "trunc_normal_", dict(a=1.0, b=4.0)),
    ("eye_wide", (2, 4), "eye_", dict()),
    ("eye_tall", (4, 2), "eye_", dict()),
    ("dirac", (3, 2, 3, 3), "dirac_", dict()),
    ("dirac_even", (2, 3, 2, 2), "dirac_", dict()),
    ("kaiming_selu", (3, 4), "kaiming_uniform_", dict(nonlinearity="selu")),
]


def number(value):
    text = f"{value:.17g}"
    return text if any(c in text for c in ".en") else text + ".0"


def row(values, one=number):
    return "{" + ", ".join(one(v) for v in values) + "}"


def main():
    print("// What PyTorch's schedules and initializers give; written by tests/parity/record_training.py.")
    print("// clang-format off")
    print("#pragma once")
    print("#include <string_view>")
    print("#include <vector>")
    print("namespace livefig::recorded {")
    print("struct Schedule { std::string_view name; std::vector<double> rates; std::vector<double> momenta; };")
    print("inline const std::vector<Schedule> schedules{")
    for name, lr, kind, arguments, steps in SCHEDULES:
        optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=lr, momentum=0.5)
        scheduler = getattr(torch.optim.lr_scheduler, kind)(optimizer, **arguments)
        rates, momenta = [], []
        for _ in range(steps):
            rates.append(optimizer.param_groups[0]["lr"])
            momenta.append(optimizer.param_groups[0]["momentum"])
            optimizer.step()
            scheduler.step()
        print(f'    {{"{name}", {row(rates)}, {row(momenta)}}},')
    print("};")
    print("struct Initializer { std::string_view name; std::vector<float> weight; };")
    print("inline const std::vector<Initializer> initializers{")
    for name, shape, kind, arguments in INITIALIZERS:
        torch.manual_seed(7)
        layer = nn.Linear(shape[1], shape[0]) if len(shape) == 2 else nn.Conv2d(shape[1], shape[0], shape[2])
        getattr(nn.init, kind)(layer.weight, **arguments)
        print(f'    {{"{name}", {row(layer.weight.flatten().tolist(), lambda v: number(v) + "f")}}},')
    print("};")
    # Adam under OneCycleLR: beta1 moves, and the bias correction is of the present beta1.
    parameter = nn.Parameter(torch.tensor([1.0, -0.5]))
    optimizer = torch.optim.Adam([parameter], lr=0.1)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=20)
    for step in range(20):
        parameter.grad = torch.tensor([((step * 37) % 41 - 20) / 64, ((step * 23 + 5) % 41 - 20) / 64])
        optimizer.step()
        scheduler.step() if step < 19 else None
    print(f"inline const std::vector<float> adam_one_cycle{row(parameter.tolist(), lambda v: number(v) + 'f')};")
    gradients = [torch.tensor([3.0, -4.0, 0.5]), torch.tensor([12.0, 0.25])]
    parameters = [nn.Parameter(torch.zeros_like(g)) for g in gradients]
    for p, g in zip(parameters, gradients):
        p.grad = g
    nn.utils.clip_grad_norm_(parameters, 2.0)
    clipped = [v for p in parameters for v in p.grad.tolist()]
    print(f"inline const std::vector<float> clipped{row(clipped, lambda v: number(v) + 'f')};")
    print("}  // namespace livefig::recorded")


main()
