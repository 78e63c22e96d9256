// Whether gradients are about to vanish is seen in their exponents' bits; raising them is exact.
#include "kernels/vanishing.hpp"

#include "kernels/elementwise.hpp"
#include "kernels/lanes.hpp"

namespace livefig {
namespace {

constexpr float lift = 0x1p64F;
/// The bits of 2^-95. Exponents below it are numbers below 32, and so is what they are together, bit by bit.
constexpr std::int32_t limit = 32 << 23;

i32x4 bits(const float* from, std::size_t some = lane_count) {
  return xsimd::bitwise_cast<std::int32_t>(load_some(from, some));
}

}  // namespace

bool vanishing(In gradients) {
  const i32x4 size_bits(0x7fffffff);
  const float* from = gradients.data();
  i32x4 seen(0);
  std::size_t left = gradients.size();
  for (; left >= 4 * lane_count; left -= 4 * lane_count, from += 4 * lane_count) {
    seen = seen | bits(from) | bits(from + lane_count) | bits(from + 2 * lane_count) | bits(from + 3 * lane_count);
    if (xsimd::any((seen & size_bits) >= i32x4(limit))) return false;
  }
  for_groups(left, [&](std::size_t i, std::size_t some) { seen = seen | bits(from + i, some); });
  seen = seen & size_bits;
  return !xsimd::any(seen >= i32x4(limit)) && xsimd::any(seen > i32x4(0));
}

void raise(In gradients, Out raised) { scale(lift, gradients, raised); }

void lower(Out products) {
  const f32x4 smallest = splat4(smallest_normal * lift);
  const f32x4 factor = splat4(1 / lift);
  map4(
      products.size(), products.data(), [=](f32x4 x) { return select4(abs4(x) < smallest, splat4(0), x) * factor; },
      products.data());
}

}  // namespace livefig
