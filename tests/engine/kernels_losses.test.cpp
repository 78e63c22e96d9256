// Losses and softmax against their definitions in double, gradients by finite differences.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/loss.hpp"
#include "kernels/softmax.hpp"
#include "kernels_reference.hpp"

using namespace livefig;
using Catch::Approx;
using reference::Doubles;
using reference::Floats;
using reference::near;
using reference::random_floats;
using reference::Sizes;

namespace {

using Classes = std::vector<std::int32_t>;
const float nan_value = std::numeric_limits<float>::quiet_NaN();

double plain_cross_entropy(const Doubles& x, const Classes& targets, std::size_t classes) {
  double total = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < classes; ++j) sum += std::exp(x[i * classes + j]);
    total += std::log(sum) - x[i * classes + static_cast<std::size_t>(targets[i])];
  }
  return total / static_cast<double>(targets.size());
}

double plain_bce(const Doubles& x, const Floats& t) {
  double total = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double target = static_cast<double>(t[i]);
    total -= target * std::log(1 / (1 + std::exp(-x[i]))) + (1 - target) * std::log(1 / (1 + std::exp(x[i])));
  }
  return total / static_cast<double>(x.size());
}

double plain_squares(const Doubles& x, const Floats& t) {
  double total = 0;
  for (std::size_t i = 0; i < x.size(); ++i) total += std::pow(x[i] - static_cast<double>(t[i]), 2);
  return total / static_cast<double>(x.size());
}

/// `ours` maps (outputs, gradient span) to the loss, `plain` is the same in double.
void check(const Floats& outputs, auto ours, auto plain) {
  Floats gradient(outputs.size(), nan_value);
  const double loss = ours(outputs, Out(gradient));
  CHECK(loss == Approx(plain(reference::doubles(outputs))).epsilon(1e-6).margin(1e-9));
  CHECK(ours(outputs, Out()) == loss);
  const Floats expected =
      reference::numeric_gradient([&](const Doubles& at) { return Doubles{plain(at)}; }, outputs, {1.0F});
  CHECK(near(gradient, expected, 1e-6));
}

}  // namespace

TEST_CASE("cross-entropy and its gradient", "[kernels]") {
  for (const std::size_t classes : Sizes{1, 2, 3, 4, 10, 17}) {
    for (const std::size_t rows : Sizes{1, 5, 64}) {
      CAPTURE(classes, rows);
      Classes targets(rows);
      for (std::size_t i = 0; i < rows; ++i) targets[i] = static_cast<std::int32_t>(i * 7 % classes);
      check(
          random_floats(rows * classes, 1, -4, 4),
          [&](In x, Out gradient) { return cross_entropy(x, targets, classes, gradient); },
          [&](const Doubles& x) { return plain_cross_entropy(x, targets, classes); });
    }
  }
}

TEST_CASE("cross-entropy survives large logits", "[kernels]") {
  const Classes targets{0, 1};
  Floats gradient(6);
  const double loss = cross_entropy(Floats{1000, 0, -1000, 1000, 0, -1000}, targets, 3, gradient);
  CHECK(loss == Approx(500));
  CHECK(near(gradient, {0, 0, 0, 0.5F, -0.5F, 0}));
  CHECK(std::isnan(cross_entropy(Floats{1, nan_value, 0, 1, 2, 3}, targets, 3, gradient)));
}

TEST_CASE("binary cross-entropy with logits and its gradient", "[kernels]") {
  for (const std::size_t count : Sizes{1, 3, 4, 9, 200}) {
    CAPTURE(count);
    const Floats targets = random_floats(count, 2, 0, 1);
    check(
        random_floats(count, 1, -6, 6), [&](In x, Out gradient) { return bce_with_logits(x, targets, gradient); },
        [&](const Doubles& x) { return plain_bce(x, targets); });
  }
  Floats gradient(2);
  CHECK(bce_with_logits(Floats{500, -500}, Floats{1, 1}, gradient) == Approx(250));
  CHECK(near(gradient, {0, -0.5F}));
  // A confident right answer still has a loss: log1p keeps it.
  CHECK(bce_with_logits(Floats{20}, Floats{1}, {}) == Approx(std::log1p(std::exp(-20.0))).epsilon(1e-5));
}

TEST_CASE("mean squared error and its gradient", "[kernels]") {
  for (const std::size_t count : Sizes{1, 3, 4, 9, 200}) {
    const Floats targets = random_floats(count, 2);
    check(
        random_floats(count, 1), [&](In x, Out gradient) { return mean_squared_error(x, targets, gradient); },
        [&](const Doubles& x) { return plain_squares(x, targets); });
  }
}

TEST_CASE("mean absolute and Huber errors and their gradients", "[kernels]") {
  for (const std::size_t count : Sizes{1, 3, 4, 9, 200}) {
    const Floats targets = random_floats(count, 2);
    // The targets are at least 0.05 off the kinks, over which a finite difference would step.
    Floats outputs = random_floats(count, 1);
    for (std::size_t i = 0; i < count; ++i) {
      const float off = std::abs(outputs[i] - targets[i]);
      if (off < 0.05F || std::abs(off - 0.5F) < 0.05F) outputs[i] = targets[i] + (i % 2 == 0 ? 0.3F : -0.7F);
    }
    const auto mean = [&](const Doubles& x, auto term) {
      double total = 0;
      for (std::size_t i = 0; i < x.size(); ++i) total += term(std::abs(x[i] - static_cast<double>(targets[i])));
      return total / static_cast<double>(x.size());
    };
    check(
        outputs, [&](In x, Out gradient) { return mean_absolute_error(x, targets, gradient); },
        [&](const Doubles& x) { return mean(x, [](double e) { return e; }); });
    check(
        outputs, [&](In x, Out gradient) { return huber(x, targets, 0.5F, gradient); },
        [&](const Doubles& x) { return mean(x, [](double e) { return e < 0.5 ? e * e / 2 : 0.5 * (e - 0.25); }); });
  }
}

TEST_CASE("softmax rows sum to one and may be taken in place", "[kernels]") {
  Floats x{1, 2, 3, -1000, 1000, 0, 5, 5, 5, 0, 0, 0};
  Floats y(12);
  softmax(x, 3, y);
  CHECK(near({y[0], y[1], y[2]}, {0.09003057F, 0.24472847F, 0.66524096F}, 1e-6));
  CHECK(near({y[3], y[4], y[5]}, {0, 1, 0}));
  CHECK(near({y[6], y[9]}, {1 / 3.0F, 1 / 3.0F}));
  softmax(x, 3, x);
  CHECK(x == y);
}

TEST_CASE("count_correct takes the first largest logit", "[kernels]") {
  const Floats logits{1, 2, 3, 3, 3, 1, 0, nan_value, 9, 5, 4, 4};
  CHECK(count_correct(logits, Classes{2, 0, 2, 0}, 3) == 3);  // the row with NaN does not count
  CHECK(count_correct(logits, Classes{0, 1, 1, 1}, 3) == 0);
}
