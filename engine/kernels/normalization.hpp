// Batch normalization (Ioffe and Szegedy 2015, algorithm 1), forward and backward.
#pragma once

#include "kernels/span.hpp"

namespace livefig {

/// A batch is (rows, channels, spatial); spatial is 1 after a linear layer, height · width for images.
struct NormalizationShape {
  std::size_t rows;
  std::size_t channels;
  std::size_t spatial;
};

/// y = γ·(x − mean)/√(variance + eps) + β with the batch's own biased variance. gamma and beta (channels) may be
/// empty: 1 and 0. mean and inverse_std (channels) are kept for backward. Running statistics, unless empty:
/// r = (1 − momentum)·r + momentum·batch, the variance there with n − 1. Needs rows · spatial ≥ 2.
void batch_norm_forward(const NormalizationShape& shape, In x, In gamma, In beta, float eps, float momentum,
                        Out running_mean, Out running_var, Out mean, Out inverse_std, Out y);

/// With the running statistics in place of the batch's: what eval mode does.
void batch_norm_eval(const NormalizationShape& shape, In x, In gamma, In beta, float eps, In running_mean,
                     In running_var, Out y);

/// x, mean and inverse_std of the forward pass in training mode. dgamma and dbeta (channels) may be empty.
/// dx = γ/σ · (dy − mean(dy) − x̂·mean(dy·x̂)); dx may be dy, or empty when nobody needs it.
void batch_norm_backward(const NormalizationShape& shape, In x, In gamma, In mean, In inverse_std, In dy, Out dgamma,
                         Out dbeta, Write write, Out dx);

}  // namespace livefig
