// Probes over inputs: grids, single rows, data, and the readout with its solver.
#include <algorithm>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <numeric>

#include "probes/cholesky.hpp"
#include "probes/histogram.hpp"
#include "probes/ridge.hpp"
#include "run_bench.hpp"
#include "training/surfaces.hpp"

using namespace livefig;
using namespace livefig::test;
using Catch::Matchers::WithinAbs;

TEST_CASE("a decision grid starts at the top left") {
  const auto run = run_of(plain);
  run->train(100);
  const ProbeResult grid = measured(*run, "decision_grid", R"({"x": [-2, 3], "y": [-1, 1.5], "size": 5})");
  const NamedArray& probability = array_of(grid, "probability");
  CHECK(probability.shape == Shape{5, 5, 2});
  for (std::size_t cell = 0; cell < 25; ++cell) {
    CHECK_THAT(probability.data[2 * cell] + probability.data[2 * cell + 1], WithinAbs(1.0f, 1e-5f));
  }
  const std::vector<float> corner{-1.5f, 1.25f};
  const std::vector<float> logits = run->predict(corner, 1).value();
  CHECK_THAT(probability.data[0], WithinAbs(1.0f / (1.0f + std::exp(logits[1] - logits[0])), 1e-4f));
  CHECK(probe_refusal(*run, "decision_grid", R"({"x": [1, 1]})").where == "probe.x");
}

TEST_CASE("a surface grid holds the surface's values") {
  const auto run = run_of(surface);
  const ProbeResult grid = measured(*run, "surface", R"({"x": [-2, 2], "y": [0, 4], "size": 4})");
  const std::vector<float>& value = array_of(grid, "value").data;
  CHECK(value[0] == surface_at(Surface::rosenbrock, -1.5f, 3.5f).value);
  CHECK(value[3] == surface_at(Surface::rosenbrock, 1.5f, 3.5f).value);
  CHECK(value[12] == surface_at(Surface::rosenbrock, -1.5f, 0.5f).value);
}

TEST_CASE("one row is followed through all layers") {
  std::vector<float> inputs(6 * 32);
  for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = static_cast<float>(i % 11) / 11.0f;
  const std::vector<std::int32_t> classes{0, 1, 2, 0, 1, 2};
  const CallerArrays arrays{{inputs, classes, {}}, {}};
  const auto run = run_of(R"({
    "data": {"shape": [2, 4, 4]}, "batch_size": 3,
    "model": [{"type": "Conv2d", "out_channels": 3, "kernel_size": 3, "padding": 1}, {"type": "ReLU"},
              {"type": "MaxPool2d", "kernel_size": 2}, {"type": "Flatten"}, {"type": "Linear", "out_features": 3}],
    "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam"}})",
                          &arrays);
  const ProbeResult maps = measured(*run, "feature_maps", R"({"row": 2})");
  REQUIRE(maps.size() == 4);
  CHECK(maps[0].name == "input");
  CHECK(maps[0].shape == Shape{2, 4, 4});
  CHECK(maps[0].data == copy_of(In(inputs).subspan(64, 32)));
  CHECK(maps[1].shape == Shape{3, 4, 4});
  CHECK(maps[3].name == "2");
  CHECK(maps[3].shape == Shape{3, 2, 2});
  for (std::size_t i = 0; i < maps[1].data.size(); ++i) {
    CHECK(maps[2].data[i] == (maps[1].data[i] > 0.0f ? maps[1].data[i] : 0.0f));
  }

  const ProbeResult units = measured(*run, "units", R"({"row": 2})");
  REQUIRE(units.size() == 6);
  CHECK(units[5].name == "4");
  CHECK(units[5].data == run->predict(In(inputs).subspan(64, 32), 1).value());
  CHECK(probe_refusal(*run, "units", R"({"split": "validation"})").code == ErrorCode::BadData);
}

TEST_CASE("the data comes out as it went in") {
  const auto run = run_of(plain);
  const ProbeResult train = measured(*run, "data", R"({"limit": 7})");
  CHECK(array_of(train, "inputs").shape == Shape{7, 2});
  CHECK(array_of(train, "targets").shape == Shape{7});
  for (const float c : array_of(train, "targets").data) CHECK((c == 0.0f || c == 1.0f));
  CHECK(array_of(measured(*run, "data", R"({"split": "validation"})"), "inputs").shape == Shape{40, 2});

  const std::vector<float> inputs{1.0f, 2.0f};
  const std::vector<float> targets{3.0f, 4.0f, 5.0f, 6.0f};
  const CallerArrays arrays{{inputs, {}, targets}, {}};
  const auto regression = run_of(R"({
    "data": {"shape": [1]}, "model": [{"type": "Linear", "out_features": 2}],
    "loss": {"type": "MSELoss"}, "optimizer": {"type": "SGD"}, "batch_size": 2})",
                                 &arrays);
  const ProbeResult values = measured(*regression, "data");
  CHECK(array_of(values, "targets").shape == Shape{2, 2});
  CHECK(array_of(values, "targets").data == targets);
  CHECK(probe_refusal(*regression, "readout").where == "probe");
}

TEST_CASE("the readout rises from the input to the last layer of a trained network") {
  const auto run = run_of(R"({
    "seed": 2, "data": {"name": "two_spirals", "train": 400, "validation": 200}, "batch_size": 32,
    "model": [{"type": "Linear", "out_features": 32}, {"type": "Tanh"}, {"type": "Linear", "out_features": 32},
              {"type": "Tanh"}, {"type": "Dropout", "p": 0}, {"type": "Linear", "out_features": 2}],
    "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam", "lr": 0.01}})");
  run->train(1500);
  const ProbeResult result = measured(*run, "readout");
  const std::vector<float>& accuracy = array_of(result, "accuracy").data;
  CHECK(array_of(result, "layer").data == std::vector<float>{-1, 0, 1, 2, 3, 5});
  CHECK(accuracy[0] < 0.8f);
  CHECK(accuracy[4] > 0.95f);
  CHECK_THAT(accuracy[5], WithinAbs(static_cast<float>(*run->evaluate("validation").value().accuracy), 0.05f));
  const ProbeResult some = measured(*run, "readout", R"({"layers": [3], "rows": 100, "features": 8})");
  CHECK(array_of(some, "accuracy").data.size() == 1);
  CHECK(array_of(some, "accuracy").data[0] > 0.6f);
  CHECK(probe_refusal(*run, "readout", R"({"layers": [6]})").where == "probe.layers");
}

TEST_CASE("Cholesky solves what it factored") {
  for (const std::size_t n : {1u, 5u, 31u, 32u, 33u, 70u, 150u}) {
    Generator generator(n);
    std::vector<float> factor(n * n), matrix(n * n);
    generator.normal(factor, 0.0f, 1.0f);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        double total = i == j ? 0.5 * static_cast<double>(n) : 0.0;
        for (std::size_t k = 0; k < n; ++k) {
          total += static_cast<double>(factor[i * n + k]) * static_cast<double>(factor[j * n + k]);
        }
        matrix[i * n + j] = static_cast<float>(total);
      }
    }
    std::vector<float> expected(n * 3), right(n * 3);
    generator.normal(expected, 0.0f, 1.0f);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t c = 0; c < 3; ++c) {
        double total = 0.0;
        for (std::size_t k = 0; k < n; ++k) {
          total += static_cast<double>(matrix[i * n + k]) * static_cast<double>(expected[k * 3 + c]);
        }
        right[i * 3 + c] = static_cast<float>(total);
      }
    }
    INFO(n);
    REQUIRE(cholesky_factor(matrix, n));
    cholesky_solve(matrix, n, right, 3);
    for (std::size_t i = 0; i < n * 3; ++i) CHECK_THAT(right[i], WithinAbs(expected[i], 2e-4f));
  }
  std::vector<float> indefinite{1.0f, 2.0f, 2.0f, 1.0f};
  CHECK_FALSE(cholesky_factor(indefinite, 2));
}

TEST_CASE("ridge classifies what a line divides, whatever the scale, and ignores constants") {
  Generator generator(1);
  const std::size_t rows = 200;
  std::vector<float> features(rows * 3);
  std::vector<std::int32_t> classes(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    features[3 * i] = 1000.0f * (generator.rand() - 0.5f) + 5e4f;
    features[3 * i + 1] = 0.001f * (generator.rand() - 0.5f);
    features[3 * i + 2] = 7.0f;
    classes[i] = (features[3 * i] - 5e4f) / 1000.0f + features[3 * i + 1] / 0.001f > 0.0f ? 1 : 0;
  }
  const auto part = [&](std::size_t from) {
    return LabelledRows{In(features).subspan(from * 3, 300), ClassIndices(classes).subspan(from, 100), 100};
  };
  CHECK(ridge_accuracy(part(0), part(100), 3, 2, 0.01f) > 0.9f);
  features[4] = std::numeric_limits<float>::quiet_NaN();
  CHECK(std::isnan(ridge_accuracy(part(0), part(100), 3, 2, 0.01f)));
}

TEST_CASE("a histogram counts every finite value once") {
  const std::vector<float> values{
      -1.0f, 0.0f, 0.5f, 1.0f, 3.0f, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()};
  CHECK(range_of(values) == std::array<float, 2>{-1.0f, 3.0f});
  std::vector<float> shares(4);
  histogram(values, {-1.0f, 3.0f}, shares);
  CHECK(shares == std::vector<float>{0.2f, 0.4f, 0.2f, 0.2f});
  histogram(values, {0.25f, 0.75f}, shares);
  CHECK(std::accumulate(shares.begin(), shares.end(), 0.0f) == 1.0f);
  CHECK(shares[0] == 0.4f);
  CHECK(range_of(std::vector<float>{2.0f, 2.0f}) == std::array<float, 2>{1.5f, 2.5f});
  CHECK(range_of({}) == std::array<float, 2>{0.0f, 1.0f});
}
