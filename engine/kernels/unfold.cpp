#include "kernels/unfold.hpp"

#include <algorithm>

#include "kernels/lanes.hpp"

namespace livefig {
namespace {

/// Outputs first … last − 1 along one axis whose input lies inside the image, for one kernel element.
struct Inside {
  std::size_t first;
  std::size_t last;
};

Inside inside(std::size_t size, std::size_t count, std::size_t offset, std::size_t stride, std::size_t padding) {
  const std::size_t first = offset >= padding ? 0 : (padding - offset + stride - 1) / stride;
  const std::size_t end = size + padding;  // first input position behind the image, in padded coordinates
  const std::size_t last = offset >= end ? 0 : (end - offset - 1) / stride + 1;
  return {std::min(first, count), std::max(std::min(first, count), std::min(last, count))};
}

// Rows are a few dozen floats: for these a loop beats memcpy, and far more so in WebAssembly.
void copy_row(const float* from, float* to, std::size_t count) {
  std::size_t i = 0;
  for (; i + lane_count <= count; i += lane_count) store4(to + i, load4(from + i));
  for (; i < count; ++i) to[i] = from[i];
}

void zero_row(float* to, std::size_t count) {
  std::size_t i = 0;
  for (; i + lane_count <= count; i += lane_count) store4(to + i, splat4(0));
  for (; i < count; ++i) to[i] = 0;
}

void add_row(const float* from, float* to, std::size_t count) {
  std::size_t i = 0;
  for (; i + lane_count <= count; i += lane_count) store4(to + i, load4(to + i) + load4(from + i));
  for (; i < count; ++i) to[i] += from[i];
}

/// Calls visit(channel plane's offset, ky, kx) in the order of the rows of `columns`.
template <class Visit>
void for_patch(const ConvolutionShape& shape, Visit visit) {
  for (std::size_t c = 0; c < shape.in_channels; ++c)
    for (std::size_t ky = 0; ky < shape.window.kernel_height; ++ky)
      for (std::size_t kx = 0; kx < shape.window.kernel_width; ++kx) visit(c * shape.height * shape.width, ky, kx);
}

}  // namespace

void unfold(const ConvolutionShape& shape, const float* image, float* columns) {
  const Window& w = shape.window;
  const std::size_t out_height = shape.out_height();
  const std::size_t out_width = shape.out_width();
  for_patch(shape, [&](std::size_t plane, std::size_t ky, std::size_t kx) {
    const Inside rows = inside(shape.height, out_height, ky, w.stride_height, w.padding_height);
    const Inside places = inside(shape.width, out_width, kx, w.stride_width, w.padding_width);
    zero_row(columns, rows.first * out_width);
    for (std::size_t oy = rows.first; oy < rows.last; ++oy) {
      const std::size_t iy = oy * w.stride_height + ky - w.padding_height;
      const float* from = image + plane + iy * shape.width + places.first * w.stride_width + kx - w.padding_width;
      float* to = columns + oy * out_width;
      zero_row(to, places.first);
      if (w.stride_width == 1) {
        copy_row(from, to + places.first, places.last - places.first);
      } else {
        for (std::size_t ox = places.first; ox < places.last; ++ox, from += w.stride_width) to[ox] = *from;
      }
      zero_row(to + places.last, out_width - places.last);
    }
    zero_row(columns + rows.last * out_width, (out_height - rows.last) * out_width);
    columns += out_height * out_width;
  });
}

void fold(const ConvolutionShape& shape, const float* columns, float* image) {
  const Window& w = shape.window;
  const std::size_t out_height = shape.out_height();
  const std::size_t out_width = shape.out_width();
  for_patch(shape, [&](std::size_t plane, std::size_t ky, std::size_t kx) {
    const Inside rows = inside(shape.height, out_height, ky, w.stride_height, w.padding_height);
    const Inside places = inside(shape.width, out_width, kx, w.stride_width, w.padding_width);
    for (std::size_t oy = rows.first; oy < rows.last; ++oy) {
      const std::size_t iy = oy * w.stride_height + ky - w.padding_height;
      float* to = image + plane + iy * shape.width + places.first * w.stride_width + kx - w.padding_width;
      const float* from = columns + oy * out_width + places.first;
      const std::size_t count = places.last - places.first;
      if (w.stride_width == 1) {
        add_row(from, to, count);
      } else {
        for (std::size_t i = 0; i < count; ++i) to[i * w.stride_width] += from[i];
      }
    }
    columns += out_height * out_width;
  });
}

}  // namespace livefig
