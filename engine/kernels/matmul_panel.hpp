// One panel of a matrix product: all rows of a against up to eight columns of b.
#pragma once

#include <cstddef>

#include "kernels/span.hpp"

namespace livefig {

/// Where the left matrix is read: element (row, p) at a[row · row_step + p · k_step], rows counted from the one that a
/// tile begins with, which lies at a[row · tile_step].
struct LeftMatrix {
  const float* a = nullptr;
  std::size_t rows = 0;
  std::size_t tile_step = 0;
  std::size_t row_step = 0;
  std::size_t k_step = 0;
};

/// `columns` of b, padded with zeros to a whole number of lanes, element (p, column) at b[p · step + column].
struct RightPanel {
  const float* b;
  std::size_t step;
  std::size_t k;
  std::size_t columns;
};

/// Eight columns by four rows are eight registers of sums; with two of b, one spread value of a and a product V8
/// keeps them all in registers. Measured as wasm, 256³: 4 × 8 gives 90% of the multiply+add peak, 3 × 12 74%,
/// 5 × 8 79%, and 4 × 12 spills. Natively 3 × 12 would be 8% ahead.
inline constexpr std::size_t panel_columns = 8;

/// Rows of a tile beside a whole panel.
inline constexpr std::size_t tile_rows = 4;

/// Columns including the padding.
constexpr std::size_t padded_columns(std::size_t columns) { return (columns + 3) / 4 * 4; }

/// c[row · c_step + column] = start[column] + Σ_p a(row, p)·b(p, column), p ascending. `start` may be null: 0.
/// With Write::add the sum is added to what c held.
void multiply_panel(const LeftMatrix& left, const RightPanel& right, const float* start, float* c, std::size_t c_step,
                    Write write);

/// Copies k × columns of a row-major matrix to `to`, padded with zeros.
void pack_columns(const float* b, std::size_t step, std::size_t k, std::size_t columns, float* to);
/// The same of a matrix that is stored transposed: element (p, column) at b[column · step + p].
void pack_rows(const float* b, std::size_t step, std::size_t k, std::size_t columns, float* to);

}  // namespace livefig
