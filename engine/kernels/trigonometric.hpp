// Sine and cosine of four floats, the same bits in every build.
#pragma once

#include "kernels/lanes.hpp"

namespace livefig {

struct SineCosine {
  f32x4 sine;
  f32x4 cosine;
};

/// |x| up to 8,000 with an absolute error below 1.2e-7; beyond that and for NaN or infinity the result is NaN.
inline SineCosine sine_cosine4(f32x4 x) {
  // x = k·π/2 + r, π/2 in four parts so short that their products with k are exact.
  const f32x4 shift = splat4(0x1.8p23F);
  const f32x4 shifted = x * splat4(0x1.45f306p-1F) + shift;
  const f32x4 k = shifted - shift;
  f32x4 r = x - k * splat4(0x1.92p+0F);
  r = r - k * splat4(0x1.fb4p-12F);
  r = r - k * splat4(0x1.444p-24F);
  r = r - k * splat4(0x1.68c234p-39F);
  const f32x4 s = r * r;
  f32x4 odd = splat4(-1.0F / 39916800);
  odd = odd * s + splat4(1.0F / 362880);
  odd = odd * s + splat4(-1.0F / 5040);
  odd = odd * s + splat4(1.0F / 120);
  odd = odd * s + splat4(-1.0F / 6);
  const f32x4 sine = r + r * (s * odd);
  f32x4 even = splat4(1.0F / 479001600);
  even = even * s + splat4(-1.0F / 3628800);
  even = even * s + splat4(1.0F / 40320);
  even = even * s + splat4(-1.0F / 720);
  even = even * s + splat4(1.0F / 24);
  const f32x4 cosine = splat4(1) - (splat4(0.5F) * s - s * s * even);
  // Which quarter: in odd ones the two change places, in the upper two (for sine: 2, 3; for cosine: 1, 2) the sign.
  const i32x4 quarter = xsimd::bitwise_cast<std::int32_t>(shifted);
  const auto odd_quarter = xsimd::batch_bool_cast<float>((quarter & i32x4(1)) != i32x4(0));
  const auto sine_negative = xsimd::batch_bool_cast<float>((quarter & i32x4(2)) != i32x4(0));
  const auto cosine_negative = xsimd::batch_bool_cast<float>(((quarter + i32x4(1)) & i32x4(2)) != i32x4(0));
  const f32x4 turned_sine = select4(odd_quarter, cosine, sine);
  const f32x4 turned_cosine = select4(odd_quarter, sine, cosine);
  const auto outside = !(abs4(x) <= splat4(8000));
  const f32x4 nan = splat4(std::numeric_limits<float>::quiet_NaN());
  return {select4(outside, nan, select4(sine_negative, splat4(0) - turned_sine, turned_sine)),
          select4(outside, nan, select4(cosine_negative, splat4(0) - turned_cosine, turned_cosine))};
}

inline f32x4 sin4(f32x4 x) { return sine_cosine4(x).sine; }
inline f32x4 cos4(f32x4 x) { return sine_cosine4(x).cosine; }

}  // namespace livefig
