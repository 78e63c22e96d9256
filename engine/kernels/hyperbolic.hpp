// tanh and the logistic function of four floats, the same bits in every build.
#pragma once

#include "kernels/exponential.hpp"

namespace livefig {

/// 1 / (1 + e^−x), through e^−|x| so that nothing overflows.
inline f32x4 sigmoid4(f32x4 x) {
  const f32x4 e = exp4(splat4(0) - abs4(x));
  const f32x4 numerator = select4(x < splat4(0), e, splat4(1));
  return numerator / (splat4(1) + e);
}

/// Error about 2 ulp: near 0 an odd polynomial (Taylor's), further out (1 − e^−2|x|) / (1 + e^−2|x|).
inline f32x4 tanh4(f32x4 x) {
  const f32x4 size = abs4(x);
  const f32x4 s = x * x;
  f32x4 sum = splat4(-929569.0F / 638512875.0F);
  sum = sum * s + splat4(21844.0F / 6081075);
  sum = sum * s + splat4(-1382.0F / 155925);
  sum = sum * s + splat4(62.0F / 2835);
  sum = sum * s + splat4(-17.0F / 315);
  sum = sum * s + splat4(2.0F / 15);
  sum = sum * s + splat4(-1.0F / 3);
  const f32x4 near = x + x * (s * sum);
  const f32x4 e = exp4(size * splat4(-2));
  const f32x4 far = (splat4(1) - e) / (splat4(1) + e);
  const f32x4 signed_far = select4(x < splat4(0), splat4(0) - far, far);
  return select4(size < splat4(0.5F), near, signed_far);
}

}  // namespace livefig
