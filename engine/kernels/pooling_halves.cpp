// 2 × 2 windows, four at a time: one register per corner, without branches.
#include "kernels/pooling_halves.hpp"

#include <algorithm>

#include "kernels/lanes.hpp"

namespace livefig {
namespace {

using Condition = f32x4::batch_bool_type;

/// Later values win only when larger, a NaN always: PyTorch's rule.
Condition wins(f32x4 value, f32x4 best) { return (value > best) || (value != value); }

/// Four windows, read in PyTorch's order: left and right above, left and right below.
struct Windows {
  f32x4 corners[4];
};

/// Eight neighbours of a row: the even ones and the odd ones.
void take_apart(f32x4 low, f32x4 high, f32x4& even, f32x4& odd) {
  const f32x4 outer = xsimd::zip_lo(low, high);
  const f32x4 inner = xsimd::zip_hi(low, high);
  even = xsimd::zip_lo(outer, inner);
  odd = xsimd::zip_hi(outer, inner);
}

Windows load_windows(const float* above, const float* below) {
  Windows windows;
  take_apart(load4(above), load4(above + 4), windows.corners[0], windows.corners[1]);
  take_apart(load4(below), load4(below + 4), windows.corners[2], windows.corners[3]);
  return windows;
}

f32x4 largest(const Windows& windows) {
  f32x4 best = windows.corners[0];
#pragma clang loop unroll(full)
  for (std::size_t i = 1; i < 4; ++i) best = select4(wins(windows.corners[i], best), windows.corners[i], best);
  return best;
}

/// Each window's gradient at the corner that won, 0 at the others.
Windows spread(const Windows& windows, f32x4 gradient) {
  f32x4 best = windows.corners[0];
  Windows out{{gradient, splat4(0), splat4(0), splat4(0)}};
#pragma clang loop unroll(full)
  for (std::size_t i = 1; i < 4; ++i) {
    const Condition better = wins(windows.corners[i], best);
    best = select4(better, windows.corners[i], best);
#pragma clang loop unroll(full)
    for (std::size_t j = 0; j < i; ++j) out.corners[j] = select4(better, splat4(0), out.corners[j]);
    out.corners[i] = select4(better, gradient, splat4(0));
  }
  return out;
}

/// Calls visit(index in x of the first window's row above, output index) for four windows each. The last four of a
/// row may overlap with those before: they are computed again, to the same values.
template <class Visit>
void for_windows(const PoolingShape& shape, Visit visit) {
  const std::size_t out_height = shape.height / 2;
  const std::size_t out_width = shape.width / 2;
  for (std::size_t p = 0; p < shape.planes; ++p) {
    for (std::size_t oy = 0; oy < out_height; ++oy) {
      const std::size_t above = (p * shape.height + 2 * oy) * shape.width;
      const std::size_t out = (p * out_height + oy) * out_width;
      std::size_t ox = 0;
      for (; ox + lane_count <= out_width; ox += lane_count) visit(above + 2 * ox, out + ox);
      if (ox < out_width) visit(above + 2 * (out_width - lane_count), out + out_width - lane_count);
    }
  }
}

}  // namespace

bool is_halving(const PoolingShape& shape) {
  const Window& w = shape.window;
  const bool by_two = w.kernel_height == 2 && w.kernel_width == 2 && w.stride_height == 2 && w.stride_width == 2;
  return by_two && w.padding_height == 0 && w.padding_width == 0 && shape.width / 2 >= lane_count;
}

void halve_forward(const PoolingShape& shape, In x, Out y) {
  const float* in = x.data();
  for_windows(shape, [&, width = shape.width](std::size_t at, std::size_t out) {
    store4(&y[out], largest(load_windows(in + at, in + at + width)));
  });
}

void halve_backward(const PoolingShape& shape, In x, In dy, Out dx) {
  const float* in = x.data();
  // Windows cover all of an even plane; an odd row or column at the end belongs to none.
  if (shape.height % 2 != 0 || shape.width % 2 != 0)
    std::ranges::fill(dx.first(shape.planes * shape.height * shape.width), 0.0F);
  for_windows(shape, [&, width = shape.width](std::size_t at, std::size_t out) {
    const Windows g = spread(load_windows(in + at, in + at + width), load4(&dy[out]));
    float* to = &dx[at];
    store4(to, xsimd::zip_lo(g.corners[0], g.corners[1]));
    store4(to + 4, xsimd::zip_hi(g.corners[0], g.corners[1]));
    store4(to + width, xsimd::zip_lo(g.corners[2], g.corners[3]));
    store4(to + width + 4, xsimd::zip_hi(g.corners[2], g.corners[3]));
  });
}

}  // namespace livefig
