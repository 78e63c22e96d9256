// What single layers promise beyond their gradients: names, shapes, statistics, masks, refusals.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "layers_bench.hpp"

using namespace livefig;
using Catch::Matchers::WithinAbs;
using livefig::test::Bench;

namespace {

std::string refusal(const std::string& model, const Shape& input) {
  const auto chain = Chain::make(livefig::test::layers_from(model), input, "model");
  return chain.ok() ? "" : chain.error().text();
}

}  // namespace

TEST_CASE("Layers give PyTorch's output shapes", "[layers]") {
  struct Row {
    const char* layer;
    Shape input, output;
  };
  const Row rows[] = {
      {R"([{"type":"Linear","out_features":7}])", {3, 5}, {3, 7}},
      {R"([{"type":"Conv2d","out_channels":4,"kernel_size":3,"stride":2,"padding":1}])", {2, 7, 6}, {4, 4, 3}},
      {R"([{"type":"Conv2d","out_channels":1,"kernel_size":5,"padding":2}])", {1, 1, 1}, {1, 1, 1}},
      {R"([{"type":"MaxPool2d","kernel_size":2}])", {3, 7, 5}, {3, 3, 2}},
      {R"([{"type":"MaxPool2d","kernel_size":3,"stride":2,"padding":1}])", {3, 7, 5}, {3, 4, 3}},
      {R"([{"type":"Conv1d","out_channels":4,"kernel_size":3,"stride":2,"padding":1}])", {2, 7}, {4, 4}},
      {R"([{"type":"Conv1d","out_channels":3,"kernel_size":1}])", {1, 1}, {3, 1}},
      {R"([{"type":"MaxPool1d","kernel_size":2}])", {3, 7}, {3, 3}},
      {R"([{"type":"MaxPool1d","kernel_size":3,"stride":1,"padding":1}])", {3, 7}, {3, 7}},
      {R"([{"type":"AvgPool1d","kernel_size":2}])", {3, 7}, {3, 3}},
      {R"([{"type":"AvgPool2d","kernel_size":3,"stride":2,"padding":1}])", {3, 7, 5}, {3, 4, 3}},
      {R"([{"type":"AdaptiveAvgPool2d","output_size":1}])", {3, 7, 5}, {3, 1, 1}},
      {R"([{"type":"AdaptiveAvgPool2d","output_size":6}])", {3, 7, 5}, {3, 6, 6}},
      {R"([{"type":"AdaptiveAvgPool1d","output_size":4}])", {3, 7}, {3, 4}},
      {R"([{"type":"LayerNorm"},{"type":"GELU"},{"type":"SiLU"},{"type":"ELU"},{"type":"Softmax"}])", {3, 7}, {3, 7}},
      {R"([{"type":"Flatten"}])", {3, 7, 5}, {105}},
      {R"([{"type":"BatchNorm2d"},{"type":"ReLU"},{"type":"Dropout"}])", {3, 7, 5}, {3, 7, 5}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.layer);
    const auto chain = Chain::make(livefig::test::layers_from(row.layer), row.input, "model");
    REQUIRE(chain.ok());
    CHECK(chain.value().output_shape() == row.output);
  }
}

TEST_CASE("Shapes that do not fit are refused at the layer, with what was expected", "[layers]") {
  struct Row {
    const char* model;
    Shape input;
    const char* text;
  };
  const Row rows[] = {
      {R"([{"type":"ReLU"},{"type":"Conv2d","out_channels":2,"kernel_size":3}])",
       {64},
       "[model[1]] Conv2d expected images (channels, height, width), got (64,)"},
      {R"([{"type":"Conv2d","in_channels":3,"out_channels":2,"kernel_size":3}])",
       {1, 8, 8},
       "[model[0]] expected 3 input channels, got 1"},
      {R"([{"type":"Linear","in_features":10,"out_features":2}])",
       {64},
       "[model[0]] expected 10 input features, got 64"},
      {R"([{"type":"BatchNorm1d","num_features":10}])", {64}, "[model[0]] expected 10 features, got 64"},
      {R"([{"type":"BatchNorm1d"}])",
       {1, 8, 8},
       "[model[0]] BatchNorm1d expected (features,) or (channels, length), got (1, 8, 8)"},
      {R"([{"type":"BatchNorm2d"}])",
       {64},
       "[model[0]] BatchNorm2d expected images (channels, height, width), got (64,)"},
      {R"([{"type":"MaxPool2d","kernel_size":2}])",
       {64},
       "[model[0]] MaxPool2d expected images (channels, height, width), got (64,)"},
      {R"([{"type":"Conv2d","out_channels":2,"kernel_size":9}])",
       {1, 8, 8},
       "[model[0].kernel_size] expected at most 8 for an image of 8 by 8 with padding 0, got 9"},
      {R"([{"type":"MaxPool2d","kernel_size":2},{"type":"MaxPool2d","kernel_size":8}])",
       {1, 8, 8},
       "[model[1].kernel_size] expected at most 4 for an image of 4 by 4 with padding 0, got 8"},
      {R"([{"type":"MaxPool2d","kernel_size":2,"padding":2}])",
       {1, 8, 8},
       "[model[0].padding] must be at most half of kernel_size 2, got 2"},
      {R"([{"type":"Conv1d","out_channels":2,"kernel_size":3}])",
       {1, 8, 8},
       "[model[0]] Conv1d expected (channels, length), got (1, 8, 8)"},
      {R"([{"type":"Conv1d","in_channels":2,"out_channels":2,"kernel_size":3}])",
       {3, 8},
       "[model[0]] expected 2 input channels, got 3"},
      {R"([{"type":"Conv1d","out_channels":2,"kernel_size":11,"padding":1}])",
       {3, 8},
       "[model[0].kernel_size] expected at most 10 for a length of 8 with padding 1, got 11"},
      {R"([{"type":"Conv1d","out_channels":16777216,"kernel_size":3}])",
       {1, 64},
       "[model[0].out_channels] needs 3968 MB of memory for one layer, at most 1024 MB are possible: choose a smaller "
       "size"},
      {R"([{"type":"Conv1d","out_channels":2,"kernel_size":3,"init":{"weight":{"name":"uniform_","a":1,"b":0}}}])",
       {1, 8},
       "[model[0].init.weight.b] must be at least 1, got 0"},
      {R"([{"type":"MaxPool1d","kernel_size":2}])", {8}, "[model[0]] MaxPool1d expected (channels, length), got (8,)"},
      {R"([{"type":"MaxPool1d","kernel_size":9}])",
       {2, 8},
       "[model[0].kernel_size] expected at most 8 for a length of 8 with padding 0, got 9"},
      {R"([{"type":"AvgPool2d","kernel_size":2}])",
       {64},
       "[model[0]] AvgPool2d expected images (channels, height, width), got (64,)"},
      {R"([{"type":"AvgPool2d","kernel_size":3,"padding":2}])",
       {1, 8, 8},
       "[model[0].padding] must be at most half of kernel_size 3, got 2"},
      {R"([{"type":"AvgPool1d","kernel_size":4}])",
       {1, 3},
       "[model[0].kernel_size] expected at most 3 for a length of 3 with padding 0, got 4"},
      {R"([{"type":"AdaptiveAvgPool2d","output_size":2}])",
       {3, 8},
       "[model[0]] AdaptiveAvgPool2d expected images (channels, height, width), got (3, 8)"},
      {R"([{"type":"AdaptiveAvgPool1d","output_size":2}])",
       {8},
       "[model[0]] AdaptiveAvgPool1d expected (channels, length), got (8,)"},
      {R"([{"type":"AdaptiveAvgPool2d","output_size":1024}])",
       {1024, 1, 1},
       "[model[0].output_size] needs 4096 MB of memory for one layer, at most 1024 MB are possible: choose a smaller "
       "size"},
      {R"([{"type":"LayerNorm","normalized_shape":[8]}])",
       {4},
       "[model[0].normalized_shape] expected the last dimensions of (4,), got (8,)"},
      {R"([{"type":"LayerNorm","normalized_shape":[2,3]}])",
       {2, 3, 4},
       "[model[0].normalized_shape] expected the last dimensions of (2, 3, 4), got (2, 3)"},
      {R"([{"type":"LayerNorm","normalized_shape":[1,4]}])",
       {4},
       "[model[0].normalized_shape] expected the last dimensions of (4,), got (1, 4)"},
      {R"([{"type":"Softmax","dim":1}])",
       {3, 8},
       "[model[0].dim] expected -1 or 2, the last dimension of a batch of rows (3, 8), got 1"},
      {R"([{"type":"Softmax","dim":0}])",
       {8},
       "[model[0].dim] expected -1 or 1, the last dimension of a batch of rows (8,), got 0"},
      {R"([{"type":"ReLU"},{"type":"Residual","block":[{"type":"Linear","out_features":5}]}])",
       {4},
       "[model[1].block] expected an output of its input's shape (4,), got (5,)"},
      {R"([{"type":"Residual","block":[{"type":"ReLU"},{"type":"BatchNorm2d"}]}])",
       {4},
       "[model[0].block[1]] BatchNorm2d expected images (channels, height, width), got (4,)"},
      {R"([{"type":"Linear","out_features":2,"init":{"weight":{"name":"uniform_","a":0.5,"b":-0.5}}}])",
       {4},
       "[model[0].init.weight.b] must be at least 0.5, got -0.5"},
      {R"([{"type":"Linear","out_features":2,"init":{"bias":{"name":"uniform_","a":-3e38,"b":3e38}}}])",
       {4},
       "[model[0].init.bias.b] b - a must fit into a 32-bit float, got 6e+38"},
      {R"([{"type":"Linear","out_features":16777216}])",
       {1024},
       "[model[0].out_features] needs 65536 MB of memory for one layer, at most 1024 MB are possible: choose a smaller "
       "size"},
      {R"([{"type":"Conv2d","out_channels":16777216,"kernel_size":3}])",
       {1, 64, 64},
       "[model[0].out_channels] needs 246016 MB of memory for one layer, at most 1024 MB are possible: choose a "
       "smaller size"},
  };
  for (const Row& row : rows) CHECK(refusal(row.model, row.input) == row.text);
}

TEST_CASE("Dropout scales what it keeps and is the identity in eval mode", "[layers]") {
  Bench bench(R"([{"type":"Dropout","p":0.75}])", {50}, 40);
  const In trained = bench.forward(true);
  const In mask = bench.chain.layer(0).mask();
  REQUIRE(mask.size() == bench.x.size());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    CHECK((mask[i] == 0.0f || mask[i] == 4.0f));
    CHECK(trained[i] == bench.x[i] * mask[i]);
    kept += mask[i] != 0.0f;
  }
  CHECK(kept > 400);
  CHECK(kept < 600);
  CHECK(std::ranges::equal(bench.forward(false), bench.x));
}

TEST_CASE("Dropout takes over another p while it lives", "[layers]") {
  Bench bench(R"([{"type":"Dropout","p":0}])", {50}, 4);
  CHECK(std::ranges::equal(bench.forward(true), bench.x));
  bench.chain.update(livefig::test::layers_from(R"([{"type":"Dropout","p":0.5}])"));
  const In y = bench.forward(true);
  CHECK(std::ranges::count(y, 0.0f) > 60);
}

TEST_CASE("Batch norm normalises by the batch and keeps PyTorch's running statistics", "[layers]") {
  Bench bench(R"([{"type":"BatchNorm1d","momentum":0.5}])", {1}, 4);
  bench.x = {1, 2, 3, 6};
  In y = bench.forward(true);
  // mean 3, biased variance 14/4, unbiased 14/3
  const float sigma = std::sqrt(3.5f + 1e-5f);
  for (std::size_t i = 0; i < 4; ++i) CHECK_THAT(y[i], WithinAbs((bench.x[i] - 3) / sigma, 1e-6));
  CHECK_THAT(bench.buffer_values[0], WithinAbs(1.5, 1e-6));
  CHECK_THAT(bench.buffer_values[1], WithinAbs(0.5 + 0.5 * 14 / 3, 1e-6));
  CHECK(bench.buffer_values[2] == 1);
  y = bench.forward(false);
  const float running_sigma = std::sqrt(0.5f + 7.0f / 3 + 1e-5f);
  for (std::size_t i = 0; i < 4; ++i) CHECK_THAT(y[i], WithinAbs((bench.x[i] - 1.5f) / running_sigma, 1e-6));
  CHECK(bench.buffer_values[2] == 1);
}

TEST_CASE("Batch norm says where it needs two rows", "[layers]") {
  const auto rows = [](const char* model, const Shape& input) {
    return Chain::make(livefig::test::layers_from(model), input, "model").take().training_rows("model");
  };
  CHECK(rows(R"([{"type":"ReLU"},{"type":"BatchNorm1d"}])", {4}).least == 2);
  CHECK(rows(R"([{"type":"ReLU"},{"type":"BatchNorm1d"}])", {4}).layer == "model[1]");
  CHECK(rows(R"([{"type":"BatchNorm1d"}])", {4, 2}).least == 1);
  CHECK(rows(R"([{"type":"BatchNorm2d"}])", {4, 1, 1}).least == 2);
  CHECK(rows(R"([{"type":"BatchNorm2d"}])", {4, 2, 1}).least == 1);
  CHECK(rows(R"([{"type":"Residual","block":[{"type":"ReLU"},{"type":"BatchNorm1d"}]}])", {4}).layer ==
        "model[0].block[1]");
  CHECK(rows(R"([{"type":"ReLU"}])", {4}).least == 1);
}

TEST_CASE("A residual layer adds its scaled block and takes over another scale", "[layers]") {
  Bench bench(R"([{"type":"Residual","scale":0.5,"block":[{"type":"Tanh"}]}])", {3}, 2);
  In y = bench.forward(true);
  for (std::size_t i = 0; i < y.size(); ++i)
    CHECK_THAT(y[i],
               WithinAbs(static_cast<double>(bench.x[i]) + 0.5 * std::tanh(static_cast<double>(bench.x[i])), 1e-6));
  bench.chain.update(livefig::test::layers_from(R"([{"type":"Residual","scale":0,"block":[{"type":"Tanh"}]}])"));
  y = bench.forward(true);
  CHECK(std::ranges::equal(y, bench.x));
}

TEST_CASE("ELU takes over another alpha and LayerNorm another eps while they live", "[layers]") {
  Bench bench(R"([{"type":"ELU"},{"type":"LayerNorm","eps":1}])", {2}, 1);
  bench.x = {-1, 2};
  const auto normalised = [&](double low, double eps) {
    const double half = (2 - low) / 2;
    return static_cast<float>(half / std::sqrt(half * half + eps));
  };
  In y = bench.forward(true);
  CHECK_THAT(y[1], WithinAbs(normalised(std::exp(-1.0) - 1, 1), 1e-6));
  CHECK_THAT(y[0], WithinAbs(-normalised(std::exp(-1.0) - 1, 1), 1e-6));
  bench.chain.update(livefig::test::layers_from(R"([{"type":"ELU","alpha":3},{"type":"LayerNorm","eps":0.25}])"));
  y = bench.forward(true);
  CHECK_THAT(y[1], WithinAbs(normalised(3 * (std::exp(-1.0) - 1), 0.25), 1e-6));
}

TEST_CASE("Softmax gives probabilities, also of numbers whose exponentials overflow", "[layers]") {
  Bench bench(R"([{"type":"Softmax","dim":1}])", {3}, 2);
  bench.x = {1000, 1000, -1000, std::log(1.0f), std::log(2.0f), std::log(5.0f)};
  const In y = bench.forward(false);
  const float expected[] = {0.5f, 0.5f, 0, 0.125f, 0.25f, 0.625f};
  for (std::size_t i = 0; i < 6; ++i) CHECK_THAT(y[i], WithinAbs(expected[i], 1e-6));
}

TEST_CASE("Smooth activations keep NaN and end cleanly far outside", "[layers]") {
  for (const char* type : {R"([{"type":"GELU"}])", R"([{"type":"GELU","approximate":"tanh"}])", R"([{"type":"SiLU"}])",
                           R"([{"type":"ELU"}])"}) {
    CAPTURE(type);
    Bench bench(type, {3}, 1);
    bench.x = {1e30f, -1e30f, NAN};
    bench.dy = {1, 1, 1};
    const In y = bench.forward(true);
    CHECK(y[0] == 1e30f);
    CHECK(std::fabs(y[1]) <= 1);
    CHECK(std::isnan(y[2]));
    bench.backward();
    CHECK(bench.dx[0] == 1);
    CHECK(bench.dx[1] == 0);
  }
}

TEST_CASE("Parameters of one-dimensional and layer-normalised nets are named and shaped as PyTorch's", "[layers]") {
  Bench bench(R"([{"type":"Conv1d","out_channels":4,"kernel_size":3,"bias":false},{"type":"SiLU"},
      {"type":"Residual","block":[{"type":"LayerNorm","normalized_shape":[6]},{"type":"GELU"}]},
      {"type":"AdaptiveAvgPool1d","output_size":2},{"type":"LayerNorm"},{"type":"Flatten"},
      {"type":"Linear","out_features":3},{"type":"LayerNorm","elementwise_affine":false},{"type":"Softmax"}])",
              {2, 8}, 2);
  CHECK(bench.names == std::vector<std::string>{"0.weight", "2.block.0.weight", "2.block.0.bias", "4.weight", "4.bias",
                                                "6.weight", "6.bias"});
  std::vector<Shape> shapes;
  bench.chain.visit_state("", [&](const std::string&, const LayerArray& array) { shapes.push_back(array.shape); });
  CHECK(shapes == std::vector<Shape>{{4, 2, 3}, {6}, {6}, {4, 2}, {4, 2}, {3, 8}, {3}});
}

TEST_CASE("Parameters are named as PyTorch names them", "[layers]") {
  const Bench bench(R"([{"type":"Conv2d","out_channels":2,"kernel_size":3,"padding":1},{"type":"ReLU"},
      {"type":"Residual","block":[{"type":"BatchNorm2d"},{"type":"Conv2d","out_channels":2,"kernel_size":1,"bias":false}]},
      {"type":"Flatten"},{"type":"Linear","out_features":3}])",
                    {1, 4, 4}, 2);
  CHECK(bench.names == std::vector<std::string>{"0.weight", "0.bias", "2.block.0.weight", "2.block.0.bias",
                                                "2.block.1.weight", "4.weight", "4.bias"});
}
