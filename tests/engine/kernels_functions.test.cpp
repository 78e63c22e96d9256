// Our own exp, log, tanh, sigmoid, sin and cos against the platform's in double precision.
#include <algorithm>
#include <array>
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "kernels/exponential.hpp"
#include "kernels/hyperbolic.hpp"
#include "kernels/normal_distribution.hpp"
#include "kernels/trigonometric.hpp"

using namespace livefig;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
const float nan_value = std::numeric_limits<float>::quiet_NaN();

float one(f32x4 (*function)(f32x4), float x) {
  std::array<float, 4> lanes;
  store4(lanes.data(), function(splat4(x)));
  return lanes[2];
}

/// The distance in units of the last place of the exact result.
double ulps(float ours, double exact) {
  const auto rounded = static_cast<float>(exact);
  const double spacing = std::nextafter(std::fabs(rounded), infinity) - std::fabs(rounded);
  return std::fabs(static_cast<double>(ours) - exact) / spacing;
}

struct Worst {
  double ulps = 0;
  float at = 0;
};

Worst worst(f32x4 (*ours)(f32x4), double (*exact)(double), float low, float high) {
  Worst found;
  constexpr int steps = 200000;
  for (int i = 0; i <= steps; ++i) {
    const float x = low + (high - low) * (static_cast<float>(i) / steps);
    const double error = ulps(one(ours, x), exact(static_cast<double>(x)));
    if (!(error <= found.ulps)) found = {error, x};
  }
  return found;
}

f32x4 normal_cumulative(f32x4 x) { return normal4(x).cumulative; }
f32x4 normal_density(f32x4 x) { return normal4(x).density; }

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

TEST_CASE("exp4 is within 1.5 ulp and ends cleanly", "[kernels]") {
  for (const auto& [low, high] : {std::pair{-87.3F, 88.7F}, {-1.0F, 1.0F}, {-1e-3F, 1e-3F}}) {
    const Worst found = worst(exp4, std::exp, low, high);
    CAPTURE(found.at);
    CHECK(found.ulps <= 1.5);
  }
  CHECK(one(exp4, 0) == 1.0F);
  CHECK(one(exp4, -87.4F) == 0.0F);
  CHECK(one(exp4, -infinity) == 0.0F);
  CHECK(one(exp4, 88.8F) == infinity);
  CHECK(one(exp4, infinity) == infinity);
  CHECK(std::isnan(one(exp4, nan_value)));
}

TEST_CASE("log4 is within 1.5 ulp and knows its borders", "[kernels]") {
  for (const auto& [low, high] : {std::pair{1.2e-38F, 1e-30F}, {1e-3F, 3.0F}, {0.99F, 1.01F}, {1.0F, 3e38F}}) {
    const Worst found = worst(log4, std::log, low, high);
    CAPTURE(found.at);
    CHECK(found.ulps <= 1.5);
  }
  CHECK(one(log4, 1) == 0.0F);
  CHECK(one(log4, 0) == -infinity);
  CHECK(one(log4, infinity) == infinity);
  CHECK(std::isnan(one(log4, -1)));
  CHECK(std::isnan(one(log4, nan_value)));
}

TEST_CASE("log1p4 keeps small arguments", "[kernels]") {
  for (const auto& [low, high] : {std::pair{0.0F, 1e-6F}, {1e-6F, 1e-2F}, {1e-2F, 1.0F}, {1.0F, 1e6F}}) {
    const Worst found = worst(log1p4, std::log1p, low, high);
    CAPTURE(found.at);
    CHECK(found.ulps <= 2.5);
  }
  CHECK(one(log1p4, infinity) == infinity);
  CHECK(std::isnan(one(log1p4, nan_value)));
}

TEST_CASE("tanh4 is within 5.5 ulp, sigmoid4 within 2.5, and both saturate", "[kernels]") {
  for (const auto& [low, high] : {std::pair{-12.0F, 12.0F}, {-0.6F, 0.6F}, {-1e-3F, 1e-3F}, {6.0F, 9.0F}}) {
    const Worst hyperbolic = worst(tanh4, std::tanh, low, high);
    CAPTURE(hyperbolic.at);
    CHECK(hyperbolic.ulps <= 5.5);
    const Worst sigmoid = worst(sigmoid4, logistic, low, high);
    CAPTURE(sigmoid.at);
    CHECK(sigmoid.ulps <= 2.5);
  }
  // Past 1 its derivative 1 − y² would turn round.
  for (float x = 0; x < 10; x += 1e-4F) REQUIRE(std::abs(one(tanh4, x)) <= 1.0F);
  CHECK(one(tanh4, infinity) == 1.0F);
  CHECK(one(tanh4, -infinity) == -1.0F);
  CHECK(one(sigmoid4, infinity) == 1.0F);
  CHECK(one(sigmoid4, -infinity) == 0.0F);
  CHECK(std::isnan(one(tanh4, nan_value)));
  CHECK(std::isnan(one(sigmoid4, nan_value)));
}

TEST_CASE("sin4 and cos4 keep an absolute error of one ulp of 1", "[kernels]") {
  for (const float reach : {1.0F, 7.0F, 500.0F, 8000.0F}) {
    double error = 0;
    for (int i = -50000; i <= 50000; ++i) {
      const float x = reach * (static_cast<float>(i) / 50000);
      error = std::max(error, std::fabs(static_cast<double>(one(sin4, x)) - std::sin(static_cast<double>(x))));
      error = std::max(error, std::fabs(static_cast<double>(one(cos4, x)) - std::cos(static_cast<double>(x))));
    }
    CAPTURE(reach);
    CHECK(error <= 1.2e-7);
  }
  CHECK(one(sin4, 0) == 0.0F);
  CHECK(one(cos4, 0) == 1.0F);
  CHECK(std::isnan(one(sin4, 8001)));
  CHECK(std::isnan(one(cos4, infinity)));
}

TEST_CASE("normal4 is the normal distribution, its lower tail too", "[kernels]") {
  double cumulative = 0, density = 0, tail = 0;
  for (int i = -60000; i <= 60000; ++i) {
    const float x = 6 * (static_cast<float>(i) / 60000);
    const auto at = static_cast<double>(x);
    const double exact = std::erfc(-at * std::sqrt(0.5)) / 2;
    const double error = std::fabs(static_cast<double>(one(normal_cumulative, x)) - exact);
    cumulative = std::max(cumulative, error);
    if (i < 0) tail = std::max(tail, error / exact);
    const double bell = std::exp(-at * at / 2) / std::sqrt(2 * std::acos(-1.0));
    density = std::max(density, std::fabs(static_cast<double>(one(normal_density, x)) - bell));
  }
  CHECK(cumulative <= 2e-7);
  CHECK(density <= 1e-7);
  CHECK(tail <= 2e-6);
  CHECK(one(normal_cumulative, 0) == 0.5F);
  CHECK(one(normal_cumulative, infinity) == 1.0F);
  CHECK(one(normal_cumulative, -infinity) == 0.0F);
  CHECK(one(normal_density, infinity) == 0.0F);
  CHECK(std::isnan(one(normal_cumulative, nan_value)));
}

// Any compiler or target that computes another bit changes this number: native and wasm must both have it.
TEST_CASE("the functions give the same bits in every build", "[kernels]") {
  std::uint32_t hash = 2166136261U;
  for (int i = -4000; i <= 4000; ++i) {
    const float x = static_cast<float>(i) * 0x1p-6F;
    for (const auto function : {exp4, tanh4, sigmoid4, sin4, cos4})
      hash = (hash ^ std::bit_cast<std::uint32_t>(one(function, x))) * 16777619U;
    if (i > 0) hash = (hash ^ std::bit_cast<std::uint32_t>(one(log4, x))) * 16777619U;
    if (i > 0) hash = (hash ^ std::bit_cast<std::uint32_t>(one(log1p4, x))) * 16777619U;
  }
  CHECK(hash == 0x7c549bc0U);
  hash = 2166136261U;
  for (int i = -4000; i <= 4000; ++i)
    for (const auto function : {normal_cumulative, normal_density})
      hash = (hash ^ std::bit_cast<std::uint32_t>(one(function, static_cast<float>(i) * 0x1p-9F))) * 16777619U;
  CHECK(hash == 0xa5f5e6d9U);
}

TEST_CASE("a short rest gives the same bits as a full group", "[kernels]") {
  std::array<float, 7> x{0.1F, -0.7F, 3.0F, -9.0F, 0.1F, -0.7F, 3.0F};
  std::array<float, 7> y{};
  map4(x.size(), y.data(), [](f32x4 v) { return tanh4(v); }, x.data());
  CHECK(y[4] == y[0]);
  CHECK(y[5] == y[1]);
  CHECK(y[6] == y[2]);
}
