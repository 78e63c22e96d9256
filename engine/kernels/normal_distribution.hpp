// The normal distribution of four floats, the same bits in every build: what GELU is made of.
#pragma once

#include "kernels/exponential.hpp"

namespace livefig {

struct NormalLaw {
  f32x4 density;     // φ(x) = e^(−x²/2) / √(2π)
  f32x4 cumulative;  // Φ(x) = (1 + erf(x/√2)) / 2
};

/// Errors: 2e-7 absolute; of Φ(−|x|) 1e-6 relative up to |x| = 5.
inline NormalLaw normal4(f32x4 x) {
  const f32x4 bell = exp4(x * x * splat4(-0.5F));
  // Φ(−|x|)·e^(x²/2), which is Mills' ratio but for a factor, as a polynomial in t: Remez' on t ∈ [0.17, 1], to 3e-8.
  const f32x4 t = splat4(1) / (splat4(1) + splat4(0.35F) * abs4(x));
  f32x4 sum = splat4(-0.02911168432F);
  sum = sum * t + splat4(0.1438035386F);
  sum = sum * t + splat4(-0.2553630202F);
  sum = sum * t + splat4(0.1587676526F);
  sum = sum * t + splat4(-0.02282552866F);
  sum = sum * t + splat4(0.1053853556F);
  sum = sum * t + splat4(0.1198646286F);
  sum = sum * t + splat4(0.139857372F);
  sum = sum * t + splat4(0.13962167F);
  const f32x4 tail = bell * (t * sum);
  return {bell * splat4(0.3989422804F), select4(x > splat4(0), splat4(1) - tail, tail)};
}

}  // namespace livefig
