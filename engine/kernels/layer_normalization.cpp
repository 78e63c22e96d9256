// Layer normalization by the kernels of batch normalization: a row stands for a channel.
#include "kernels/layer_normalization.hpp"

#include <algorithm>

#include "kernels/lanes.hpp"
#include "kernels/normalization.hpp"
#include "kernels/reduce.hpp"

namespace livefig {
namespace {

/// A row is what a channel is to batch norm: the only one of its kind in a batch of one.
NormalizationShape as_channels(const LayerNormShape& shape) { return {1, shape.rows, shape.width}; }

}  // namespace

void layer_norm_forward(const LayerNormShape& shape, In x, In gamma, In beta, float eps, Out mean, Out inverse_std,
                        Out y) {
  batch_norm_forward(as_channels(shape), x, {}, {}, eps, 0, {}, {}, mean, inverse_std, y);
  if (gamma.empty()) return;
  for (std::size_t begin = 0; begin < shape.rows * shape.width; begin += shape.width)
    map4(
        shape.width, y.data() + begin, [](f32x4 v, f32x4 g, f32x4 b) { return flush4(v * g + b); }, y.data() + begin,
        gamma.data(), beta.data());
}

void layer_norm_backward(const LayerNormShape& shape, In x, In gamma, In mean, In inverse_std, In dy, Out dgamma,
                         Out dbeta, Out dx) {
  const std::size_t floats = shape.rows * shape.width;
  if (!dgamma.empty()) {
    column_sums(dy.first(floats), shape.width, Write::replace, dbeta);
    std::ranges::fill(dgamma, 0.0F);
    for (std::size_t row = 0; row < shape.rows; ++row) {
      const std::size_t begin = row * shape.width;
      const f32x4 center = splat4(mean[row]);
      const f32x4 std = splat4(inverse_std[row]);
      map4(
          shape.width, dgamma.data(), [=](f32x4 sum, f32x4 v, f32x4 d) { return sum + d * ((v - center) * std); },
          dgamma.data(), x.data() + begin, dy.data() + begin);
    }
  }
  if (dx.empty()) return;
  In through = dy;
  if (!gamma.empty()) {
    for (std::size_t begin = 0; begin < floats; begin += shape.width)
      map4(shape.width, dx.data() + begin, [](f32x4 d, f32x4 g) { return d * g; }, dy.data() + begin, gamma.data());
    through = dx;
  }
  batch_norm_backward(as_channels(shape), x, {}, mean, inverse_std, through, {}, {}, Write::replace, dx);
}

}  // namespace livefig
