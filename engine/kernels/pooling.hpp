// Two-dimensional max pooling, forward and backward.
#pragma once

#include "kernels/span.hpp"
#include "kernels/window.hpp"

namespace livefig {

/// `planes` is images times channels: pooling treats each on its own.
struct PoolingShape {
  std::size_t planes;
  std::size_t height;
  std::size_t width;
  Window window;

  constexpr std::size_t out_height() const {
    return window_count(height, window.kernel_height, window.stride_height, window.padding_height);
  }
  constexpr std::size_t out_width() const {
    return window_count(width, window.kernel_width, window.stride_width, window.padding_width);
  }
};

/// x (planes,h,w), y (planes,oh,ow). Padding never wins; a NaN in the window does, as in PyTorch.
/// Needs padding ≤ kernel / 2 on both axes (PyTorch's own rule), so that no window is all padding.
void max_pool_forward(const PoolingShape& shape, In x, Out y);
/// dx (planes,h,w), overwritten: each window's gradient goes to its first largest value.
/// The winner is found again in x, which is cheaper than to remember it.
void max_pool_backward(const PoolingShape& shape, In x, In dy, Out dx);

}  // namespace livefig
