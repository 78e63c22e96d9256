// Every layer against real PyTorch at random awkward shapes: initial values, outputs, gradients, running statistics.
// Hidden from an ordinary run: scripts/test/layer-parity.mjs asks PyTorch first and then runs it, natively and as wasm.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <fstream>
#include <map>
#include <string>

#include "layers_bench.hpp"

using namespace livefig;
using livefig::test::Bench;

namespace {

/// Where tests/parity/reference_layers.py was asked to write, from the project's folder.
constexpr const char* cases_path = "build/reports/layer_cases.jsonl";
constexpr std::size_t least_cases = 24;  // of each layer

std::vector<float> floats(const Json& record, std::string_view name) {
  std::vector<float> values;
  for (const Json& item : record.find(name)->items()) values.push_back(static_cast<float>(item.number()));
  return values;
}

/// The largest difference, relative above 1; infinite when sizes differ or a number is not one.
float largest_difference(In actual, In expected) {
  if (actual.size() != expected.size()) return INFINITY;
  float largest = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const float difference = std::fabs(actual[i] - expected[i]) / std::max(1.0f, std::fabs(expected[i]));
    if (!(difference <= largest)) largest = std::isnan(difference) ? INFINITY : difference;
  }
  return largest;
}

void compare(const Json& record) {
  const std::string model = record.find("model")->text();
  const auto rows = static_cast<std::size_t>(record.find("rows")->number());
  Shape shape;
  for (const Json& size : record.find("shape")->items()) shape.push_back(static_cast<std::size_t>(size.number()));
  CAPTURE(model, to_string(shape), rows);

  Bench bench(model, shape, rows);
  Generator generator(static_cast<std::uint64_t>(record.find("seed")->number()));
  bench.chain.initialize(generator);
  // Uniform draws agree to the bit, normal ones to a few units in the last place.
  const std::vector<float> initial = floats(record, "initial");
  if (model.find("normal_") == std::string::npos) CHECK(bench.values == initial);
  CHECK(largest_difference(bench.values, initial) <= 1e-6f);

  bench.x = floats(record, "x");
  bench.dy = floats(record, "dy");
  const Pass pass{rows, true, &generator};
  (void)bench.chain.forward(pass, bench.x);
  const In y = bench.chain.forward(pass, bench.x);
  CHECK(largest_difference(y, floats(record, "trained")) <= 1e-5f);
  bench.chain.backward(pass, bench.x, bench.dy, bench.dx);
  CHECK(largest_difference(bench.dx, floats(record, "dx")) <= 1e-5f);
  CHECK(largest_difference(bench.gradients, floats(record, "gradients")) <= 1e-5f);
  CHECK(largest_difference(bench.buffer_values, floats(record, "buffers")) <= 1e-5f);
  CHECK(largest_difference(bench.forward(false), floats(record, "evaluated")) <= 1e-5f);
}

}  // namespace

TEST_CASE("Layers draw and compute what PyTorch's do", "[.pytorch]") {
  std::ifstream file(cases_path);
  REQUIRE(file.is_open());
  std::map<std::string, std::size_t> seen;
  for (std::string line; std::getline(file, line);) {
    const auto record = Json::parse(line);
    REQUIRE(record.ok());
    ++seen[record.value().find("layer")->string()];
    compare(record.value());
  }
  LayerSpec any;
  for (const std::string_view type : layer_slot(any).type_names()) {
    CAPTURE(type);
    CHECK(seen[std::string(type)] >= least_cases);
  }
}
