// What softmax and cross-entropy share: the exponentials of one row, shifted so that none overflows.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

#include "kernels/exponential.hpp"

namespace livefig {

struct SoftmaxRow {
  float largest;
  float total;  // Σ e^(x − largest), between 1 and classes
};

/// out[j] = e^(x[j] − largest). A NaN anywhere makes total NaN. out may be x, or null: then only the total counts.
inline SoftmaxRow exponentials(const float* x, std::size_t classes, float* out) {
  float largest = x[0];
  for (std::size_t j = 1; j < classes; ++j) largest = x[j] > largest || std::isnan(x[j]) ? x[j] : largest;
  const f32x4 shift = splat4(largest);
  f32x4 sums = splat4(0);
  for_groups(classes, [&](std::size_t j, std::size_t some) {
    // The padding is −∞, whose exponential adds nothing.
    const f32x4 e = exp4(load_some(x + j, some, -std::numeric_limits<float>::infinity()) - shift);
    sums = sums + e;
    if (out != nullptr) store_some(out + j, e, some);
  });
  return {largest, lane_sum(sums)};
}

}  // namespace livefig
