// Losses: worked values, gradients through a whole network against finite differences, targets that do not fit.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>

#include "layers_bench.hpp"
#include "network/loss.hpp"

using namespace livefig;
using Catch::Matchers::WithinAbs;

namespace {

constexpr std::uint64_t plenty = 1 << 24;

Network build(const std::string& model, const Shape& input, std::size_t rows) {
  auto network = Network::build(livefig::test::layers_from(model), input, rows, plenty);
  if (!network.ok()) FAIL(network.error().text());
  return network.take();
}

}  // namespace

TEST_CASE("Losses give PyTorch's values and gradients", "[network]") {
  std::vector<float> gradient(6);
  SECTION("MSELoss") {
    const std::vector<float> y{1, 2, 3, 4, 5, 6}, t{1, 1, 1, 1, 1, 1};
    CHECK_THAT(loss_gradient(MSELossSpec{}, y, {{}, t}, 2, 3, gradient), WithinAbs(55.0 / 6, 1e-6));
    for (std::size_t i = 0; i < 6; ++i) CHECK_THAT(gradient[i], WithinAbs(2.0 * static_cast<double>(i) / 6, 1e-6));
  }
  SECTION("L1Loss") {
    const std::vector<float> y{1, 2, -3, 4, 5, 0.5f}, t{1, 1, 1, 6, 5.5f, 0.5f};
    CHECK_THAT(loss_gradient(L1LossSpec{}, y, {{}, t}, 2, 3, gradient), WithinAbs(7.5 / 6, 1e-6));
    // Where output and target are equal PyTorch gives 0.
    const float sign[] = {0, 1, -1, -1, -1, 0};
    for (std::size_t i = 0; i < 6; ++i) CHECK(gradient[i] == sign[i] * (1.0f / 6));
  }
  SECTION("HuberLoss") {
    // errors 0.5 and -0.25 below delta, 1 and -1 at it, 3 and -2 beyond
    const std::vector<float> y{0.5f, -0.25f, 1, -1, 3, -2}, t(6, 0.0f);
    CHECK_THAT(loss_gradient(HuberLossSpec{}, y, {{}, t}, 3, 2, gradient),
               WithinAbs((0.125 + 0.03125 + 0.5 + 0.5 + 2.5 + 1.5) / 6, 1e-6));
    const double slope[] = {0.5, -0.25, 1, -1, 1, -1};
    for (std::size_t i = 0; i < 6; ++i) CHECK_THAT(gradient[i], WithinAbs(slope[i] / 6, 1e-7));
    // delta = 2: only 3 lies beyond, 2·(3 − 1) = 4
    CHECK_THAT(loss_gradient(HuberLossSpec{.delta = 2}, y, {{}, t}, 3, 2, gradient),
               WithinAbs((0.125 + 0.03125 + 0.5 + 0.5 + 4 + 2) / 6, 1e-6));
    CHECK_THAT(gradient[4], WithinAbs(2.0 / 6, 1e-7));
  }
  SECTION("BCEWithLogitsLoss") {
    const std::vector<float> y{0, 2, -30, 30, -2, 100}, t{1, 0, 1, 1, 0.25, 0};
    const double expected =
        (std::log(2.0) + 2 + std::log1p(std::exp(-2.0)) + 30 + 0 + 0.5 - 0 + std::log1p(std::exp(-2.0)) + 100) / 6;
    CHECK_THAT(loss_gradient(BCEWithLogitsLossSpec{}, y, {{}, t}, 3, 2, gradient), WithinAbs(expected, 1e-5));
    for (std::size_t i = 0; i < 6; ++i)
      CHECK_THAT(gradient[i],
                 WithinAbs((1 / (1 + std::exp(-static_cast<double>(y[i]))) - static_cast<double>(t[i])) / 6, 1e-6));
  }
  SECTION("CrossEntropyLoss") {
    const std::vector<float> y{0, 0, 0, 1000, 0, 1000};
    const std::vector<std::int32_t> t{2, 0};
    CHECK_THAT(loss_gradient(CrossEntropyLossSpec{}, y, {t, {}}, 2, 3, gradient),
               WithinAbs((std::log(3.0) + std::log(2.0)) / 2, 1e-6));
    const double expected[] = {1.0 / 6, 1.0 / 6, -1.0 / 3, -0.25, 0, 0.25};
    for (std::size_t i = 0; i < 6; ++i) CHECK_THAT(gradient[i], WithinAbs(expected[i], 1e-6));
  }
}

TEST_CASE("The value alone is the value beside the gradient", "[network]") {
  const std::vector<float> y{0.5f, -1, 2, 0.25f}, t{1, 0, 0, 1};
  const std::vector<std::int32_t> classes{1, 0};
  std::vector<float> gradient(4);
  for (const LossSpec& loss : {LossSpec(MSELossSpec{}), LossSpec(L1LossSpec{}), LossSpec(HuberLossSpec{}),
                               LossSpec(BCEWithLogitsLossSpec{}), LossSpec(CrossEntropyLossSpec{})})
    CHECK(loss_value(loss, y, {classes, t}, 2, 2) == loss_gradient(loss, y, {classes, t}, 2, 2, gradient));
}

TEST_CASE("Losses and the penalty agree with finite differences through a network", "[network]") {
  const std::string model = R"([{"type":"Conv2d","out_channels":2,"kernel_size":2},{"type":"Tanh"},{"type":"Flatten"},
      {"type":"Residual","scale":0.5,"block":[{"type":"Linear","out_features":8},{"type":"BatchNorm1d"},{"type":"Sigmoid"}]},
      {"type":"Linear","out_features":3}])";
  constexpr std::size_t rows = 4;
  const LossSpec losses[] = {MSELossSpec{.l2 = 0.125}, HuberLossSpec{.delta = 0.4, .l2 = 0.125},
                             BCEWithLogitsLossSpec{.l2 = 0}, CrossEntropyLossSpec{.l2 = 0.25}};
  for (const LossSpec& loss : losses) {
    CAPTURE(loss_name(loss));
    Network network = build(model, {1, 3, 3}, rows);
    Generator generator(4);
    network.initialize(generator);
    const std::vector<float> x = livefig::test::spaced_values(rows * 9, generator);
    std::vector<float> values(rows * 3);
    for (float& value : values) value = generator.rand();
    const std::vector<std::int32_t> classes{2, 0, 1, 2};
    const Targets targets{classes, values};
    const Pass pass{rows, true, &generator};

    std::vector<float> dy(rows * 3);
    (void)loss_gradient(loss, network.forward(x, pass), targets, rows, 3, dy);
    network.backward(dy);
    add_penalty_gradient(network, l2_of(loss));
    const std::vector<float> gradients(network.gradients().begin(), network.gradients().end());

    const auto total = [&] {
      return static_cast<double>(loss_value(loss, network.forward(x, pass), targets, rows, 3)) +
             l2_of(loss) * static_cast<double>(squared_weights(network));
    };
    const Out parameters = network.parameters();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      CAPTURE(i);
      const float kept = parameters[i];
      parameters[i] = kept + 0.01f;
      const double above = total();
      parameters[i] = kept - 0.01f;
      const double below = total();
      parameters[i] = kept;
      CHECK_THAT((above - below) / 0.02, WithinAbs(static_cast<double>(gradients[i]), 1e-3));
    }
  }
}

TEST_CASE("The penalty counts weights of Linear and Conv2d, never biases or batch norm", "[network]") {
  Network network =
      build(R"([{"type":"Conv2d","out_channels":1,"kernel_size":1},{"type":"BatchNorm2d"},{"type":"Flatten"},
      {"type":"Linear","out_features":2}])",
            {1, 1, 2}, 1);
  for (float& value : network.parameters()) value = 2;
  CHECK(squared_weights(network) == 4 * (1 + 4));
  for (float& value : network.gradients()) value = 1;
  add_penalty_gradient(network, 0.5);
  for (const ParameterInfo& info : network.parameter_infos())
    CHECK(network.gradients()[info.offset] == (info.name == "0.weight" || info.name == "3.weight" ? 3.0f : 1.0f));
}

TEST_CASE("Correct rows are counted for classes and for logits, not for regression", "[network]") {
  const std::vector<float> y{1, 2, -1, -3, 0.5f, 0.25f}, t{1, 1, 0, 0, 1, 0};
  const std::vector<std::int32_t> classes{1, 0, 1};
  CHECK(correct_rows(CrossEntropyLossSpec{}, y, {classes, t}, 3, 2) == 2);
  CHECK(correct_rows(BCEWithLogitsLossSpec{}, y, {classes, t}, 3, 2) == 2);
  CHECK(correct_rows(BCEWithLogitsLossSpec{}, y, {classes, t}, 6, 1) == 5);
  CHECK(correct_rows(MSELossSpec{}, y, {classes, t}, 3, 2) == std::nullopt);
}

TEST_CASE("Targets that a loss cannot take are refused", "[network]") {
  const auto refusal = [](const LossSpec& loss, const Shape& output, TargetKind kind, const Shape& target) {
    const Status status = check_loss(loss, output, kind, target);
    return status.ok() ? "" : status.error().text();
  };
  CHECK(refusal(CrossEntropyLossSpec{}, {3}, TargetKind::classes, {}) == "");
  CHECK(refusal(MSELossSpec{}, {3}, TargetKind::values, {3}) == "");
  CHECK(refusal(BCEWithLogitsLossSpec{}, {1}, TargetKind::classes, {}) == "");
  CHECK(refusal(CrossEntropyLossSpec{}, {3}, TargetKind::values, {3}) ==
        "[loss] CrossEntropyLoss expected class indices as targets, got values");
  CHECK(refusal(CrossEntropyLossSpec{}, {2, 8, 8}, TargetKind::classes, {}) ==
        "[model] CrossEntropyLoss expected an output of shape (classes,), got (2, 8, 8)");
  CHECK(refusal(MSELossSpec{}, {3}, TargetKind::classes, {}) ==
        "[loss] MSELoss expected values as targets, got class indices (which need a single output, not 3)");
  CHECK(refusal(BCEWithLogitsLossSpec{}, {3}, TargetKind::values, {2}) ==
        "[model] BCEWithLogitsLoss expected 2 outputs, as many as the targets have, got 3");
}
