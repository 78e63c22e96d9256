// Sums and products element by element. Outputs may be one of the inputs.
#pragma once

#include "kernels/span.hpp"

namespace livefig {

/// out = a + b.
void add(In a, In b, Out out);
/// out = a + factor · b: the residual connection, and a penalty's gradient (2λ·w added to dw).
void add_scaled(In a, float factor, In b, Out out);
/// out = a · b.
void multiply(In a, In b, Out out);
/// out = factor · a.
void scale(float factor, In a, Out out);
/// Values below the smallest normal float become 0; see activation.hpp.
void flush_subnormals(Out x);

}  // namespace livefig
