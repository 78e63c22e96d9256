// Max pooling: a window's winner is sought anew on the way back, so that nothing is kept.
#include "kernels/pooling.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/pooling_halves.hpp"

namespace livefig {
namespace {

/// The part of a window that lies inside the plane: rows top … bottom − 1, columns left … right − 1.
struct Part {
  std::size_t top;
  std::size_t bottom;
  std::size_t left;
  std::size_t right;
};

/// Later values win only when larger, a NaN always: PyTorch's rule.
bool wins(float value, float best) { return value > best || std::isnan(value); }

/// A whole 2 × 2 window, without loops and branches.
std::size_t winner_of_four(const float* plane, std::size_t width, std::size_t first) {
  std::size_t best = wins(plane[first + 1], plane[first]) ? first + 1 : first;
  best = wins(plane[first + width], plane[best]) ? first + width : best;
  return wins(plane[first + width + 1], plane[best]) ? first + width + 1 : best;
}

/// The index of the part's winner.
std::size_t winner(const float* plane, std::size_t width, const Part& part) {
  std::size_t best = part.top * width + part.left;
  if (part.bottom - part.top == 2 && part.right - part.left == 2) return winner_of_four(plane, width, best);
  for (std::size_t y = part.top; y < part.bottom; ++y)
    for (std::size_t x = part.left; x < part.right; ++x)
      best = wins(plane[y * width + x], plane[best]) ? y * width + x : best;
  return best;
}

/// Calls visit(output index, index of the window's winner in x) for every window.
template <class Visit>
void for_winners(const PoolingShape& shape, In x, Visit visit) {
  const Window& w = shape.window;
  const std::size_t out_height = shape.out_height();
  const std::size_t out_width = shape.out_width();
  std::size_t out = 0;
  for (std::size_t p = 0; p < shape.planes; ++p) {
    const std::size_t offset = p * shape.height * shape.width;
    const float* plane = x.data() + offset;
    for (std::size_t oy = 0; oy < out_height; ++oy) {
      const std::size_t y = oy * w.stride_height;  // in padded coordinates
      for (std::size_t ox = 0; ox < out_width; ++ox) {
        const std::size_t left = ox * w.stride_width;
        const Part part{.top = std::max(y, w.padding_height) - w.padding_height,
                        .bottom = std::min(y + w.kernel_height - w.padding_height, shape.height),
                        .left = std::max(left, w.padding_width) - w.padding_width,
                        .right = std::min(left + w.kernel_width - w.padding_width, shape.width)};
        visit(out++, offset + winner(plane, shape.width, part));
      }
    }
  }
}

}  // namespace

void max_pool_forward(const PoolingShape& shape, In x, Out y) {
  if (is_halving(shape)) return halve_forward(shape, x, y);
  for_winners(shape, x, [&](std::size_t out, std::size_t at) { y[out] = x[at]; });
}

void max_pool_backward(const PoolingShape& shape, In x, In dy, Out dx) {
  if (is_halving(shape)) return halve_backward(shape, x, dy, dx);
  std::ranges::fill(dx.first(shape.planes * shape.height * shape.width), 0.0F);
  for_winners(shape, x, [&](std::size_t out, std::size_t at) { dx[at] += dy[out]; });
}

}  // namespace livefig
