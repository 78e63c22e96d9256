// Convolution and pooling against plain loops in double, gradients by finite differences.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/average_pooling.hpp"
#include "kernels/convolution.hpp"
#include "kernels/pooling.hpp"
#include "kernels_reference.hpp"

using namespace livefig;
using reference::Doubles;
using reference::doubles;
using reference::Floats;
using reference::floats;
using reference::near;
using reference::random_floats;

namespace {

const float nan_value = std::numeric_limits<float>::quiet_NaN();

/// Reads x at padded coordinates; `outside` where that is padding.
double pixel(const Doubles& x, std::size_t plane, std::size_t height, std::size_t width, std::size_t y,
             std::size_t column, const Window& w, double outside) {
  if (y < w.padding_height || column < w.padding_width) return outside;
  const std::size_t row = y - w.padding_height;
  const std::size_t at = column - w.padding_width;
  return row < height && at < width ? x[(plane * height + row) * width + at] : outside;
}

Doubles convolve(const ConvolutionShape& s, const Doubles& x, const Doubles& weight, const Doubles& bias) {
  const Window& w = s.window;
  Doubles y;
  for (std::size_t n = 0; n < s.images; ++n)
    for (std::size_t o = 0; o < s.out_channels; ++o)
      for (std::size_t oy = 0; oy < s.out_height(); ++oy)
        for (std::size_t ox = 0; ox < s.out_width(); ++ox) {
          double total = bias.empty() ? 0 : bias[o];
          for (std::size_t c = 0; c < s.in_channels; ++c)
            for (std::size_t ky = 0; ky < w.kernel_height; ++ky)
              for (std::size_t kx = 0; kx < w.kernel_width; ++kx)
                total += weight[((o * s.in_channels + c) * w.kernel_height + ky) * w.kernel_width + kx] *
                         pixel(x, n * s.in_channels + c, s.height, s.width, oy * w.stride_height + ky,
                               ox * w.stride_width + kx, w, 0);
          y.push_back(total);
        }
  return y;
}

Doubles pool(const PoolingShape& s, const Doubles& x) {
  const Window& w = s.window;
  Doubles y;
  for (std::size_t p = 0; p < s.planes; ++p)
    for (std::size_t oy = 0; oy < s.out_height(); ++oy)
      for (std::size_t ox = 0; ox < s.out_width(); ++ox) {
        double best = -std::numeric_limits<double>::infinity();
        for (std::size_t ky = 0; ky < w.kernel_height; ++ky)
          for (std::size_t kx = 0; kx < w.kernel_width; ++kx)
            best = std::max(best, pixel(x, p, s.height, s.width, oy * w.stride_height + ky, ox * w.stride_width + kx, w,
                                        -std::numeric_limits<double>::infinity()));
        y.push_back(best);
      }
  return y;
}

void check_convolution(const ConvolutionShape& s) {
  CAPTURE(s.images, s.in_channels, s.height, s.width, s.out_channels);
  CAPTURE(s.window.kernel_height, s.window.kernel_width, s.window.stride_height, s.window.padding_height);
  const Floats x = random_floats(s.images * s.in_floats(), 1);
  const Floats weight = random_floats(s.out_channels * s.patch(), 2);
  const Floats bias = random_floats(s.out_channels, 3);
  const Floats dy = random_floats(s.images * s.out_floats(), 4);
  Floats scratch(convolution_scratch(s), nan_value);  // what is not written must not be read

  Floats y(dy.size(), nan_value);
  convolution_forward(s, x, weight, bias, y, scratch);
  REQUIRE(near(y, floats(convolve(s, doubles(x), doubles(weight), doubles(bias)))));
  convolution_forward(s, x, weight, {}, y, scratch);
  REQUIRE(near(y, floats(convolve(s, doubles(x), doubles(weight), {}))));

  Floats dx(x.size(), nan_value);
  convolution_backward_input(s, dy, weight, dx, scratch);
  REQUIRE(near(dx, reference::numeric_gradient(
                       [&](const Doubles& at) { return convolve(s, at, doubles(weight), doubles(bias)); }, x, dy)));

  Floats dweight(weight.size(), nan_value);
  Floats dbias(bias.size(), nan_value);
  convolution_backward_parameters(s, x, dy, dweight, dbias, Write::replace, scratch);
  const Floats by_weight = reference::numeric_gradient(
      [&](const Doubles& at) { return convolve(s, doubles(x), at, doubles(bias)); }, weight, dy);
  const Floats by_bias = reference::numeric_gradient(
      [&](const Doubles& at) { return convolve(s, doubles(x), doubles(weight), at); }, bias, dy);
  REQUIRE(near(dweight, by_weight, 2e-5));
  REQUIRE(near(dbias, by_bias, 2e-5));
  convolution_backward_parameters(s, x, dy, dweight, dbias, Write::add, scratch);
  for (float& value : dweight) value /= 2;
  for (float& value : dbias) value /= 2;
  REQUIRE(near(dweight, by_weight, 2e-5));
  REQUIRE(near(dbias, by_bias, 2e-5));
}

void check_pooling(const PoolingShape& s) {
  CAPTURE(s.planes, s.height, s.width, s.window.kernel_height, s.window.stride_height, s.window.padding_height);
  const Floats x = random_floats(s.planes * s.height * s.width, 1);
  const std::size_t count = s.planes * s.out_height() * s.out_width();
  const Floats dy = random_floats(count, 2);
  Floats y(count, nan_value);
  max_pool_forward(s, x, y);
  REQUIRE(y == floats(pool(s, doubles(x))));
  Floats dx(x.size(), nan_value);
  max_pool_backward(s, x, dy, dx);
  REQUIRE(near(dx, reference::numeric_gradient([&](const Doubles& at) { return pool(s, at); }, x, dy), 1e-4));
}

/// PyTorch's definition of one output along an axis: its inputs, and what it divides by.
struct Part {
  std::size_t begin, end, divisor;
};
Part part_of(const AveragedAxis& axis, std::size_t i, bool count_padding) {
  if (axis.kernel == 0) {
    const auto at = [&](std::size_t place) {
      return static_cast<double>(place) * static_cast<double>(axis.size) / static_cast<double>(axis.count);
    };
    const auto begin = static_cast<std::size_t>(std::floor(at(i)));
    const auto end = static_cast<std::size_t>(std::ceil(at(i + 1)));
    return {begin, end, end - begin};
  }
  std::size_t begin = axis.size, inside = 0;
  for (std::size_t k = 0; k < axis.kernel; ++k) {
    const std::size_t padded = i * axis.stride + k;
    if (padded < axis.padding || padded - axis.padding >= axis.size) continue;
    begin = std::min(begin, padded - axis.padding);
    ++inside;
  }
  return {begin, begin + inside, count_padding ? axis.kernel : inside};
}

Doubles average(const AveragingShape& s, const Doubles& x) {
  Doubles y;
  for (std::size_t p = 0; p < s.planes; ++p)
    for (std::size_t oy = 0; oy < s.rows.count; ++oy)
      for (std::size_t ox = 0; ox < s.columns.count; ++ox) {
        const Part rows = part_of(s.rows, oy, s.count_padding);
        const Part columns = part_of(s.columns, ox, s.count_padding);
        double total = 0;
        for (std::size_t i = rows.begin; i < rows.end; ++i)
          for (std::size_t j = columns.begin; j < columns.end; ++j)
            total += x[(p * s.rows.size + i) * s.columns.size + j];
        y.push_back(total / static_cast<double>(rows.divisor * columns.divisor));
      }
  return y;
}

void check_averaging(const AveragingShape& s) {
  CAPTURE(s.rows.size, s.rows.count, s.rows.kernel, s.rows.padding, s.count_padding);
  const Floats x = random_floats(s.in_floats(), 1);
  const std::size_t count = s.planes * s.rows.count * s.columns.count;
  const Floats dy = random_floats(count, 2);
  Floats y(count, nan_value);
  average_pool_forward(s, x, y);
  REQUIRE(near(y, floats(average(s, doubles(x))), 1e-6));
  Floats dx(x.size(), nan_value);
  average_pool_backward(s, dy, dx);
  REQUIRE(near(dx, reference::numeric_gradient([&](const Doubles& at) { return average(s, at); }, x, dy), 1e-6));
}

}  // namespace

TEST_CASE("convolution, forward and backward, over awkward shapes", "[kernels]") {
  check_convolution({1, 1, 1, 1, 1, Window::square(1, 1, 0)});
  check_convolution({2, 1, 8, 8, 3, Window::square(3, 1, 1)});
  check_convolution({2, 3, 7, 5, 4, Window::square(3, 1, 0)});
  check_convolution({1, 2, 7, 5, 5, Window::square(3, 2, 1)});
  check_convolution({3, 2, 6, 9, 2, Window::square(2, 3, 0)});
  check_convolution({1, 1, 3, 3, 2, Window::square(5, 1, 2)});  // the kernel is larger than the image
  check_convolution({1, 2, 4, 4, 9, Window::square(1, 1, 0)});
  check_convolution({2, 2, 5, 5, 3, Window::square(3, 1, 3)});  // whole rows of padding
  check_convolution({1, 8, 12, 12, 16, Window::square(3, 1, 1)});
  check_convolution({2, 3, 1, 9, 4, {.kernel_width = 3, .padding_width = 1}});  // one-dimensional
  check_convolution({1, 2, 6, 5, 3, {3, 2, 2, 1, 1, 0}});
}

TEST_CASE("max pooling, forward and backward, over awkward shapes", "[kernels]") {
  check_pooling({1, 1, 1, Window::square(1, 1, 0)});
  check_pooling({3, 8, 8, Window::square(2, 2, 0)});
  check_pooling({2, 7, 5, Window::square(2, 2, 0)});  // the last row and column are left out
  check_pooling({2, 4, 19, Window::square(2, 2, 0)});
  check_pooling({3, 12, 28, Window::square(2, 2, 0)});
  check_pooling({2, 7, 5, Window::square(3, 2, 1)});
  check_pooling({1, 6, 6, Window::square(3, 1, 1)});
  check_pooling({2, 1, 9, {.kernel_width = 3, .stride_width = 2, .padding_width = 1}});
}

TEST_CASE("average pooling, forward and backward, over awkward shapes", "[kernels]") {
  check_averaging({1, {1, 1, 1}, {1, 1, 1}, true});
  check_averaging({3, {8, 4, 2, 2}, {8, 4, 2, 2}, true});
  for (const bool count_padding : {true, false}) {
    check_averaging({2, {7, 4, 3, 2, 1}, {5, 3, 3, 2, 1}, count_padding});
    check_averaging({1, {1, 1, 2, 3, 1}, {9, 9, 3, 1, 1}, count_padding});
  }
  check_averaging({2, {7, 1}, {5, 1}, false});
  check_averaging({2, {7, 3}, {5, 4}, false});
  check_averaging({1, {2, 5}, {3, 3}, false});  // more outputs than inputs
}

TEST_CASE("equal values send the gradient to the first of them", "[kernels]") {
  const Floats x(16, 0.5F);
  Floats dx(16);
  max_pool_backward({1, 4, 4, Window::square(2, 2, 0)}, x, Floats{1, 2, 3, 4}, dx);
  CHECK(dx == Floats{1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4, 0, 0, 0, 0, 0});
}

TEST_CASE("a NaN wins its window wherever it stands", "[kernels]") {
  for (const auto& window : {Window::square(2, 2, 0), Window::square(3, 3, 1)}) {
    for (std::size_t at = 0; at < 4; ++at) {
      Floats x{1, 5, 3, 2};
      x[at] = nan_value;
      Floats y(1);
      max_pool_forward({1, 2, 2, window}, x, y);
      CHECK(std::isnan(y[0]));
    }
  }
}
