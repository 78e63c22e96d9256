// GELU, SiLU and ELU element by element: activations whose derivative follows from their input.
//
// As in activation.hpp: subnormal results are set to 0, NaN stays, y may be x.
#pragma once

#include "kernels/span.hpp"

namespace livefig {

/// y = x·Φ(x)   (Hendrycks & Gimpel 2016).
void gelu_forward(In x, Out y);
/// dx = dy · (Φ(x) + x·φ(x)).
void gelu_backward(In x, In dy, Out dx);

/// y = x·σ(linear·x + cubic·x³): SiLU is 1 and 0; GELU's tanh form, ½x(1 + tanh u), is x·σ(2u).
struct Gate {
  float linear;
  float cubic;
};
inline constexpr Gate silu_gate{1, 0};
/// u = √(2/π)·(x + 0.044715·x³).
inline constexpr Gate gelu_gate{1.5957691216F, 0.0713548163F};

void gate_forward(Gate gate, In x, Out y);
void gate_backward(Gate gate, In x, In dy, Out dx);

/// y = x for x > 0, else alpha·(e^x − 1)   (Clevert et al. 2015).
void elu_forward(float alpha, In x, Out y);
void elu_backward(float alpha, In x, In dy, Out dx);

}  // namespace livefig
