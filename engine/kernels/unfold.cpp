// Whole rows are moved as one where they can be; what then comes from the padding is set to 0.
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

/// For one kernel element: which outputs find their input inside the plane, and where it is.
struct Shift {
  Inside rows;
  Inside places;
  std::size_t ky;
  std::size_t kx;
};

/// Index in the plane of the input that output (oy, first place) has.
std::size_t input_of(const ConvolutionShape& shape, const Shift& shift, std::size_t oy) {
  const Window& w = shape.window;
  const std::size_t iy = oy * w.stride_height + shift.ky - w.padding_height;
  return iy * shape.width + shift.places.first * w.stride_width + shift.kx - w.padding_width;
}

/// Without strides and with as many outputs per row as inputs, one distance leads from every output to its
/// input: all rows can be moved as a single long one. At its edges a few values per row are then wrong.
bool is_even(const ConvolutionShape& shape) {
  return shape.window.stride_height == 1 && shape.window.stride_width == 1 && shape.out_width() == shape.width;
}

/// Zeros where the input lies in the padding at the left and right edge.
void zero_edges(const Shift& shift, std::size_t out_width, float* columns) {
  for (std::size_t oy = shift.rows.first; oy < shift.rows.last; ++oy) {
    float* row = columns + oy * out_width;
    for (std::size_t ox = 0; ox < shift.places.first; ++ox) row[ox] = 0;
    for (std::size_t ox = shift.places.last; ox < out_width; ++ox) row[ox] = 0;
  }
}

/// Calls visit(shift, plane's offset in the image, row of columns) for every kernel element of every channel.
template <class Visit>
void for_shifts(const ConvolutionShape& shape, float* columns, Visit visit) {
  const Window& w = shape.window;
  const std::size_t out_height = shape.out_height();
  const std::size_t out_width = shape.out_width();
  for (std::size_t c = 0; c < shape.in_channels; ++c) {
    for (std::size_t ky = 0; ky < w.kernel_height; ++ky) {
      const Inside rows = inside(shape.height, out_height, ky, w.stride_height, w.padding_height);
      for (std::size_t kx = 0; kx < w.kernel_width; ++kx) {
        const Inside places = inside(shape.width, out_width, kx, w.stride_width, w.padding_width);
        const bool empty = rows.first == rows.last || places.first == places.last;
        const Shift shift{empty ? Inside{0, 0} : rows, places, ky, kx};
        visit(shift, c * shape.height * shape.width, columns);
        columns += out_height * out_width;
      }
    }
  }
}

/// Outputs from the first to the last that has an input.
std::size_t span_of(const Shift& shift, std::size_t out_width) {
  return (shift.rows.last - shift.rows.first - 1) * out_width + shift.places.last - shift.places.first;
}

}  // namespace

void unfold(const ConvolutionShape& shape, const float* image, float* all_columns) {
  const std::size_t out_height = shape.out_height();
  const std::size_t out_width = shape.out_width();
  const std::size_t stride = shape.window.stride_width;
  const bool even = is_even(shape);
  for_shifts(shape, all_columns, [&](const Shift& shift, std::size_t plane, float* columns) {
    const auto [first, last] = shift.rows;
    zero_row(columns, first * out_width);
    zero_row(columns + last * out_width, (out_height - last) * out_width);
    if (first == last) return;
    if (even) {
      copy_row(image + plane + input_of(shape, shift, first), columns + first * out_width + shift.places.first,
               span_of(shift, out_width));
    } else {
      for (std::size_t oy = first; oy < last; ++oy) {
        const float* from = image + plane + input_of(shape, shift, oy);
        float* to = columns + oy * out_width;
        if (stride == 1) {
          copy_row(from, to + shift.places.first, shift.places.last - shift.places.first);
        } else {
          for (std::size_t ox = shift.places.first; ox < shift.places.last; ++ox, from += stride) to[ox] = *from;
        }
      }
    }
    zero_edges(shift, out_width, columns);
  });
}

void fold(const ConvolutionShape& shape, float* all_columns, float* image) {
  const std::size_t out_width = shape.out_width();
  const std::size_t stride = shape.window.stride_width;
  const bool even = is_even(shape);
  for_shifts(shape, all_columns, [&](const Shift& shift, std::size_t plane, float* columns) {
    const auto [first, last] = shift.rows;
    if (first == last) return;
    if (even) {
      zero_edges(shift, out_width, columns);
      add_row(columns + first * out_width + shift.places.first, image + plane + input_of(shape, shift, first),
              span_of(shift, out_width));
      return;
    }
    for (std::size_t oy = first; oy < last; ++oy) {
      const float* from = columns + oy * out_width + shift.places.first;
      float* to = image + plane + input_of(shape, shift, oy);
      const std::size_t count = shift.places.last - shift.places.first;
      if (stride == 1) {
        add_row(from, to, count);
      } else {
        for (std::size_t i = 0; i < count; ++i) to[i * stride] += from[i];
      }
    }
  });
}

}  // namespace livefig
