// The innermost tile: sums held in registers over the whole of k, and how its panels are packed.
#include "kernels/matmul_panel.hpp"

#include <array>

#include "kernels/lanes.hpp"

namespace livefig {
namespace {

/// Rows × Groups·4 sums, kept in registers over the whole of k.
template <std::size_t Rows, std::size_t Groups>
[[gnu::always_inline]] inline void multiply_tile(const LeftMatrix& left, std::size_t row, const RightPanel& right,
                                                 const float* start, float* c, std::size_t c_step, Write write) {
  f32x4 sums[Rows][Groups];
#pragma clang loop unroll(full)
  for (std::size_t g = 0; g < Groups; ++g) {
    f32x4 first = splat4(0);
    if (start != nullptr) first = load_some(start + 4 * g, right.columns > 4 * g ? right.columns - 4 * g : 0);
#pragma clang loop unroll(full)
    for (std::size_t r = 0; r < Rows; ++r) sums[r][g] = first;
  }
  const float* rows[Rows];
#pragma clang loop unroll(full)
  for (std::size_t r = 0; r < Rows; ++r) rows[r] = left.a + row * left.tile_step + r * left.row_step;
  const float* b = right.b;
  const std::size_t a_step = left.k_step;
  const std::size_t b_step = right.step;
  for (std::size_t p = right.k; p > 0; --p) {
    f32x4 columns[Groups];
#pragma clang loop unroll(full)
    for (std::size_t g = 0; g < Groups; ++g) columns[g] = load4(b + 4 * g);
#pragma clang loop unroll(full)
    for (std::size_t r = 0; r < Rows; ++r) {
      const f32x4 value = splat4(*rows[r]);
      rows[r] += a_step;
#pragma clang loop unroll(full)
      for (std::size_t g = 0; g < Groups; ++g) sums[r][g] = sums[r][g] + value * columns[g];
    }
    b += b_step;
  }
#pragma clang loop unroll(full)
  for (std::size_t r = 0; r < Rows; ++r) {
    float* to = c + (row + r) * c_step;
#pragma clang loop unroll(full)
    for (std::size_t g = 0; g < Groups; ++g) {
      const std::size_t some = right.columns - 4 * g;
      if (some >= 4) {
        store4(to + 4 * g, write == Write::add ? load4(to + 4 * g) + sums[r][g] : sums[r][g]);
      } else {
        const f32x4 value = write == Write::add ? load_some(to + 4 * g, some) + sums[r][g] : sums[r][g];
        store_some(to + 4 * g, value, some);
      }
    }
  }
}

/// Largest tiles first; what is left over goes by halves.
template <std::size_t Rows, std::size_t Groups>
void multiply_rows(const LeftMatrix& left, std::size_t row, const RightPanel& right, const float* start, float* c,
                   std::size_t c_step, Write write) {
  for (; row + Rows <= left.rows; row += Rows) multiply_tile<Rows, Groups>(left, row, right, start, c, c_step, write);
  if constexpr (Rows > 1) {
    if (row < left.rows) multiply_rows<Rows / 2, Groups>(left, row, right, start, c, c_step, write);
  }
}

}  // namespace

void multiply_panel(const LeftMatrix& left, const RightPanel& right, const float* start, float* c, std::size_t c_step,
                    Write write) {
  if (right.columns > 4) {
    multiply_rows<tile_rows, 2>(left, 0, right, start, c, c_step, write);
  } else if (left.tile_step != left.row_step) {  // a copy, in which only a tile's rows lie together
    multiply_rows<tile_rows, 1>(left, 0, right, start, c, c_step, write);
  } else {
    multiply_rows<8, 1>(left, 0, right, start, c, c_step, write);
  }
}

void pack_columns(const float* b, std::size_t step, std::size_t k, std::size_t columns, float* to) {
  const std::size_t padded = padded_columns(columns);
  const std::size_t whole = columns / 4 * 4;
  for (std::size_t p = 0; p < k; ++p, b += step, to += padded) {
    for (std::size_t j = 0; j < whole; j += 4) store4(to + j, load4(b + j));
    if (whole < columns) store4(to + whole, load_some(b + whole, columns - whole));
  }
}

void pack_rows(const float* b, std::size_t step, std::size_t k, std::size_t columns, float* to) {
  const std::size_t padded = padded_columns(columns);
  for (std::size_t j = 0; j < padded; j += 4) {
    std::size_t p = 0;
    if (j + 4 <= columns) {
      const float* rows = b + j * step;
      for (; p + 4 <= k; p += 4) {
        // A 4 × 4 transposition by two rounds of interleaving.
        const f32x4 r0 = load4(rows + p);
        const f32x4 r1 = load4(rows + step + p);
        const f32x4 r2 = load4(rows + 2 * step + p);
        const f32x4 r3 = load4(rows + 3 * step + p);
        const f32x4 low02 = xsimd::zip_lo(r0, r2);
        const f32x4 low13 = xsimd::zip_lo(r1, r3);
        const f32x4 high02 = xsimd::zip_hi(r0, r2);
        const f32x4 high13 = xsimd::zip_hi(r1, r3);
        float* out = to + p * padded + j;
        store4(out, xsimd::zip_lo(low02, low13));
        store4(out + padded, xsimd::zip_hi(low02, low13));
        store4(out + 2 * padded, xsimd::zip_lo(high02, high13));
        store4(out + 3 * padded, xsimd::zip_hi(high02, high13));
      }
    }
    for (; p < k; ++p) {
#pragma clang loop unroll(full)
      for (std::size_t column = j; column < j + 4; ++column)
        to[p * padded + column] = column < columns ? b[column * step + p] : 0.0F;
    }
  }
}

}  // namespace livefig
