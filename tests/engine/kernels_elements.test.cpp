// Activations, element by element arithmetic and sums.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/activation.hpp"
#include "kernels/elementwise.hpp"
#include "kernels/reduce.hpp"
#include "kernels/smooth_activation.hpp"
#include "kernels_reference.hpp"

using namespace livefig;
using reference::Doubles;
using reference::Floats;
using reference::near;
using reference::random_floats;
using reference::Sizes;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
const float nan_value = std::numeric_limits<float>::quiet_NaN();

/// Compares y and dx with `function` in double; the backward kernels get x or y as they need.
void check_activation(double (*function)(double), void (*forward)(In, Out), void (*backward)(In x, In y, In dy, Out),
                      double tolerance = 1e-6) {
  const auto each = [&](const Doubles& at) {
    Doubles y = at;
    for (double& value : y) value = function(value);
    return y;
  };
  for (const std::size_t count : Sizes{1, 3, 4, 5, 64, 1001}) {
    CAPTURE(count);
    const Floats x = random_floats(count, 1, -5, 5);
    const Floats dy = random_floats(count, 2);
    Floats y(count);
    forward(x, y);
    REQUIRE(near(y, reference::floats(each(reference::doubles(x))), 1e-6));
    Floats dx(count);
    backward(x, y, dy, dx);
    REQUIRE(near(dx, reference::numeric_gradient(each, x, dy), tolerance));
    Floats in_place = x;
    forward(in_place, in_place);
    REQUIRE(in_place == y);
    Floats gradient = dy;
    backward(x, y, gradient, gradient);
    REQUIRE(gradient == dx);
  }
}

Floats applied(void (*forward)(In, Out), Floats x) {
  forward(x, x);
  return x;
}

}  // namespace

TEST_CASE("activations and their gradients", "[kernels]") {
  check_activation([](double x) { return x > 0 ? x : 0; }, relu_forward,
                   [](In, In y, In dy, Out dx) { relu_backward(y, dy, dx); });
  check_activation([](double x) { return x > 0 ? x : 0.1 * x; }, [](In x, Out y) { leaky_relu_forward(0.1F, x, y); },
                   [](In x, In, In dy, Out dx) { leaky_relu_backward(0.1F, x, dy, dx); });
  check_activation(std::tanh, tanh_forward, [](In, In y, In dy, Out dx) { tanh_backward(y, dy, dx); });
  check_activation([](double x) { return 1 / (1 + std::exp(-x)); }, sigmoid_forward,
                   [](In, In y, In dy, Out dx) { sigmoid_backward(y, dy, dx); });
}

TEST_CASE("smooth activations and their gradients", "[kernels]") {
  check_activation([](double x) { return x * std::erfc(-x * std::sqrt(0.5)) / 2; }, gelu_forward,
                   [](In x, In, In dy, Out dx) { gelu_backward(x, dy, dx); });
  check_activation(
      [](double x) {
        const double pi = std::acos(-1.0);
        return x / 2 * (1 + std::tanh(std::sqrt(2 / pi) * (x + 0.044715 * x * x * x)));
      },
      [](In x, Out y) { gate_forward(gelu_gate, x, y); },
      [](In x, In, In dy, Out dx) { gate_backward(gelu_gate, x, dy, dx); }, 3e-6);
  check_activation([](double x) { return x / (1 + std::exp(-x)); }, [](In x, Out y) { gate_forward(silu_gate, x, y); },
                   [](In x, In, In dy, Out dx) { gate_backward(silu_gate, x, dy, dx); });
  check_activation([](double x) { return x > 0 ? x : 1.5 * std::expm1(x); },
                   [](In x, Out y) { elu_forward(1.5F, x, y); },
                   [](In x, In, In dy, Out dx) { elu_backward(1.5F, x, dy, dx); });
}

TEST_CASE("NaN passes through every activation", "[kernels]") {
  for (const auto forward : {relu_forward, tanh_forward, sigmoid_forward}) {
    const Floats y = applied(forward, {1, nan_value, 1, 1, nan_value});
    CHECK(std::isnan(y[1]));
    CHECK(std::isnan(y[4]));
    CHECK_FALSE(std::isnan(y[0]));
  }
  Floats y{nan_value, -1, 2};
  leaky_relu_forward(0.1F, y, y);
  CHECK(std::isnan(y[0]));
  Floats dx(3);
  relu_backward(y, Floats{1, 1, nan_value}, dx);  // y is NaN, negative, positive
  CHECK(dx[0] == 1.0F);
  CHECK(dx[1] == 0.0F);
  CHECK(std::isnan(dx[2]));
}

TEST_CASE("activations end in their limits", "[kernels]") {
  CHECK(applied(relu_forward, {-infinity, -0.0F, infinity}) == Floats{0, 0, infinity});
  CHECK(applied(tanh_forward, {-infinity, 0, infinity}) == Floats{-1, 0, 1});
  CHECK(applied(sigmoid_forward, {-infinity, 0, infinity}) == Floats{0, 0.5F, 1});
}

TEST_CASE("subnormals become zero", "[kernels]") {
  const Floats small{1e-39F, -1e-39F, 1.2e-38F, -1.2e-38F, 1e-45F};
  const Floats flushed{0, 0, 1.2e-38F, -1.2e-38F, 0};
  Floats x = small;
  flush_subnormals(x);
  CHECK(x == flushed);
  CHECK(applied(tanh_forward, small) == flushed);
  CHECK(applied(relu_forward, small) == Floats{0, 0, 1.2e-38F, 0, 0});
  Floats dx(5);
  relu_backward(Floats(5, 1.0F), small, dx);
  CHECK(dx == flushed);
  Floats with_nan{nan_value, infinity};
  flush_subnormals(with_nan);
  CHECK(std::isnan(with_nan[0]));
  CHECK(with_nan[1] == infinity);
}

TEST_CASE("element by element arithmetic", "[kernels]") {
  const Floats a{1, 2, 3, 4, 5};
  const Floats b{10, 20, 30, 40, 50};
  Floats out(5);
  add(a, b, out);
  CHECK(out == Floats{11, 22, 33, 44, 55});
  add_scaled(a, 0.5F, b, out);
  CHECK(out == Floats{6, 12, 18, 24, 30});
  multiply(a, b, out);
  CHECK(out == Floats{10, 40, 90, 160, 250});
  scale(-2, a, out);
  CHECK(out == Floats{-2, -4, -6, -8, -10});
  add(out, a, out);
  CHECK(out == Floats{-1, -2, -3, -4, -5});
}

TEST_CASE("sums, norms and products over spans of any length", "[kernels]") {
  for (const std::size_t count : Sizes{0, 1, 3, 4, 7, 1023, 1024, 1025, 50001}) {
    CAPTURE(count);
    const Floats x = random_floats(count, 1);
    const Floats y = random_floats(count, 2);
    double total = 0, squares = 0, product = 0;
    for (std::size_t i = 0; i < count; ++i) {
      total += static_cast<double>(x[i]);
      squares += static_cast<double>(x[i]) * static_cast<double>(x[i]);
      product += static_cast<double>(x[i]) * static_cast<double>(y[i]);
    }
    const double tolerance = 1e-7 * static_cast<double>(count + 1);
    CHECK(std::fabs(sum(x) - total) <= tolerance);
    CHECK(std::fabs(squared_norm(x) - squares) <= tolerance);
    CHECK(std::fabs(dot(x, y) - product) <= tolerance);
  }
  // A single float accumulator would stop growing at 2^24.
  CHECK(sum(Floats(20'000'000, 1.0F)) == 2e7);
}

TEST_CASE("all_finite finds one bad value anywhere", "[kernels]") {
  CHECK(all_finite({}));
  CHECK(all_finite(Floats(9, 3e38F)));
  for (const float bad : {nan_value, infinity, -infinity}) {
    for (std::size_t at = 0; at < 9; ++at) {
      Floats x(9, 1.0F);
      x[at] = bad;
      CHECK_FALSE(all_finite(x));
    }
  }
}

TEST_CASE("column sums", "[kernels]") {
  for (const std::size_t columns : Sizes{1, 3, 4, 6, 8, 13}) {
    Floats x(5 * columns);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i);
    Floats out(columns, 100.0F);
    column_sums(x, columns, Write::replace, out);
    for (std::size_t j = 0; j < columns; ++j) CHECK(out[j] == static_cast<float>(10 * columns + 5 * j));
    column_sums(x, columns, Write::add, out);
    for (std::size_t j = 0; j < columns; ++j) CHECK(out[j] == static_cast<float>(20 * columns + 10 * j));
  }
}
