// Probes of gradients, activations, weights and dropout against what they must be by definition.
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <numeric>

#include "run_bench.hpp"
#include "training/network_objective.hpp"

using namespace livefig;
using namespace livefig::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("gradient norms are those of the gradients, layer by layer") {
  const auto run = run_of(busy);
  run->train(1);
  const ProbeResult gradients = measured(*run, "gradients");
  const ProbeResult norms = measured(*run, "gradient_norm");
  CHECK(array_of(norms, "layer").data == std::vector<float>{0, 1, 4, 5});
  REQUIRE(gradients.size() == 8);
  CHECK(gradients[0].name == "0.weight");
  CHECK(gradients[0].shape == Shape{12, 2});
  for (std::size_t layer = 0; layer < 4; ++layer) {
    double square = 0.0;
    for (const NamedArray& array : {gradients[2 * layer], gradients[2 * layer + 1]}) {
      for (const float g : array.data) square += static_cast<double>(g) * static_cast<double>(g);
    }
    CHECK_THAT(array_of(norms, "norm").data[layer], WithinRel(static_cast<float>(std::sqrt(square)), 1e-5f));
    CHECK(square > 0.0);
  }
}

TEST_CASE("activations behind batch norm are normalised in train mode") {
  const auto run = run_of(busy);
  run->train(30);
  const ProbeResult train = measured(*run, "activations", R"({"mode": "train", "layers": [1, 2], "bins": 10})");
  CHECK(array_of(train, "layer").data == std::vector<float>{1, 2});
  CHECK(array_of(train, "histogram").shape == Shape{2, 10});
  // γ has moved a little from 1 and β from 0 in thirty steps.
  CHECK_THAT(array_of(train, "mean").data[0], WithinAbs(0.0f, 0.3f));
  CHECK_THAT(array_of(train, "variance").data[0], WithinAbs(1.0f, 0.4f));
  CHECK(array_of(train, "range").data[2] == 0.0f);  // ReLU's smallest value
  for (std::size_t layer = 0; layer < 2; ++layer) {
    const In shares = In(array_of(train, "histogram").data).subspan(layer * 10, 10);
    CHECK_THAT(std::accumulate(shares.begin(), shares.end(), 0.0f), WithinAbs(1.0f, 1e-5f));
  }
  const ProbeResult eval = measured(*run, "activations", R"({"mode": "eval", "layers": [1, 2], "bins": 10})");
  CHECK(array_of(eval, "variance").data != array_of(train, "variance").data);
}

TEST_CASE("all layers are measured when none is asked for") {
  const auto run = run_of(busy);
  CHECK(array_of(measured(*run, "activations"), "layer").data == std::vector<float>{0, 1, 2, 3, 4, 5});
}

TEST_CASE("weights fill a histogram around zero") {
  const auto run = run_of(plain);
  const ProbeResult all = measured(*run, "weights", R"({"bins": 8})");
  const std::vector<float>& range = array_of(all, "range").data;
  CHECK(range[0] == -range[1]);
  float largest = 0.0f;
  std::size_t below = 0, total = 0;
  for (const NamedArray& array : run->parameters()) {
    if (array.name.find("weight") == std::string::npos) continue;
    for (const float w : array.data) {
      largest = std::max(largest, std::abs(w));
      below += w < 0.0f ? 1 : 0;
      ++total;
    }
  }
  CHECK(range[1] == largest);
  const std::vector<float>& shares = array_of(all, "histogram").data;
  CHECK_THAT(std::accumulate(shares.begin(), shares.begin() + 4, 0.0f),
             WithinAbs(static_cast<float>(below) / static_cast<float>(total), 1e-5f));

  const ProbeResult wide = measured(*run, "weights", R"({"layer": 2, "limit": 100, "bins": 3})");
  CHECK(array_of(wide, "range").data == std::vector<float>{-100.0f, 100.0f});
  CHECK(array_of(wide, "histogram").data == std::vector<float>{0.0f, 1.0f, 0.0f});
  CHECK(probe_refusal(*run, "weights", R"({"layer": 1})").where == "probe.layer");
}

TEST_CASE("filters are a layer's weight") {
  const auto run = run_of(plain);
  const ProbeResult filters = measured(*run, "filters", R"({"layer": 2})");
  CHECK(filters[0].name == "weight");
  CHECK(filters[0].shape == Shape{2, 16});
  CHECK(filters[0].data == run->parameters()[2].data);
  CHECK(probe_refusal(*run, "filters", R"({"layer": 1})").code == ErrorCode::InvalidValue);
}

TEST_CASE("the dropout mask is the last step's first row") {
  const auto run = run_of(busy);
  const ProbeResult before = measured(*run, "dropout_mask");
  REQUIRE(before.size() == 1);
  CHECK(before[0].name == "3");
  CHECK(before[0].data == std::vector<float>(12, 1.0f));

  double kept = 0.0;
  for (int step = 0; step < 100; ++step) {
    run->train(1);
    const std::vector<float> mask = measured(*run, "dropout_mask")[0].data;
    const In seen = run->objective().network()->trained().layer_output(3).first(12);
    for (std::size_t i = 0; i < 12; ++i) {
      CHECK((mask[i] == 0.0f || mask[i] == 1.0f));
      if (mask[i] == 0.0f) CHECK(seen[i] == 0.0f);
      kept += static_cast<double>(mask[i]);
    }
  }
  CHECK_THAT(kept / 1200.0, WithinAbs(0.6, 0.06));
}

TEST_CASE("inverted scaling keeps the mean, without it eval mode would be larger by 1/(1-p)") {
  const auto run = run_of(R"({
    "seed": 1, "data": {"name": "blobs", "train": 256, "validation": 10}, "batch_size": 64,
    "model": [{"type": "Linear", "out_features": 64}, {"type": "ReLU"}, {"type": "Dropout", "p": 0.75},
              {"type": "Linear", "out_features": 3}],
    "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam"}})");
  run->train(10);
  const ProbeResult result = measured(*run, "train_eval");
  const float eval = array_of(result, "eval").data[0];
  CHECK(eval > 0.1f);
  CHECK_THAT(array_of(result, "train").data[0], WithinRel(eval, 0.1f));
  CHECK_THAT(array_of(result, "eval_unscaled").data[0], WithinRel(4.0f * eval, 1e-5f));
  CHECK(array_of(result, "layer").data[0] == 2.0f);
  CHECK(probe_refusal(*run, "train_eval", R"({"layer": 1})").where == "probe.layer");
}

TEST_CASE("moments are Adam's memory and its last step") {
  const auto run = run_of(busy);
  std::vector<float> before = run->parameters()[0].data;
  run->train(1);
  const ProbeResult result = measured(*run, "moments", R"({"count": 3})");
  REQUIRE(result.size() == 5);
  for (std::size_t i = 0; i < 3; ++i) {
    const float g = array_of(result, "gradient").data[i];
    CHECK_THAT(array_of(result, "exp_avg").data[i], WithinRel(0.1f * g, 1e-5f));
    CHECK_THAT(array_of(result, "exp_avg_sq").data[i], WithinRel(0.001f * g * g, 1e-4f));
    CHECK(array_of(result, "step").data[i] == run->parameters()[0].data[i] - before[i]);
    CHECK(array_of(result, "parameter").data[i] == run->parameters()[0].data[i]);
  }
  const auto flat = run_of(surface);
  flat->train(1);
  CHECK(array_of(measured(*flat, "moments", R"({"count": 16})"), "step").data.size() == 2);
}

TEST_CASE("one-dimensional and layer-normalised nets are measured like any other") {
  std::vector<float> inputs(24 * 16);
  for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = static_cast<float>(i * 7 % 23) / 23.0f;
  std::vector<std::int32_t> classes(24);
  for (std::size_t i = 0; i < classes.size(); ++i) classes[i] = static_cast<std::int32_t>(i % 3);
  const CallerArrays arrays{{inputs, classes, {}}, {}};
  const auto run = run_of(R"({
    "data": {"shape": [2, 8]}, "batch_size": 6,
    "model": [{"type": "Conv1d", "out_channels": 4, "kernel_size": 3}, {"type": "LayerNorm", "normalized_shape": [6]},
              {"type": "GELU"}, {"type": "AvgPool1d", "kernel_size": 2}, {"type": "Flatten"},
              {"type": "Linear", "out_features": 3}, {"type": "ELU"}],
    "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam"}})",
                          &arrays);
  run->train(3);
  CHECK(array_of(measured(*run, "gradient_norm"), "layer").data == std::vector<float>{0, 1, 5});
  const ProbeResult gradients = measured(*run, "gradients");
  REQUIRE(gradients.size() == 6);
  CHECK(gradients[0].shape == Shape{4, 2, 3});
  CHECK(gradients[2].name == "1.weight");
  CHECK(gradients[2].shape == Shape{6});
  CHECK(measured(*run, "filters", R"({"layer": 0})")[0].shape == Shape{4, 2, 3});
  CHECK(array_of(measured(*run, "weights", R"({"bins": 4})"), "histogram").data.size() == 4);
  CHECK(probe_refusal(*run, "weights", R"({"layer": 1})").where == "probe.layer");  // γ is no weight that decays
  const ProbeResult activations = measured(*run, "activations", R"({"mode": "eval"})");
  CHECK(array_of(activations, "layer").data.size() == 7);
  CHECK_THAT(array_of(activations, "mean").data[1], WithinAbs(0.0f, 0.05f));
  CHECK_THAT(array_of(activations, "variance").data[1], WithinAbs(1.0f, 0.1f));
  const ProbeResult units = measured(*run, "units");
  CHECK(array_of(units, "0").shape == Shape{4, 6});
  CHECK(array_of(units, "3").shape == Shape{4, 3});
}

TEST_CASE("probes refuse unknown names, options and objects") {
  const auto run = run_of(plain);
  const auto flat = run_of(surface);
  const Error name = probe_refusal(*run, "gradient_nrom");
  CHECK(name.code == ErrorCode::UnknownName);
  CHECK(name.message.find("gradient_norm") != std::string::npos);
  CHECK(probe_refusal(*run, "weights", R"({"bin": 3})").code == ErrorCode::UnknownField);
  CHECK(probe_refusal(*run, "weights", R"({"bins": 0})").where == "probe.bins");
  CHECK(probe_refusal(*run, "activations", R"({"layers": [3]})").where == "probe.layers");
  CHECK(probe_refusal(*run, "activations", R"({"mode": "test"})").where == "probe.mode");
  CHECK(probe_refusal(*run, "weights", "[]").code == ErrorCode::InvalidValue);
  CHECK(probe_refusal(*flat, "weights").where == "probe");
  CHECK(probe_refusal(*run, "surface").where == "probe");
  CHECK(probe_refusal(*run, "units", R"({"row": 80})").where == "probe.row");
  CHECK(probe_refusal(*run, "data", R"({"split": "test"})").where == "probe.split");
}
