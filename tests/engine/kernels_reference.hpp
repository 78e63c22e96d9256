// What the kernel tests share: seeded inputs, closeness, and gradients by finite differences.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "random/generator.hpp"

namespace livefig::reference {

using Floats = std::vector<float>;
using Doubles = std::vector<double>;
using Sizes = std::vector<std::size_t>;

inline Floats random_floats(std::size_t count, std::uint64_t seed, float low = -1, float high = 1) {
  Floats values(count);
  Generator(seed).uniform(values, low, high);
  return values;
}

/// Every element within `tolerance`, relative for values above 1.
inline bool near(const Floats& ours, const Floats& expected, double tolerance = 1e-5) {
  return std::ranges::equal(ours, expected, [tolerance](float a, float b) {
    return std::fabs(static_cast<double>(a) - static_cast<double>(b)) <=
           tolerance * std::max(1.0, std::fabs(static_cast<double>(b)));
  });
}

inline Doubles doubles(const Floats& values) { return {values.begin(), values.end()}; }
inline Floats floats(const Doubles& values) {
  Floats rounded(values.size());
  std::ranges::transform(values, rounded.begin(), [](double v) { return static_cast<float>(v); });
  return rounded;
}

/// d(Σ weight·f(x))/dx by central differences in double; `f` maps Doubles to Doubles.
template <class F>
Floats numeric_gradient(F f, const Floats& at, const Floats& weight) {
  constexpr double step = 1e-5;
  const auto value = [&](const Doubles& x) {
    const Doubles y = f(x);
    double total = 0;
    for (std::size_t i = 0; i < y.size(); ++i) total += static_cast<double>(weight[i]) * y[i];
    return total;
  };
  Doubles x = doubles(at);
  Floats gradient(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double middle = x[i];
    x[i] = middle + step;
    const double above = value(x);
    x[i] = middle - step;
    const double below = value(x);
    x[i] = middle;
    gradient[i] = static_cast<float>((above - below) / (2 * step));
  }
  return gradient;
}

}  // namespace livefig::reference
