// The network as a whole: layout, order, memory, no allocation in a step, divergence, what probes may see.
#include "network/network.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <limits>
#include <new>

#include "layers_bench.hpp"
#include "network/loss.hpp"

using namespace livefig;
using livefig::test::layers_from;

namespace {

constexpr std::uint64_t plenty = 1 << 24;

const char* mixed =
    R"([{"type":"Conv2d","out_channels":2,"kernel_size":3,"padding":1},{"type":"BatchNorm2d"},{"type":"ReLU"},
    {"type":"MaxPool2d","kernel_size":2},{"type":"Flatten"},{"type":"Dropout"},
    {"type":"Residual","block":[{"type":"Linear","out_features":8},{"type":"BatchNorm1d"},{"type":"Tanh"}]},
    {"type":"Linear","out_features":3,"bias":false}])";

Network build(const std::string& model, const Shape& input, std::size_t rows) {
  auto network = Network::build(layers_from(model), input, rows, plenty);
  if (!network.ok()) FAIL(network.error().text());
  return network.take();
}

std::string refusal(const std::string& model, const Shape& input, std::size_t rows, std::uint64_t bytes = plenty) {
  const auto network = Network::build(layers_from(model), input, rows, bytes);
  return network.ok() ? "" : network.error().text();
}

}  // namespace

TEST_CASE("Parameters and buffers lie flat in PyTorch's order", "[network]") {
  const Network network = build(mixed, {1, 4, 4}, 4);
  std::size_t offset = 0;
  std::vector<std::string> names;
  for (const ParameterInfo& info : network.parameter_infos()) {
    CHECK(info.offset == offset);
    CHECK(info.count == count(info.shape));
    offset += info.count;
    names.push_back(info.name);
  }
  CHECK(offset == network.parameters().size());
  CHECK(offset == network.gradients().size());
  CHECK(names == std::vector<std::string>{"0.weight", "0.bias", "1.weight", "1.bias", "6.block.0.weight",
                                          "6.block.0.bias", "6.block.1.weight", "6.block.1.bias", "7.weight"});
  CHECK(network.parameter_infos()[0].shape == Shape{2, 1, 3, 3});
  CHECK(network.parameter_infos()[4].layer == 6);

  std::vector<std::string> state;
  for (const ArrayInfo& info : network.state_infos()) state.push_back(info.name);
  CHECK(state == std::vector<std::string>{"0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var",
                                          "1.num_batches_tracked", "6.block.0.weight", "6.block.0.bias",
                                          "6.block.1.weight", "6.block.1.bias", "6.block.1.running_mean",
                                          "6.block.1.running_var", "6.block.1.num_batches_tracked", "7.weight"});
}

TEST_CASE("Initialization resets what training changed", "[network]") {
  Network network = build(mixed, {1, 4, 4}, 4);
  Generator generator(1);
  network.initialize(generator);
  const std::vector<float> first(network.parameters().begin(), network.parameters().end());
  const std::vector<float> buffers(network.buffers().begin(), network.buffers().end());
  const std::vector<float> x = livefig::test::spaced_values(4 * 16, generator);
  (void)network.forward(x, {4, true, &generator});
  CHECK_FALSE(std::ranges::equal(network.buffers(), buffers));
  generator = Generator(1);
  network.initialize(generator);
  CHECK(std::ranges::equal(network.parameters(), first));
  CHECK(std::ranges::equal(network.buffers(), buffers));
}

TEST_CASE("Passes of fewer rows than planned give the rows' own outputs", "[network]") {
  Network network = build(mixed, {1, 4, 4}, 5);
  Generator generator(1);
  network.initialize(generator);
  const std::vector<float> x = livefig::test::spaced_values(5 * 16, generator);
  const In all = network.forward(x, {.rows = 5});
  const std::vector<float> together(all.begin(), all.end());
  for (std::size_t row = 0; row < 5; ++row) {
    const In y = network.forward(In(x).subspan(row * 16, 16), {.rows = 1});
    REQUIRE(y.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(std::abs(y[i] - together[row * 3 + i]) < 1e-5f);
  }
  CHECK(network.rows() == 1);
  CHECK(network.layer_output(0).size() == 2 * 16);
  CHECK(network.layer_output(4).data() == network.layer_output(3).data());  // Flatten copies nothing
  CHECK(network.layer_input(7).size() == 8);
  CHECK(network.layer_label(6) == "6.Residual");
}

TEST_CASE("Outputs that no backward pass reads are overwritten, and not a bit changes", "[network]") {
  const std::string stacked =
      R"([{"type":"Flatten"},{"type":"Linear","out_features":6},{"type":"Dropout"},{"type":"ReLU"},{"type":"Dropout"},
      {"type":"Flatten"},{"type":"Tanh"},{"type":"Sigmoid"},{"type":"BatchNorm1d"},{"type":"LeakyReLU"},{"type":"Tanh"},
      {"type":"Residual","scale":0.5,"block":[{"type":"Tanh"},{"type":"Linear","out_features":6},{"type":"ReLU"}]},
      {"type":"Sigmoid"},{"type":"Linear","out_features":3},{"type":"Dropout"}])";
  const std::string newer =
      R"([{"type":"Conv2d","out_channels":2,"kernel_size":3,"padding":1},{"type":"AvgPool2d","kernel_size":2},
      {"type":"Sigmoid"},{"type":"LayerNorm"},{"type":"Tanh"},{"type":"GELU"},{"type":"Dropout"},
      {"type":"MaxPool2d","kernel_size":2,"stride":1},{"type":"ReLU"},{"type":"AdaptiveAvgPool2d","output_size":3},
      {"type":"ELU"},{"type":"Flatten"},{"type":"Linear","out_features":5},{"type":"Softmax"},{"type":"Dropout"},
      {"type":"SiLU"}])";
  for (const std::string& model : {std::string(mixed), stacked, newer}) {
    const auto layers = layers_from(model);
    std::vector<std::vector<float>> answers, gradients;
    for (const Outputs outputs : {Outputs::kept, Outputs::reused}) {
      auto built = Network::build(layers, {1, 4, 4}, 4, plenty, outputs);
      REQUIRE(built.ok());
      Network network = built.take();
      Generator generator(3);
      network.initialize(generator);
      const std::vector<float> x = livefig::test::spaced_values(4 * 16, generator);
      const In y = network.forward(x, {4, true, &generator});
      answers.emplace_back(y.begin(), y.end());
      network.backward(answers.back());
      gradients.emplace_back(network.gradients().begin(), network.gradients().end());
      const bool shared = network.layer_output(1).data() == network.layer_output(2).data();
      CHECK(shared == (outputs == Outputs::reused));
    }
    CHECK(answers[0] == answers[1]);
    CHECK(gradients[0] == gradients[1]);
    CHECK(Network::size_of(layers, {1, 4, 4}, 4, Outputs::reused).value().bytes <
          Network::size_of(layers, {1, 4, 4}, 4).value().bytes);
  }
}

TEST_CASE("A network too large is refused by its estimate, before it is allocated", "[network]") {
  const auto layers = layers_from(mixed);
  const auto planned = Network::size_of(layers, {1, 4, 4}, 4);
  REQUIRE(planned.ok());
  const std::uint64_t bytes = planned.value().bytes;
  CHECK(refusal(mixed, {1, 4, 4}, 4, bytes) == "");
  CHECK(refusal(mixed, {1, 4, 4}, 4, bytes - 1) ==
        "[model] needs 1 MB of memory, at most 1 MB are allowed: choose smaller layers or a smaller batch_size");
  const Network network = build(mixed, {1, 4, 4}, 4);
  CHECK(4 * (network.parameters().size() * 2 + network.buffers().size()) < bytes);

  // Each layer is possible alone; together, or times the rows, they are terabytes.
  std::string wide = R"({"type":"Linear","out_features":16384})";
  for (int i = 0; i < 12; ++i) wide += R"(,{"type":"Linear","out_features":16384})";
  const auto error = Network::build(layers_from("[" + wide + "]"), {16384}, 64, std::uint64_t{1} << 30);
  REQUIRE_FALSE(error.ok());
  CHECK(error.error().code == ErrorCode::TooLarge);
  const auto rows =
      Network::build(layers_from(R"([{"type":"ReLU"}])"), {16777216, 16}, 16777216, std::uint64_t{1} << 40);
  REQUIRE_FALSE(rows.ok());
  CHECK(rows.error().code == ErrorCode::TooLarge);
}

TEST_CASE("A model needs a layer and a row needs a number", "[network]") {
  const auto empty = Network::build({}, {4}, 1, plenty);
  REQUIRE_FALSE(empty.ok());
  CHECK(empty.error().text() == "[model] must have at least one layer");
  CHECK(refusal(R"([{"type":"ReLU"}])", {}, 1) == "[data.shape] expected rows of at least one number, got ()");
  CHECK(refusal(R"([{"type":"ReLU"}])", {4, 0}, 1) == "[data.shape] expected rows of at least one number, got (4, 0)");
}

TEST_CASE("The first layer that held NaN or Inf is found", "[network]") {
  Network network = build(
      R"([{"type":"Linear","out_features":2},{"type":"Tanh"},{"type":"Linear","out_features":2},{"type":"ReLU"}])", {2},
      1);
  Generator generator(1);
  network.initialize(generator);
  const std::vector<float> x{1, 2};
  (void)network.forward(x, {.rows = 1});
  CHECK_FALSE(network.first_bad_layer().has_value());
  const ParameterInfo& weight = network.parameter_infos()[2];
  REQUIRE(weight.name == "2.weight");
  network.parameters()[weight.offset] = std::numeric_limits<float>::quiet_NaN();
  (void)network.forward(x, {.rows = 1});
  REQUIRE(network.first_bad_layer().has_value());
  CHECK(network.layer_label(*network.first_bad_layer()) == "2.Linear");
  network.parameters()[0] = std::numeric_limits<float>::infinity();
  (void)network.forward(x, {.rows = 1});
  CHECK(network.first_bad_layer() == 0);
}

TEST_CASE("A pass that is put back leaves no trace", "[network]") {
  Network network = build(mixed, {1, 4, 4}, 4);
  Generator generator(1);
  network.initialize(generator);
  const std::vector<float> x = livefig::test::spaced_values(4 * 16, generator);
  const In y = network.forward(x, {4, true, &generator});
  const std::vector<float> outputs(y.begin(), y.end());
  const std::vector<float> workspace(network.workspace().begin(), network.workspace().end());
  const std::vector<float> buffers(network.buffers().begin(), network.buffers().end());
  (void)network.forward(x, {4, true, &generator});
  CHECK_FALSE(std::ranges::equal(network.workspace(), workspace));
  std::ranges::copy(workspace, network.workspace().begin());
  std::ranges::copy(buffers, network.buffers().begin());
  CHECK(std::ranges::equal(network.layer_output(7), outputs));
}

TEST_CASE("Live fields reach layers inside blocks", "[network]") {
  const char* with = R"([{"type":"Residual","block":[{"type":"Dropout","p":0.5}]}])";
  const char* without = R"([{"type":"Residual","block":[{"type":"Dropout","p":0}]}])";
  Network network = build(with, {8}, 2);
  Generator generator(1);
  const std::vector<float> x = livefig::test::spaced_values(16, generator);
  network.update(layers_from(without));
  const In y = network.forward(x, {2, true, &generator});
  for (std::size_t i = 0; i < 16; ++i) CHECK(y[i] == 2 * x[i]);
}

TEST_CASE("A thousand layers are built and trained on", "[network]") {
  std::string model = R"({"type":"Linear","out_features":4})";
  for (int i = 0; i < 500; ++i)
    model += R"(,{"type":"Residual","scale":0.01,"block":[{"type":"Linear","out_features":4},{"type":"Tanh"}]})";
  Network network = build("[" + model + "]", {2}, 3);
  Generator generator(1);
  network.initialize(generator);
  const std::vector<float> x{1, 2, 3, 4, 5, 6}, dy(12, 1.0f);
  (void)network.forward(x, {3, true, &generator});
  network.backward(dy);
  CHECK(std::ranges::all_of(network.gradients(), [](float g) { return std::abs(g) < 1e6f; }));
  CHECK(network.gradients()[0] != 0);
}
