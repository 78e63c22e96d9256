// Activations element by element, forward and backward. A span may be overwritten in place (y = x, dx = dy).
//
// Results below 1.18e-38 are set to 0: subnormal floats are some 50 times slower in WebAssembly.
// NaN stays NaN, so that divergence is seen.
#pragma once

#include "kernels/span.hpp"

namespace livefig {

void relu_forward(In x, Out y);
/// dx = dy where y > 0 or y is NaN, else 0.
void relu_backward(In y, In dy, Out dx);

/// y = x for x > 0, else slope · x.
void leaky_relu_forward(float slope, In x, Out y);
void leaky_relu_backward(float slope, In x, In dy, Out dx);

void tanh_forward(In x, Out y);
/// dx = dy · (1 − y²).
void tanh_backward(In y, In dy, Out dx);

void sigmoid_forward(In x, Out y);
/// dx = dy · (1 − y) · y.
void sigmoid_backward(In y, In dy, Out dx);

}  // namespace livefig
