// Batch and layer normalization against their definition in double, gradients by finite differences.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <vector>

#include "kernels/layer_normalization.hpp"
#include "kernels/normalization.hpp"
#include "kernels_reference.hpp"

using namespace livefig;
using reference::Doubles;
using reference::doubles;
using reference::Floats;
using reference::near;
using reference::random_floats;
using reference::Sizes;

namespace {

constexpr double eps = 1e-5;

std::size_t index(const NormalizationShape& s, std::size_t row, std::size_t channel, std::size_t place) {
  return (row * s.channels + channel) * s.spatial + place;
}

struct Statistics {
  double mean = 0;
  double squares = 0;  // Σ (x − mean)²
};

Statistics statistics(const NormalizationShape& s, const Doubles& x, std::size_t channel) {
  const auto count = static_cast<double>(s.rows * s.spatial);
  Statistics found;
  for (std::size_t row = 0; row < s.rows; ++row)
    for (std::size_t place = 0; place < s.spatial; ++place) found.mean += x[index(s, row, channel, place)] / count;
  for (std::size_t row = 0; row < s.rows; ++row)
    for (std::size_t place = 0; place < s.spatial; ++place)
      found.squares += std::pow(x[index(s, row, channel, place)] - found.mean, 2);
  return found;
}

Doubles normalized(const NormalizationShape& s, const Doubles& x, const Doubles& gamma, const Doubles& beta) {
  Doubles y(x.size());
  for (std::size_t c = 0; c < s.channels; ++c) {
    const Statistics found = statistics(s, x, c);
    const double std = std::sqrt(found.squares / static_cast<double>(s.rows * s.spatial) + eps);
    for (std::size_t row = 0; row < s.rows; ++row)
      for (std::size_t place = 0; place < s.spatial; ++place) {
        const std::size_t i = index(s, row, c, place);
        y[i] = (x[i] - found.mean) / std * gamma[c] + beta[c];
      }
  }
  return y;
}

void check(const NormalizationShape& s) {
  CAPTURE(s.rows, s.channels, s.spatial);
  const std::size_t count = s.rows * s.channels * s.spatial;
  const Floats x = random_floats(count, 1, -2, 3);
  const Floats gamma = random_floats(s.channels, 2, 0.5F, 1.5F);
  const Floats beta = random_floats(s.channels, 3);
  const Floats dy = random_floats(count, 4);

  Floats running_mean(s.channels, 0.5F);
  Floats running_var(s.channels, 2.0F);
  Floats mean(s.channels);
  Floats inverse_std(s.channels);
  Floats y(count);
  batch_norm_forward(s, x, gamma, beta, static_cast<float>(eps), 0.1F, running_mean, running_var, mean, inverse_std, y);
  REQUIRE(near(y, reference::floats(normalized(s, doubles(x), doubles(gamma), doubles(beta)))));
  for (std::size_t c = 0; c < s.channels; ++c) {
    const Statistics found = statistics(s, doubles(x), c);
    const double unbiased = found.squares / static_cast<double>(s.rows * s.spatial - 1);
    REQUIRE(near({running_mean[c], running_var[c]},
                 {static_cast<float>(0.45 + 0.1 * found.mean), static_cast<float>(1.8 + 0.1 * unbiased)}));
  }

  Floats dx(count);
  Floats dgamma(s.channels, 9.0F);
  Floats dbeta(s.channels, 9.0F);
  batch_norm_backward(s, x, gamma, mean, inverse_std, dy, dgamma, dbeta, Write::replace, dx);
  REQUIRE(near(dx,
               reference::numeric_gradient(
                   [&](const Doubles& at) { return normalized(s, at, doubles(gamma), doubles(beta)); }, x, dy),
               3e-5));
  const Floats by_gamma = reference::numeric_gradient(
      [&](const Doubles& at) { return normalized(s, doubles(x), at, doubles(beta)); }, gamma, dy);
  const Floats by_beta = reference::numeric_gradient(
      [&](const Doubles& at) { return normalized(s, doubles(x), doubles(gamma), at); }, beta, dy);
  REQUIRE(near(dgamma, by_gamma, 3e-5));
  REQUIRE(near(dbeta, by_beta, 3e-5));

  Floats in_place = dy;
  batch_norm_backward(s, x, gamma, mean, inverse_std, in_place, dgamma, dbeta, Write::add, in_place);
  REQUIRE(in_place == dx);
  for (std::size_t c = 0; c < s.channels; ++c)
    REQUIRE(near({dgamma[c] / 2, dbeta[c] / 2}, {by_gamma[c], by_beta[c]}, 3e-5));
}

}  // namespace

TEST_CASE("batch normalization, forward, backward and running statistics", "[kernels]") {
  for (const std::size_t channels : Sizes{1, 3, 4, 5, 13}) {
    check({2, channels, 1});
    check({9, channels, 1});
    check({130, channels, 1});  // more than one run of rows
    check({1, channels, 6});
    check({3, channels, 9});
    check({2, channels, 16});
  }
}

TEST_CASE("batch normalization without γ and β", "[kernels]") {
  const NormalizationShape s{6, 5, 1};
  const Floats x = random_floats(30, 1);
  const Floats dy = random_floats(30, 2);
  const Floats ones(5, 1.0F);
  const Floats zeros(5, 0.0F);
  Floats mean(5), inverse_std(5), plain(30), affine(30), dx(30), affine_dx(30), dgamma(5), dbeta(5);
  batch_norm_forward(s, x, {}, {}, 1e-5F, 0.1F, {}, {}, mean, inverse_std, plain);
  batch_norm_forward(s, x, ones, zeros, 1e-5F, 0.1F, {}, {}, mean, inverse_std, affine);
  CHECK(plain == affine);
  batch_norm_backward(s, x, {}, mean, inverse_std, dy, {}, {}, Write::replace, dx);
  batch_norm_backward(s, x, ones, mean, inverse_std, dy, dgamma, dbeta, Write::replace, affine_dx);
  CHECK(dx == affine_dx);
}

TEST_CASE("eval mode uses the running statistics", "[kernels]") {
  for (const NormalizationShape& s : {NormalizationShape{3, 6, 1}, {2, 3, 7}}) {
    const std::size_t count = s.rows * s.channels * s.spatial;
    const Floats x = random_floats(count, 1);
    const Floats mean = random_floats(s.channels, 2);
    const Floats var = random_floats(s.channels, 3, 0.1F, 2);
    const Floats gamma = random_floats(s.channels, 4);
    const Floats beta = random_floats(s.channels, 5);
    Floats y(count);
    batch_norm_eval(s, x, gamma, beta, 1e-5F, mean, var, y);
    Floats expected(count);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t c = i / s.spatial % s.channels;
      expected[i] = (x[i] - mean[c]) / std::sqrt(var[c] + 1e-5F) * gamma[c] + beta[c];
    }
    CHECK(near(y, expected));
  }
}

TEST_CASE("a constant channel becomes β and sends back nothing", "[kernels]") {
  const NormalizationShape s{8, 4, 1};
  const Floats x(32, 3.0F);
  const Floats gamma(4, 2.0F);
  const Floats beta(4, 0.25F);
  Floats mean(4), inverse_std(4), y(32), dx(32), dgamma(4), dbeta(4);
  batch_norm_forward(s, x, gamma, beta, 1e-5F, 0.1F, {}, {}, mean, inverse_std, y);
  CHECK(y == Floats(32, 0.25F));
  batch_norm_backward(s, x, gamma, mean, inverse_std, Floats(32, 1.0F), dgamma, dbeta, Write::replace, dx);
  CHECK(dx == Floats(32, 0.0F));
}

TEST_CASE("layer normalization, forward and backward", "[kernels]") {
  for (const LayerNormShape& shape : {LayerNormShape{1, 1}, {3, 1}, {2, 2}, {5, 7}, {3, 64}}) {
    const std::size_t rows = shape.rows, width = shape.width;
    CAPTURE(rows, width);
    const Floats x = random_floats(rows * width, 1, -2, 3);
    const Floats gamma = random_floats(width, 2, 0.5F, 1.5F);
    const Floats beta = random_floats(width, 3);
    const Floats dy = random_floats(rows * width, 4);
    const auto value = [&](const Doubles& at, const Doubles& by, const Doubles& plus) {
      Doubles y;
      for (std::size_t row = 0; row < rows; ++row) {
        double mean = 0, squares = 0;
        for (std::size_t j = 0; j < width; ++j) mean += at[row * width + j] / static_cast<double>(width);
        for (std::size_t j = 0; j < width; ++j) squares += std::pow(at[row * width + j] - mean, 2);
        const double std = std::sqrt(squares / static_cast<double>(width) + 0.01);
        for (std::size_t j = 0; j < width; ++j) y.push_back((at[row * width + j] - mean) / std * by[j] + plus[j]);
      }
      return y;
    };
    const Doubles xs = doubles(x), gammas = doubles(gamma), betas = doubles(beta);
    Floats mean(rows), inverse_std(rows), y(dy.size()), dx(dy.size()), dgamma(width, 9), dbeta(width, 9);
    layer_norm_forward(shape, x, gamma, beta, 0.01F, mean, inverse_std, y);
    REQUIRE(near(y, reference::floats(value(xs, gammas, betas))));
    layer_norm_backward(shape, x, gamma, mean, inverse_std, dy, dgamma, dbeta, dx);
    using reference::numeric_gradient;
    REQUIRE(near(dx, numeric_gradient([&](const Doubles& at) { return value(at, gammas, betas); }, x, dy)));
    REQUIRE(near(dgamma, numeric_gradient([&](const Doubles& at) { return value(xs, at, betas); }, gamma, dy)));
    REQUIRE(near(dbeta, numeric_gradient([&](const Doubles& at) { return value(xs, gammas, at); }, beta, dy)));
    layer_norm_forward(shape, x, {}, {}, 0.01F, mean, inverse_std, y);
    REQUIRE(near(y, reference::floats(value(xs, Doubles(width, 1), Doubles(width, 0)))));
    layer_norm_backward(shape, x, {}, mean, inverse_std, dy, {}, {}, dx);
    REQUIRE(near(dx, numeric_gradient(
                         [&](const Doubles& at) { return value(at, Doubles(width, 1), Doubles(width, 0)); }, x, dy)));
  }
}
