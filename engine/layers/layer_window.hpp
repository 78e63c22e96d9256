// What convolutions and poolings slide over: images, or one-dimensional rows as images of height 1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "kernels/window.hpp"
#include "tensor/shape.hpp"

namespace livefig {

/// One row of a batch: (channels, height, width), or (channels, length) with height 1.
struct Planes {
  std::size_t channels;
  std::size_t height;
  std::size_t width;
};

/// `axes` is 1 or 2. Errors: ShapeMismatch at `where`: "Conv1d expected (channels, length), got (64,)".
Result<Planes> planes_of(std::string_view type, int axes, const Shape& input, const std::string& where);

/// The way back: the shape of such a row.
Shape shape_of(int axes, const Planes& planes);

/// The same kernel, stride and padding along every axis. Errors: ShapeMismatch at `where`.kernel_size when the kernel
/// does not fit into the padded planes.
Result<Window> window_over(const Planes& planes, int axes, std::int64_t kernel, std::int64_t stride,
                           std::int64_t padding, const std::string& where);

}  // namespace livefig
