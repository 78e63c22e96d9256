// Four lanes' worth of channels of a batch (rows, channels, spatial), to be summed over and walked through.
#pragma once

#include <algorithm>
#include <array>

#include "kernels/lanes.hpp"
#include "kernels/normalization.hpp"

namespace livefig {

/// With spatial = 1 a group is four channels, one in each lane; otherwise it is one channel, four pixels at a time.
class ChannelGroup {
 public:
  /// Channels from one group to the next.
  static std::size_t step(const NormalizationShape& shape) { return shape.spatial == 1 ? lane_count : 1; }

  ChannelGroup(const NormalizationShape& shape, std::size_t channel)
      : shape_(shape), channel_(channel), channels_(std::min(step(shape), shape.channels - channel)) {}

  /// The group's values of a per-channel array; `otherwise` when the array is empty.
  f32x4 load(In values, float otherwise) const {
    if (values.empty()) return splat4(otherwise);
    if (shape_.spatial > 1) return splat4(values[channel_]);
    return load_some(values.data() + channel_, channels_, otherwise);
  }
  void store(Out values, f32x4 lanes, Write write = Write::replace) const {
    if (values.empty()) return;
    if (write == Write::add) lanes = lanes + load(values, 0);
    store_some(values.data() + channel_, lanes, channels_);
  }

  /// Calls visit(index of the first float, how many) for all of the group's floats.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t row = 0; row < shape_.rows; ++row) {
      const std::size_t begin = (row * shape_.channels + channel_) * shape_.spatial;
      for_groups(shape_.spatial == 1 ? channels_ : shape_.spatial,
                 [&](std::size_t s, std::size_t some) { visit(begin + s, some); });
    }
  }

  /// Sums per channel of term(index of the first float, how many), in short runs so that large batches keep their
  /// precision. With spatial > 1 all lanes hold the one channel's sum.
  template <class Term>
  f32x4 sum(Term term) const {
    return shape_.spatial == 1 ? sum_rows(term) : splat4(static_cast<float>(sum_planes(term)));
  }

 private:
  template <class Term>
  f32x4 sum_rows(Term term) const {
    constexpr std::size_t run = 64;
    f32x4 total = splat4(0);
    for (std::size_t begin = 0; begin < shape_.rows; begin += run) {
      const std::size_t end = std::min(begin + run, shape_.rows);
      f32x4 lanes = splat4(0);
      for (std::size_t row = begin; row < end; ++row) lanes = lanes + term(row * shape_.channels + channel_, channels_);
      total = total + lanes;
    }
    return total;
  }

  template <class Term>
  double sum_planes(Term term) const {
    double total = 0;
    for (std::size_t row = 0; row < shape_.rows; ++row) {
      const std::size_t begin = (row * shape_.channels + channel_) * shape_.spatial;
      f32x4 lanes = splat4(0);
      std::array<float, lane_count> rest{};
      for_groups(shape_.spatial, [&](std::size_t s, std::size_t some) {
        const f32x4 value = term(begin + s, some);
        if (some == lane_count) {
          lanes = lanes + value;
        } else {
          // Lanes behind the plane are padding and must not count, whatever the term makes of them.
          store_some(rest.data(), value, some);
        }
      });
      total += static_cast<double>(lane_sum(lanes));
      for (const float value : rest) total += static_cast<double>(value);
    }
    return total;
  }

  NormalizationShape shape_;
  std::size_t channel_;
  std::size_t channels_;
};

}  // namespace livefig
