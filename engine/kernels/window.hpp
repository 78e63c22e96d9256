// How a window slides over an image: shared by convolution and pooling.
#pragma once

#include <cstddef>

namespace livefig {

/// Sizes in (height, width). An image of height 1 makes the one-dimensional case.
struct Window {
  std::size_t kernel_height = 1;
  std::size_t kernel_width = 1;
  std::size_t stride_height = 1;
  std::size_t stride_width = 1;
  std::size_t padding_height = 0;
  std::size_t padding_width = 0;

  static constexpr Window square(std::size_t kernel, std::size_t stride, std::size_t padding) {
    return {kernel, kernel, stride, stride, padding, padding};
  }
};

/// PyTorch's output size, ⌊(size + 2·padding − kernel) / stride⌋ + 1; 0 when the kernel does not fit.
constexpr std::size_t window_count(std::size_t size, std::size_t kernel, std::size_t stride, std::size_t padding) {
  const std::size_t padded = size + 2 * padding;
  return padded < kernel ? 0 : (padded - kernel) / stride + 1;
}

}  // namespace livefig
