"""Record what PyTorch's CPU generator draws, for tests/engine/random.test.cpp.

Usage: python3 record_random.py > ../engine/random_recorded.hpp

Floats are written as their bits, so that the test can compare bit by bit. Debian's PyTorch is built without MKL;
with MKL the dropout masks would be others.
"""
import struct
import textwrap

import torch
from torch.nn.functional import dropout

FAN_INS = list(range(1, 129)) + [144, 256, 288, 400, 512, 784, 1000]


def bits(values):
    return [struct.unpack("<I", struct.pack("<f", v))[0] for v in values.flatten().tolist()]


def emit(kind, name, values, form="{}"):
    body = textwrap.fill(", ".join(form.format(v) for v in values), 116)
    print(f"inline constexpr std::array<{kind}, {len(values)}> {name}{{\n{textwrap.indent(body, '    ')}}};")


def emit_bits(name, values):
    emit("std::uint32_t", name, bits(values), "0x{:08x}U")


def emit_floats(name, values):
    emit("float", name, values.flatten().tolist(), "{:.9e}F")


def main():
    print("// What PyTorch's CPU generator draws; written by tests/parity/record_random.py.")
    print("#pragma once\n#include <array>\n#include <cstdint>\nnamespace livefig::recorded {")

    # Across the 624-word blocks, with a seed above 32 bits.
    g = torch.Generator().manual_seed(2**40 + 5)
    draws = torch.rand(1300, generator=g)
    emit_bits("rand_around_blocks", torch.cat([draws[:4], draws[621:627], draws[1245:1251]]))

    # A linear layer's own bounds: two weights for each fan-in.
    torch.manual_seed(7)
    emit("int", "fan_ins", FAN_INS)
    emit_bits("linear_weights", torch.cat([torch.empty(2).uniform_(-1 / n**0.5, 1 / n**0.5) for n in FAN_INS]))
    emit_bits("uneven_uniforms", torch.empty(8).uniform_(-3, 0.1))

    g = torch.Generator().manual_seed(11)
    emit("std::int32_t", "permutation", torch.randperm(37, generator=g).tolist())
    emit("std::int32_t", "second_permutation", torch.randperm(37, generator=g).tolist())
    emit("std::int32_t", "end_of_long_permutation", torch.randperm(1797, generator=g)[-20:].tolist())
    emit("std::int32_t", "randints", torch.randint(0, 5, (20,), generator=g).tolist())
    emit("std::int32_t", "shifted_randints", torch.randint(-3, 1000, (20,), generator=g).tolist())

    # One odd draw first, so that pairs of draws lie across the blocks.
    for name, p in [("half", 0.5), ("fifth", 0.2), ("most", 0.9), ("third", 1 / 3)]:
        torch.manual_seed(3)
        torch.rand(1)
        mask = (dropout(torch.ones(1000), p) != 0).int().tolist()
        words = [sum(bit << i for i, bit in enumerate(mask[k : k + 32])) for k in range(0, 1000, 32)]
        emit("std::uint32_t", f"mask_{name}", words, "0x{:08x}U")

    # The sine that a small call leaves over survives the large call in between.
    torch.manual_seed(5)
    emit_floats("normals_small", torch.randn(3))
    emit_floats("normals_blocks", torch.randn(32))
    emit_floats("normals_spare", torch.randn(2))
    emit_floats("normals_tail", torch.randn(45))
    emit_floats("normals_fifteen", torch.randn(15))
    emit_floats("normals_scaled", torch.empty(20).normal_(2, 0.25))
    emit_floats("normals_small_scaled", torch.empty(5).normal_(-1, 3))
    emit_bits("rand_after_normals", torch.rand(3))
    print("}  // namespace livefig::recorded")


main()
