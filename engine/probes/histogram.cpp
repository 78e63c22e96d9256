// Ranges and bin shares.
#include "probes/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace livefig {

std::array<float, 2> range_of(In values) {
  float low = std::numeric_limits<float>::infinity();
  float high = -low;
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  if (low > high) return {0.0f, 1.0f};
  if (low == high) return {low - 0.5f, high + 0.5f};
  return {low, high};
}

void histogram(In values, std::array<float, 2> range, Out shares) {
  std::ranges::fill(shares, 0.0f);
  const auto bins = static_cast<double>(shares.size());
  const double low = static_cast<double>(range[0]);
  const double scale = bins / (static_cast<double>(range[1]) - low);
  std::size_t counted = 0;
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    const double place = (static_cast<double>(value) - low) * scale;
    const double bin = place > 0.0 ? (place < bins - 1.0 ? place : bins - 1.0) : 0.0;
    shares[static_cast<std::size_t>(bin)] += 1.0f;
    ++counted;
  }
  if (counted == 0) return;
  for (float& share : shares) share /= static_cast<float>(counted);
}

}  // namespace livefig
