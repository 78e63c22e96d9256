// Every layer against real PyTorch at awkward shapes: initial values, outputs, gradients, running statistics.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <string>

#include "layers_bench.hpp"
#include "layers_recorded.hpp"

using namespace livefig;
using livefig::test::Bench;

namespace {

// The largest difference, relative above 1; infinite when sizes differ or a number is not one.
float largest_difference(In actual, In expected) {
  if (actual.size() != expected.size()) return INFINITY;
  float largest = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const float difference = std::fabs(actual[i] - expected[i]) / std::max(1.0f, std::fabs(expected[i]));
    if (!(difference <= largest)) largest = std::isnan(difference) ? INFINITY : difference;
  }
  return largest;
}

}  // namespace

TEST_CASE("Layers draw and compute what PyTorch's do", "[layers]") {
  for (const recorded::RecordedModel& model : recorded::models) {
    CAPTURE(model.model, to_string(model.shape), model.rows);
    Bench bench(model.model, model.shape, model.rows);
    Generator generator(7);
    bench.chain.initialize(generator);
    const bool normal = std::string(model.model).find("normal_") != std::string::npos;
    // Uniform draws agree to the bit, normal ones to a few units in the last place.
    if (!normal) CHECK(bench.values == model.initial);
    CHECK(largest_difference(bench.values, model.initial) <= 1e-6f);

    bench.x = model.x;
    bench.dy = model.dy;
    const Pass pass{model.rows, true, &generator};
    (void)bench.chain.forward(pass, bench.x);
    const In y = bench.chain.forward(pass, bench.x);
    CHECK(largest_difference(y, model.trained) <= 1e-5f);
    bench.chain.backward(pass, bench.x, bench.dy, bench.dx);
    CHECK(largest_difference(bench.dx, model.dx) <= 1e-5f);
    CHECK(largest_difference(bench.gradients, model.gradients) <= 1e-5f);
    CHECK(largest_difference(bench.buffer_values, model.buffers) <= 1e-5f);
    CHECK(largest_difference(bench.forward(false), model.evaluated) <= 1e-5f);
  }
}
