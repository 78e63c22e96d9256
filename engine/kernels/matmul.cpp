#include "kernels/matmul.hpp"

#include <algorithm>

#include "kernels/matmul_panel.hpp"

namespace livefig {
namespace {

/// A panel of b is read once per four rows of a: fewer rows than this do not pay for a copy.
constexpr std::size_t rows_worth_packing = 24;

void multiply_by_columns(const LeftMatrix& left, const float* b, float* c, std::size_t k, std::size_t n, Write write,
                         Out scratch) {
  for (std::size_t j = 0; j < n;) {
    const std::size_t columns = std::min(n - j, panel_columns);
    RightPanel panel{b + j, n, k, columns};
    if (columns % 4 != 0 || left.rows >= rows_worth_packing) {
      pack_columns(b + j, n, k, columns, scratch.data());
      panel.b = scratch.data();
      panel.step = padded_columns(columns);
    }
    multiply_panel(left, panel, nullptr, c + j, n, write);
    j += columns;
  }
}

}  // namespace

std::size_t matmul_scratch(std::size_t, std::size_t k, std::size_t) { return k * panel_columns; }

void matmul_nn(In a, In b, Out c, std::size_t m, std::size_t k, std::size_t n, Write write, Out scratch) {
  multiply_by_columns({a.data(), m, k, 1}, b.data(), c.data(), k, n, write, scratch);
}

void matmul_tn(In a, In b, Out c, std::size_t m, std::size_t k, std::size_t n, Write write, Out scratch) {
  multiply_by_columns({a.data(), m, 1, m}, b.data(), c.data(), k, n, write, scratch);
}

void matmul_nt_from(In start, In a, In b, Out c, std::size_t m, std::size_t k, std::size_t n, Write write,
                    Out scratch) {
  for (std::size_t j = 0; j < n;) {
    const std::size_t columns = std::min(n - j, panel_columns);
    pack_rows(b.data() + j * k, k, k, columns, scratch.data());
    const RightPanel panel{scratch.data(), padded_columns(columns), k, columns};
    multiply_panel({a.data(), m, k, 1}, panel, start.empty() ? nullptr : start.data() + j, c.data() + j, n, write);
    j += columns;
  }
}

void matmul_nt(In a, In b, Out c, std::size_t m, std::size_t k, std::size_t n, Write write, Out scratch) {
  matmul_nt_from({}, a, b, c, m, k, n, write, scratch);
}

}  // namespace livefig
