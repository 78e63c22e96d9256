// Gradients near the smallest normal float, raised to where their products are normal too.
//
// A product of such a gradient with a weight or an input is subnormal, and one of those costs WebAssembly as much as
// some 50 others (activation.hpp). Times a power of two nothing is rounded, so the detour gives the same bits, or 0 in
// place of a subnormal number.
#pragma once

#include "kernels/span.hpp"

namespace livefig {

/// All below 2^-95 (2.5e-29), and not all 0. Costs nothing where gradients are alive: the first few tell.
bool vanishing(In gradients);
/// raised = gradients · 2^64.
void raise(In gradients, Out raised);
/// products · 2^-64, or 0 where that would be subnormal; NaN stays.
void lower(Out products);

}  // namespace livefig
