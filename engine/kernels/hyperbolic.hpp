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

/// Error up to 5 ulp: x·P(x²)/Q(x²), with P and Q of degree 4 fitted to the least largest relative error on |x| ≤ 9
/// (weighted least squares after Lawson 1961). From 8 on, where rounding could carry it past 1, it is 1.
inline f32x4 tanh4(f32x4 x) {
  const f32x4 z = x * x;
  f32x4 p = splat4(1.33367514e-8F);
  p = p * z + splat4(2.05962020e-5F);
  p = p * z + splat4(3.49480664e-3F);
  p = p * z + splat4(0.133803679F);
  p = p * z + splat4(1);
  f32x4 q = splat4(7.76924270e-7F);
  q = q * z + splat4(3.28435603e-4F);
  q = q * z + splat4(0.0258740100F);
  q = q * z + splat4(0.467136833F);
  q = q * z + splat4(1);
  const f32x4 one = select4(x < splat4(0), splat4(-1), splat4(1));
  return select4(abs4(x) > splat4(8), one, (x * p) / q);
}

}  // namespace livefig
