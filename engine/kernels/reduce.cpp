// Sums of an array: blocks in float, the blocks in double. Sums down columns in float. Always in the same order.
#include "kernels/reduce.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/lanes.hpp"

namespace livefig {
namespace {

constexpr std::size_t block = 1024;

/// Σ term(four values of each input): in float within a block, the blocks in double.
template <class Term, class... Inputs>
double sum_of(std::size_t count, Term term, const Inputs*... in) {
  double total = 0;
  for (std::size_t begin = 0; begin < count; begin += block) {
    const std::size_t end = std::min(begin + block, count);
    f32x4 lanes = splat4(0);
    std::size_t i = begin;
    for (; i + lane_count <= end; i += lane_count) lanes = lanes + term(load4(in + i)...);
    if (i < end) lanes = lanes + term(load_some(in + i, end - i)...);
    total += static_cast<double>(lane_sum(lanes));
  }
  return total;
}

}  // namespace

double sum(In x) {
  return sum_of(x.size(), [](f32x4 v) { return v; }, x.data());
}

double squared_norm(In x) {
  return sum_of(x.size(), [](f32x4 v) { return v * v; }, x.data());
}

double dot(In x, In y) {
  return sum_of(x.size(), [](f32x4 a, f32x4 b) { return a * b; }, x.data(), y.data());
}

bool all_finite(In x) {
  // x − x is 0 for every finite x, NaN for the others; one NaN makes the whole sum NaN.
  f32x4 lanes = splat4(0);
  std::size_t i = 0;
  for (; i + lane_count <= x.size(); i += lane_count) {
    const f32x4 v = load4(x.data() + i);
    lanes = lanes + (v - v);
  }
  float rest = 0;
  for (; i < x.size(); ++i) rest += x[i] - x[i];
  return lane_sum(lanes) + rest == 0;
}

namespace {

/// Sums down `Groups`·4 neighbouring columns: a whole cache line of each row while it is there.
template <std::size_t Groups>
[[gnu::always_inline]] inline void sum_columns(const float* x, std::size_t rows, std::size_t columns, Write write,
                                               float* out) {
  f32x4 lanes[Groups];
#pragma clang loop unroll(full)
  for (f32x4& lane : lanes) lane = splat4(0);
  for (std::size_t i = 0; i < rows; ++i, x += columns)
#pragma clang loop unroll(full)
    for (std::size_t g = 0; g < Groups; ++g) lanes[g] = lanes[g] + load4(x + 4 * g);
#pragma clang loop unroll(full)
  for (std::size_t g = 0; g < Groups; ++g)
    store4(out + 4 * g, write == Write::add ? load4(out + 4 * g) + lanes[g] : lanes[g]);
}

}  // namespace

void column_sums(In x, std::size_t columns, Write write, Out out) {
  const std::size_t rows = columns == 0 ? 0 : x.size() / columns;
  std::size_t j = 0;
  for (; j + 16 <= columns; j += 16) sum_columns<4>(x.data() + j, rows, columns, write, out.data() + j);
  for (; j + 4 <= columns; j += 4) sum_columns<1>(x.data() + j, rows, columns, write, out.data() + j);
  for (; j < columns; ++j) {
    float total = 0;
    for (std::size_t i = 0; i < rows; ++i) total += x[i * columns + j];
    out[j] = write == Write::add ? out[j] + total : total;
  }
}

}  // namespace livefig
