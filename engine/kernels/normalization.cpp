// Batch normalization: four channels at a time, or one channel's pixels four at a time; mean, then squares.
#include "kernels/normalization.hpp"

#include "kernels/channel_group.hpp"

namespace livefig {
namespace {

f32x4 inverse_root(f32x4 variance, float eps) { return splat4(1) / xsimd::sqrt(variance + splat4(eps)); }

/// y = (x − center)·scale + shift for one group.
void normalize(const ChannelGroup& group, In x, f32x4 center, f32x4 scale, f32x4 shift, Out y) {
  group.each([&](std::size_t i, std::size_t some) {
    store_some(y.data() + i, flush4((load_some(x.data() + i, some) - center) * scale + shift), some);
  });
}

}  // namespace

void batch_norm_forward(const NormalizationShape& shape, In x, In gamma, In beta, float eps, float momentum,
                        Out running_mean, Out running_var, Out mean, Out inverse_std, Out y) {
  const auto count = static_cast<float>(shape.rows * shape.spatial);
  const f32x4 fresh = splat4(momentum);
  const f32x4 kept = splat4(1 - momentum);
  for (std::size_t c = 0; c < shape.channels; c += ChannelGroup::step(shape)) {
    const ChannelGroup group(shape, c);
    const f32x4 center =
        group.sum([&](std::size_t i, std::size_t some) { return load_some(x.data() + i, some); }) / splat4(count);
    const f32x4 squares = group.sum([&](std::size_t i, std::size_t some) {
      const f32x4 away = load_some(x.data() + i, some) - center;
      return away * away;
    });
    const f32x4 std = inverse_root(squares / splat4(count), eps);
    normalize(group, x, center, std * group.load(gamma, 1), group.load(beta, 0), y);
    group.store(mean, center);
    group.store(inverse_std, std);
    group.store(running_mean, fresh * center + kept * group.load(running_mean, 0));
    group.store(running_var, fresh * (squares / splat4(count - 1)) + kept * group.load(running_var, 0));
  }
}

void batch_norm_eval(const NormalizationShape& shape, In x, In gamma, In beta, float eps, In running_mean,
                     In running_var, Out y) {
  for (std::size_t c = 0; c < shape.channels; c += ChannelGroup::step(shape)) {
    const ChannelGroup group(shape, c);
    const f32x4 std = inverse_root(group.load(running_var, 1), eps);
    normalize(group, x, group.load(running_mean, 0), std * group.load(gamma, 1), group.load(beta, 0), y);
  }
}

void batch_norm_backward(const NormalizationShape& shape, In x, In gamma, In mean, In inverse_std, In dy, Out dgamma,
                         Out dbeta, Write write, Out dx) {
  const f32x4 share = splat4(1.0F / static_cast<float>(shape.rows * shape.spatial));
  for (std::size_t c = 0; c < shape.channels; c += ChannelGroup::step(shape)) {
    const ChannelGroup group(shape, c);
    const f32x4 center = group.load(mean, 0);
    const f32x4 std = group.load(inverse_std, 0);
    const f32x4 sum_dy = group.sum([&](std::size_t i, std::size_t some) { return load_some(dy.data() + i, some); });
    const f32x4 sum_dy_x = group.sum([&](std::size_t i, std::size_t some) {
      return load_some(dy.data() + i, some) * ((load_some(x.data() + i, some) - center) * std);
    });
    group.store(dgamma, sum_dy_x, write);
    group.store(dbeta, sum_dy, write);
    if (dx.empty()) continue;

    const f32x4 mean_dy = sum_dy * share;
    const f32x4 slope = sum_dy_x * share * std;
    const f32x4 scale = std * group.load(gamma, 1);
    group.each([&](std::size_t i, std::size_t some) {
      const f32x4 along = (load_some(x.data() + i, some) - center) * slope;
      store_some(dx.data() + i, flush4((load_some(dy.data() + i, some) - mean_dy - along) * scale), some);
    });
  }
}

}  // namespace livefig
