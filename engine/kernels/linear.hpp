// The fully connected layer, y = x·Wᵀ + b, forward and backward.
#pragma once

#include "kernels/span.hpp"

namespace livefig {

struct LinearShape {
  std::size_t rows;
  std::size_t in;
  std::size_t out;
};

/// Floats of scratch for forward and backward of up to that many rows.
std::size_t linear_scratch(const LinearShape& shape);

/// x (rows,in), weight (out,in), bias (out) or empty, y (rows,out).
void linear_forward(const LinearShape& shape, In x, In weight, In bias, Out y, Out scratch);
/// dx (rows,in) = dy (rows,out) · weight.
void linear_backward_input(const LinearShape& shape, In dy, In weight, Out dx, Out scratch);
/// dweight (out,in) = dyᵀ · x; dbias (out) or empty: the column sums of dy.
void linear_backward_parameters(const LinearShape& shape, In x, In dy, Out dweight, Out dbias, Write write,
                                Out scratch);

}  // namespace livefig
