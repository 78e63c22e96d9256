// Loading and storing of less than four lanes.
#include "kernels/lanes.hpp"

namespace livefig {

[[gnu::noinline]] f32x4 load_rest(const float* from, std::size_t count, float fill) {
  std::array<float, lane_count> lanes{fill, fill, fill, fill};
  for (std::size_t i = 0; i < count; ++i) lanes[i] = from[i];
  return load4(lanes.data());
}

[[gnu::noinline]] void store_rest(float* to, f32x4 value, std::size_t count) {
  std::array<float, lane_count> lanes;
  store4(lanes.data(), value);
  for (std::size_t i = 0; i < count; ++i) to[i] = lanes[i];
}

}  // namespace livefig
