// The losses: four lanes at a time, each sum over a batch kept in double.
#include "kernels/loss.hpp"

#include <array>

#include "kernels/hyperbolic.hpp"
#include "kernels/reduce.hpp"
#include "kernels/softmax_row.hpp"

namespace livefig {
namespace {

float log_of(float x) {
  std::array<float, lane_count> lanes;
  store4(lanes.data(), log4(splat4(x)));
  return lanes[0];
}

/// Lanes beyond `count` are padding, whose loss need not be 0: they are left out.
double sum_some(f32x4 value, std::size_t count) {
  std::array<float, lane_count> lanes;
  store4(lanes.data(), value);
  double total = 0;
  for (std::size_t i = 0; i < count; ++i) total += static_cast<double>(lanes[i]);
  return total;
}

}  // namespace

double cross_entropy(In logits, ClassIndices targets, std::size_t classes, Out gradient) {
  const std::size_t rows = targets.size();
  const auto share = 1.0F / static_cast<float>(rows);
  double total = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const float* row = logits.data() + i * classes;
    float* out = gradient.empty() ? nullptr : gradient.data() + i * classes;
    const auto target = static_cast<std::size_t>(targets[i]);
    const SoftmaxRow sums = exponentials(row, classes, out);
    total += static_cast<double>(log_of(sums.total) - (row[target] - sums.largest));
    if (out == nullptr) continue;
    const f32x4 divisor = splat4(sums.total);
    map4(classes, out, [=](f32x4 e) { return flush4(e / divisor * splat4(share)); }, out);
    out[target] -= share;
  }
  return total / static_cast<double>(rows);
}

double bce_with_logits(In logits, In targets, Out gradient) {
  const std::size_t count = logits.size();
  const f32x4 share = splat4(1.0F / static_cast<float>(count));
  double total = 0;
  for_groups(count, [&](std::size_t i, std::size_t some) {
    const f32x4 x = load_some(logits.data() + i, some);
    const f32x4 t = load_some(targets.data() + i, some);
    const f32x4 positive = select4(x < splat4(0), splat4(0), x);
    total += sum_some(positive - x * t + log1p4(exp4(splat4(0) - abs4(x))), some);
    if (!gradient.empty()) store_some(gradient.data() + i, flush4((sigmoid4(x) - t) * share), some);
  });
  return total / static_cast<double>(count);
}

double mean_squared_error(In outputs, In targets, Out gradient) {
  const std::size_t count = outputs.size();
  const f32x4 factor = splat4(2.0F / static_cast<float>(count));
  double total = 0;
  for_groups(count, [&](std::size_t i, std::size_t some) {
    const f32x4 error = load_some(outputs.data() + i, some) - load_some(targets.data() + i, some);
    total += sum_some(error * error, some);
    if (!gradient.empty()) store_some(gradient.data() + i, flush4(factor * error), some);
  });
  return total / static_cast<double>(count);
}

double mean_absolute_error(In outputs, In targets, Out gradient) {
  const std::size_t count = outputs.size();
  const f32x4 share = splat4(1.0F / static_cast<float>(count));
  const f32x4 zero = splat4(0);
  double total = 0;
  for_groups(count, [&](std::size_t i, std::size_t some) {
    const f32x4 error = load_some(outputs.data() + i, some) - load_some(targets.data() + i, some);
    total += sum_some(abs4(error), some);
    if (gradient.empty()) return;
    store_some(gradient.data() + i, select4(error > zero, share, select4(error < zero, zero - share, zero)), some);
  });
  return total / static_cast<double>(count);
}

double huber(In outputs, In targets, float delta, Out gradient) {
  const std::size_t count = outputs.size();
  const f32x4 share = splat4(1.0F / static_cast<float>(count));
  const f32x4 limit = splat4(delta);
  const f32x4 half = splat4(0.5F);
  double total = 0;
  for_groups(count, [&](std::size_t i, std::size_t some) {
    const f32x4 error = load_some(outputs.data() + i, some) - load_some(targets.data() + i, some);
    const f32x4 size = abs4(error);
    total += sum_some(select4(size < limit, half * size * size, limit * (size - half * limit)), some);
    if (gradient.empty()) return;
    const f32x4 beyond = select4(error < splat4(0), splat4(0) - limit, limit);
    store_some(gradient.data() + i, flush4(select4(size < limit, error, beyond) * share), some);
  });
  return total / static_cast<double>(count);
}

}  // namespace livefig
