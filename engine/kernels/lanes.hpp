// Four floats at a time: the one vector type of all kernels, in every build, so that all compute the same bits.
//
// Allowed on it: load, store, + − × ÷, sqrt, compare, select, and whole-number arithmetic on its bits. min and
// max are not: they differ between SSE and WebAssembly on NaN and −0.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <xsimd/xsimd.hpp>

namespace livefig {

#if defined(__wasm__)
using LaneArch = xsimd::wasm;
#elif defined(__x86_64__)
using LaneArch = xsimd::sse4_1;
#else
using LaneArch = xsimd::default_arch;
#endif

using f32x4 = xsimd::batch<float, LaneArch>;
using i32x4 = xsimd::batch<std::int32_t, LaneArch>;
static_assert(f32x4::size == 4);

inline constexpr std::size_t lane_count = 4;
inline constexpr float smallest_normal = std::numeric_limits<float>::min();

inline f32x4 load4(const float* from) { return f32x4::load_unaligned(from); }
inline void store4(float* to, f32x4 value) { value.store_unaligned(to); }
inline f32x4 splat4(float value) { return f32x4(value); }

// The rest of a row, less than four floats, comes once in every row: a call costs less than the code in fifty places.
f32x4 load_rest(const float* from, std::size_t count, float fill);
void store_rest(float* to, f32x4 value, std::size_t count);

/// The first `count` lanes, four at most; the others hold `fill`.
inline f32x4 load_some(const float* from, std::size_t count, float fill = 0) {
  return count >= lane_count ? load4(from) : load_rest(from, count, fill);
}
inline void store_some(float* to, f32x4 value, std::size_t count) {
  if (count >= lane_count) return store4(to, value);
  store_rest(to, value, count);
}

/// The lanes' sum, always as (0 + 1) + (2 + 3).
inline float lane_sum(f32x4 value) {
  std::array<float, lane_count> lanes;
  store4(lanes.data(), value);
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

/// yes where the condition holds, else no.
inline f32x4 select4(f32x4::batch_bool_type condition, f32x4 yes, f32x4 no) {
  return xsimd::select(condition, yes, no);
}

inline f32x4 abs4(f32x4 x) {
  return xsimd::bitwise_cast<float>(xsimd::bitwise_cast<std::int32_t>(x) & i32x4(0x7fffffff));
}

/// Subnormals to 0; NaN stays.
inline f32x4 flush4(f32x4 x) { return select4(abs4(x) < splat4(smallest_normal), splat4(0), x); }

/// Calls visit(first index, how many) for each group of four elements and for the rest. Its body exists once: right for
/// long bodies, in which asking how many there are costs nothing.
template <class Visit>
[[gnu::always_inline]] inline void for_groups(std::size_t count, Visit visit) {
  for (std::size_t i = 0; i < count; i += lane_count) visit(i, count - i < lane_count ? count - i : lane_count);
}

/// out[i] = f(in[i]…) for `count` values; f maps lanes to lanes. The rest of less than four goes through f too,
/// padded, so that a value gives the same bits wherever it stands.
template <class F, class... Inputs>
inline void map4(std::size_t count, float* out, F f, const Inputs*... in) {
  std::size_t i = 0;
  for (; i + lane_count <= count; i += lane_count) store4(out + i, f(load4(in + i)...));
  if (i < count) store_some(out + i, f(load_some(in + i, count - i)...), count - i);
}

}  // namespace livefig
