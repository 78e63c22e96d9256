// Layer normalization (Ba, Kiros and Hinton 2016), forward and backward.
#pragma once

#include "kernels/span.hpp"

namespace livefig {

/// Rows are normalised each by itself, over `width` numbers.
struct LayerNormShape {
  std::size_t rows;
  std::size_t width;
};

/// y = γ·(x − mean)/√(variance + eps) + β with the row's own biased variance. gamma and beta (width) may be empty: 1
/// and 0. mean and inverse_std (rows) are kept for backward.
void layer_norm_forward(const LayerNormShape& shape, In x, In gamma, In beta, float eps, Out mean, Out inverse_std,
                        Out y);
/// dgamma and dbeta (width) are overwritten; they and dx may be empty when nobody needs them.
void layer_norm_backward(const LayerNormShape& shape, In x, In gamma, In mean, In inverse_std, In dy, Out dgamma,
                         Out dbeta, Out dx);

}  // namespace livefig
