// Each output's inputs along both axes, visited by both directions.
#include "kernels/average_pooling.hpp"

#include <algorithm>
#include <cstdint>

namespace livefig {
namespace {

/// Inputs begin … end − 1 of one output, and how many it divides by.
struct Averaged {
  std::size_t begin;
  std::size_t end;
  std::size_t divisor;
};

Averaged averaged(const AveragedAxis& axis, std::size_t i, bool count_padding) {
  if (axis.kernel == 0) {
    // In 64 bits: a size_t of WebAssembly has 32.
    const std::uint64_t size = axis.size;
    const auto begin = static_cast<std::size_t>(i * size / axis.count);
    const auto end = static_cast<std::size_t>(((i + 1) * size + axis.count - 1) / axis.count);
    return {begin, end, end - begin};
  }
  const std::size_t first = i * axis.stride;  // in padded coordinates
  const std::size_t begin = std::max(first, axis.padding) - axis.padding;
  const std::size_t end = std::min(first + axis.kernel - axis.padding, axis.size);
  return {begin, end, count_padding ? axis.kernel : end - begin};
}

/// Calls visit(output index, index of the plane, inputs along both axes, divisor) for every output.
template <class Visit>
void for_averages(const AveragingShape& shape, Visit visit) {
  std::size_t out = 0;
  for (std::size_t p = 0; p < shape.planes; ++p) {
    const std::size_t plane = p * shape.rows.size * shape.columns.size;
    for (std::size_t oy = 0; oy < shape.rows.count; ++oy) {
      const Averaged y = averaged(shape.rows, oy, shape.count_padding);
      for (std::size_t ox = 0; ox < shape.columns.count; ++ox) {
        const Averaged x = averaged(shape.columns, ox, shape.count_padding);
        visit(out++, plane, y, x, static_cast<float>(y.divisor * x.divisor));
      }
    }
  }
}

}  // namespace

void average_pool_forward(const AveragingShape& shape, In x, Out y) {
  const std::size_t width = shape.columns.size;
  for_averages(shape, [&](std::size_t out, std::size_t plane, Averaged rows, Averaged columns, float divisor) {
    double total = 0;  // as exact for a whole image as for a small window
    for (std::size_t row = rows.begin; row < rows.end; ++row)
      for (std::size_t column = columns.begin; column < columns.end; ++column)
        total += static_cast<double>(x[plane + row * width + column]);
    y[out] = static_cast<float>(total) / divisor;
  });
}

void average_pool_backward(const AveragingShape& shape, In dy, Out dx) {
  const std::size_t width = shape.columns.size;
  std::ranges::fill(dx.first(shape.in_floats()), 0.0F);
  for_averages(shape, [&](std::size_t out, std::size_t plane, Averaged rows, Averaged columns, float divisor) {
    const float share = dy[out] / divisor;
    for (std::size_t row = rows.begin; row < rows.end; ++row)
      for (std::size_t column = columns.begin; column < columns.end; ++column)
        dx[plane + row * width + column] += share;
  });
}

}  // namespace livefig
