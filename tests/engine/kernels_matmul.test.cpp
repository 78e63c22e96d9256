// Matrix products and the linear layer against sums in double, over awkward shapes.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <vector>

#include "kernels/linear.hpp"
#include "kernels/matmul.hpp"
#include "kernels_reference.hpp"

using namespace livefig;
using reference::Floats;
using reference::near;
using reference::random_floats;
using reference::Sizes;

namespace {

constexpr std::size_t sizes[] = {1, 2, 3, 4, 5, 7, 8, 11, 12, 13, 15, 16, 17, 24, 25, 33};

/// c (m,n) with element (i, p) of the left matrix at a[i·ai + p·ap], (p, j) of the right one at b[p·bp + j·bj].
Floats product(const Floats& a, std::size_t ai, std::size_t ap, const Floats& b, std::size_t bp, std::size_t bj,
               std::size_t m, std::size_t k, std::size_t n) {
  Floats c(m * n);
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      double total = 0;
      for (std::size_t p = 0; p < k; ++p)
        total += static_cast<double>(a[i * ai + p * ap]) * static_cast<double>(b[p * bp + j * bj]);
      c[i * n + j] = static_cast<float>(total);
    }
  }
  return c;
}

void check_products(std::size_t m, std::size_t k, std::size_t n) {
  CAPTURE(m, k, n);
  const Floats a = random_floats(m * k, 1);
  const Floats b = random_floats(k * n, 2);
  Floats scratch(std::max(matmul_scratch(k), matmul_tn_scratch(m, k)));
  Floats c(m * n, 7.0F);  // whatever stood there must be gone

  const Floats nn = product(a, k, 1, b, n, 1, m, k, n);
  matmul_nn(a, b, c, m, k, n, Write::replace, scratch);
  REQUIRE(near(c, nn));
  const Floats nt = product(a, k, 1, b, 1, k, m, k, n);
  matmul_nt(a, b, c, m, k, n, Write::replace, scratch);
  REQUIRE(near(c, nt));
  const Floats tn = product(a, 1, m, b, n, 1, m, k, n);
  matmul_tn(a, b, c, m, k, n, Write::replace, scratch);
  REQUIRE(near(c, tn));

  Floats sum(m * n);
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = nn[i] + nt[i] + tn[i];
  std::fill(c.begin(), c.end(), 0.0F);
  matmul_nn(a, b, c, m, k, n, Write::add, scratch);
  matmul_nt(a, b, c, m, k, n, Write::add, scratch);
  matmul_tn(a, b, c, m, k, n, Write::add, scratch);
  REQUIRE(near(c, sum));
}

}  // namespace

TEST_CASE("the three products agree with sums in double", "[kernels]") {
  for (const std::size_t m : sizes)
    for (const std::size_t n : sizes)
      for (const std::size_t k : Sizes{1, 3, 4, 9, 16, 31}) check_products(m, k, n);
  check_products(64, 128, 128);
  check_products(50, 200, 70);
}

TEST_CASE("a product over nothing is zero", "[kernels]") {
  Floats c(6, 5.0F);
  matmul_nn({}, {}, c, 2, 0, 3, Write::replace, {});
  CHECK(c == Floats(6, 0.0F));
  matmul_nt({}, {}, c, 2, 0, 3, Write::add, {});
  CHECK(c == Floats(6, 0.0F));
}

TEST_CASE("a row's product does not depend on the other rows", "[kernels]") {
  constexpr std::size_t m = 29, k = 37, n = 21;
  const Floats a = random_floats(m * k, 3);
  const Floats b = random_floats(n * k, 4);
  Floats scratch(matmul_scratch(k));
  Floats all(m * n);
  Floats one(n);
  matmul_nt(a, b, all, m, k, n, Write::replace, scratch);
  for (std::size_t row = 0; row < m; ++row) {
    matmul_nt(In(a).subspan(row * k, k), b, one, 1, k, n, Write::replace, scratch);
    REQUIRE(std::equal(one.begin(), one.end(), all.begin() + static_cast<std::ptrdiff_t>(row * n)));
  }
}

TEST_CASE("NaN and infinity pass through a product", "[kernels]") {
  Floats a(5 * 6, 1.0F);
  const Floats b(6 * 13, 1.0F);
  a[7] = std::nanf("");
  a[3 * 6] = INFINITY;
  Floats c(5 * 13);
  Floats scratch(matmul_scratch(6));
  matmul_nn(a, b, c, 5, 6, 13, Write::replace, scratch);
  for (std::size_t j = 0; j < 13; ++j) {
    CHECK(c[j] == 6.0F);
    CHECK(std::isnan(c[13 + j]));
    CHECK(std::isinf(c[3 * 13 + j]));
  }
}

TEST_CASE("the linear layer, forward and backward", "[kernels]") {
  for (const auto& [rows, in, out] : {LinearShape{1, 1, 1}, {5, 3, 7}, {64, 10, 13}, {2, 17, 1}, {33, 64, 10}}) {
    CAPTURE(rows, in, out);
    const LinearShape shape{rows, in, out};
    const Floats x = random_floats(rows * in, 1);
    const Floats weight = random_floats(out * in, 2);
    const Floats bias = random_floats(out, 3);
    const Floats dy = random_floats(rows * out, 4);
    Floats scratch(linear_scratch(shape));

    Floats y(rows * out);
    linear_forward(shape, x, weight, bias, y, scratch);
    Floats expected = product(x, in, 1, weight, 1, in, rows, in, out);
    REQUIRE_FALSE(near(y, expected));
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] += bias[i % out];
    REQUIRE(near(y, expected));

    Floats dx(rows * in);
    linear_backward_input(shape, dy, weight, dx, scratch);
    REQUIRE(near(dx, product(dy, out, 1, weight, in, 1, rows, out, in)));

    Floats dweight(out * in, 1.0F);
    Floats dbias(out, 1.0F);
    linear_backward_parameters(shape, x, dy, dweight, dbias, Write::add, scratch);
    Floats weights = product(dy, 1, out, x, in, 1, out, rows, in);
    Floats biases = product(Floats(rows, 1.0F), 1, 1, dy, out, 1, 1, rows, out);
    for (float& value : weights) value += 1;
    for (float& value : biases) value += 1;
    REQUIRE(near(dweight, weights));
    REQUIRE(near(dbias, biases));
    linear_backward_parameters(shape, x, dy, dweight, {}, Write::replace, scratch);
    for (float& value : weights) value -= 1;
    REQUIRE(near(dweight, weights));
  }
}
