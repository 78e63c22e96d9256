// The three products, cut into panels; what is packed and what is read as it lies.
#include "kernels/matmul.hpp"

#include <algorithm>

#include "kernels/matmul_panel.hpp"

namespace livefig {
namespace {

/// A panel of b is read once per four rows of a: fewer rows than this do not pay for a copy.
constexpr std::size_t rows_worth_packing = 24;

/// c = left · b, b (k,n) row-major. `rest` are the rows of c behind those of `left`, from a matrix of their own.
void multiply_by_columns(const LeftMatrix& left, const LeftMatrix& rest, const float* b, float* c, std::size_t k,
                         std::size_t n, Write write, Out scratch) {
  for (std::size_t j = 0; j < n;) {
    const std::size_t columns = std::min(n - j, panel_columns);
    RightPanel panel{b + j, n, k, columns};
    if (columns % 4 != 0 || left.rows >= rows_worth_packing) {
      pack_columns(b + j, n, k, columns, scratch.data());
      panel.b = scratch.data();
      panel.step = padded_columns(columns);
    }
    multiply_panel(left, panel, nullptr, c + j, n, write);
    if (rest.rows > 0) multiply_panel(rest, panel, nullptr, c + left.rows * n + j, n, write);
    j += columns;
  }
}

/// Read down its columns, a matrix that does not fit into half of the first cache misses it at every step: its rows are
/// then copied, a tile's side by side. Answers how many, none when it is small.
std::size_t rows_to_copy(std::size_t m, std::size_t k) { return m * k > 4096 ? m / tile_rows * tile_rows : 0; }

}  // namespace

std::size_t matmul_scratch(std::size_t k) { return k * panel_columns; }

std::size_t matmul_tn_scratch(std::size_t m, std::size_t k) { return k * (panel_columns + rows_to_copy(m, k)); }

void matmul_nn(In a, In b, Out c, std::size_t m, std::size_t k, std::size_t n, Write write, Out scratch) {
  multiply_by_columns({a.data(), m, k, k, 1}, {}, b.data(), c.data(), k, n, write, scratch);
}

void matmul_tn(In a, In b, Out c, std::size_t m, std::size_t k, std::size_t n, Write write, Out scratch) {
  const std::size_t copied = rows_to_copy(m, k);
  float* copy = scratch.data() + k * panel_columns;
  for (std::size_t row = 0; row < copied; row += tile_rows)
    pack_columns(a.data() + row, m, k, tile_rows, copy + row * k);
  const LeftMatrix rest{a.data() + copied, m - copied, 1, 1, m};
  if (copied == 0) return multiply_by_columns(rest, {}, b.data(), c.data(), k, n, write, scratch);
  multiply_by_columns({copy, copied, k, 1, tile_rows}, rest, b.data(), c.data(), k, n, write, scratch);
}

void matmul_nt_from(In start, In a, In b, Out c, std::size_t m, std::size_t k, std::size_t n, Write write,
                    Out scratch) {
  for (std::size_t j = 0; j < n;) {
    const std::size_t columns = std::min(n - j, panel_columns);
    pack_rows(b.data() + j * k, k, k, columns, scratch.data());
    const RightPanel panel{scratch.data(), padded_columns(columns), k, columns};
    multiply_panel({a.data(), m, k, k, 1}, panel, start.empty() ? nullptr : start.data() + j, c.data() + j, n, write);
    j += columns;
  }
}

void matmul_nt(In a, In b, Out c, std::size_t m, std::size_t k, std::size_t n, Write write, Out scratch) {
  matmul_nt_from({}, a, b, c, m, k, n, write, scratch);
}

}  // namespace livefig
