// Draws of a normal distribution that is cut off on both sides.
#pragma once

#include "kernels/span.hpp"
#include "random/generator.hpp"

namespace livefig {

/// torch.nn.init.trunc_normal_ (1.13), within 1e-6 of it: one uniform draw per value, through the inverse error
/// function.
void draw_truncated_normal(Out values, double mean, double std, double a, double b, Generator& generator);

}  // namespace livefig
