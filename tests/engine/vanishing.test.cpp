// Gradients that vanish: told from those that are alive or dead, and never the cause of a subnormal number.
#include "kernels/vanishing.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "layers_bench.hpp"

using namespace livefig;
using livefig::test::Bench;

TEST_CASE("gradients vanish when all are tiny and one is not 0", "[kernels]") {
  for (std::size_t size = 1; size <= 70; ++size) {
    CAPTURE(size);
    std::vector<float> gradients(size, 0.0f);
    CHECK_FALSE(vanishing(gradients));
    for (std::size_t i = 0; i < size; ++i) {
      CAPTURE(i);
      gradients[i] = -0x1.8p-96f;
      CHECK(vanishing(gradients));
      for (const float alive : {0x1p-95f, -1.0f, std::numeric_limits<float>::infinity(), std::nanf("")}) {
        std::vector<float> others(size, 0x1p-126f);
        others[i] = alive;
        CHECK_FALSE(vanishing(others));
      }
      gradients[i] = -0.0f;
    }
  }
  CHECK_FALSE(vanishing({}));
}

TEST_CASE("a linear layer's gradients scale down to 0 bit for bit, past all subnormal numbers", "[layers]") {
  const std::string model = R"([{"type":"Linear","out_features":7}])";
  Bench full(model, {2, 5}, 3);
  full.forward(true);
  full.backward();
  for (const float factor : {0x1p-90f, 0x1p-110f, 0x1p-122f, 0x1p-126f}) {
    CAPTURE(factor);
    Bench bench(model, {2, 5}, 3);
    for (float& value : bench.dy) {
      value *= factor;
      if (std::abs(value) < std::numeric_limits<float>::min()) value = 0;
    }
    bench.forward(true);
    bench.backward();
    const auto check = [&](const std::vector<float>& small, const std::vector<float>& large) {
      for (std::size_t i = 0; i < small.size(); ++i) {
        CAPTURE(i, small[i], large[i]);
        CHECK(std::fpclassify(small[i]) != FP_SUBNORMAL);
        // Up to there every dy is normal, so nothing was lost.
        if (factor >= 0x1p-110f) CHECK(small[i] == large[i] * factor);
      }
    };
    check(bench.dx, full.dx);
    check(bench.gradients, full.gradients);
  }
}
