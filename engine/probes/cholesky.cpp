// The blocked factorisation (right-looking) and the two triangular solves.
#include "probes/cholesky.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/matmul.hpp"
#include "kernels/reduce.hpp"

namespace livefig {
namespace {

constexpr std::size_t block = 32;       // columns factored at a time
constexpr std::size_t tall_block = 64;  // rows updated at a time behind them

/// Factors the square at (from, from) and divides the rows below it: columns from … to of L.
bool factor_panel(Out a, std::size_t n, std::size_t from, std::size_t to) {
  for (std::size_t row = from; row < n; ++row) {
    const Out r = a.subspan(row * n + from, to - from);
    const std::size_t columns = std::min(to, row + 1) - from;
    for (std::size_t j = 0; j < columns; ++j) {
      const In other = a.subspan((from + j) * n + from, j);
      const double rest = static_cast<double>(r[j]) - dot(r.first(j), other);
      if (from + j == row) {
        if (!(rest > 0.0)) return false;
        r[j] = static_cast<float>(std::sqrt(rest));
      } else {
        r[j] = static_cast<float>(rest / static_cast<double>(a[(from + j) * n + from + j]));
      }
    }
  }
  return true;
}

}  // namespace

bool cholesky_factor(Out a, std::size_t n) {
  std::vector<float> panel(n * block);
  std::vector<float> product(tall_block * n);
  std::vector<float> scratch(matmul_scratch(block));
  for (std::size_t from = 0; from < n; from += block) {
    const std::size_t to = std::min(from + block, n);
    if (!factor_panel(a, n, from, to)) return false;

    // What lies right of the panel loses panel·panelᵀ, of which only the lower triangle is wanted.
    const std::size_t width = to - from;
    const std::size_t rows = n - to;
    for (std::size_t row = 0; row < rows; ++row) {
      std::copy_n(a.data() + (to + row) * n + from, width, panel.data() + row * width);
    }
    for (std::size_t top = 0; top < rows; top += tall_block) {
      const std::size_t height = std::min(tall_block, rows - top);
      const std::size_t columns = top + height;
      const Out update = std::span(product).first(height * columns);
      matmul_nt(std::span(panel).subspan(top * width, height * width), std::span(panel).first(columns * width), update,
                height, width, columns, Write::replace, scratch);
      for (std::size_t row = 0; row < height; ++row) {
        float* target = a.data() + (to + top + row) * n + to;
        for (std::size_t j = 0; j <= top + row; ++j) target[j] -= update[row * columns + j];
      }
    }
  }
  return true;
}

void cholesky_solve(In a, std::size_t n, Out b, std::size_t columns) {
  // Row by row over all right-hand sides at once, so that the inner loop runs along memory.
  for (std::size_t row = 0; row < n; ++row) {
    float* target = b.data() + row * columns;
    for (std::size_t k = 0; k < row; ++k) {
      const float factor = a[row * n + k];
      const float* source = b.data() + k * columns;
      for (std::size_t c = 0; c < columns; ++c) target[c] -= factor * source[c];
    }
    for (std::size_t c = 0; c < columns; ++c) target[c] /= a[row * n + row];
  }
  for (std::size_t row = n; row-- > 0;) {
    float* target = b.data() + row * columns;
    for (std::size_t c = 0; c < columns; ++c) target[c] /= a[row * n + row];
    for (std::size_t k = 0; k < row; ++k) {
      const float factor = a[row * n + k];
      float* into = b.data() + k * columns;
      for (std::size_t c = 0; c < columns; ++c) into[c] -= factor * target[c];
    }
  }
}

}  // namespace livefig
