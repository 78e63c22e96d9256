// The optimizers against steps worked by hand and against what PyTorch recorded.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "optimizers/optimizer.hpp"
#include "optimizers_recorded.hpp"

using namespace livefig;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// An optimizer together with its memory and the parameters it moves.
struct Bench {
  std::vector<float> parameters;
  std::vector<float> memory;
  std::unique_ptr<Optimizer> optimizer;

  Bench(const OptimizerSpec& spec, std::vector<float> start)
      : parameters(std::move(start)), memory(optimizer_floats(spec, parameters.size()), 7.0f) {
    auto made = make_optimizer(spec, parameters.size(), memory);
    REQUIRE(made.ok());
    optimizer = made.take();
  }

  void step(const std::vector<float>& gradient) { optimizer->step(parameters, gradient); }
};

OptimizerSpec spec_of(std::string_view name) {
  if (name == "sgd") return SGDSpec{.lr = 0.1};
  if (name == "sgd_weight_decay") return SGDSpec{.lr = 0.1, .weight_decay = 0.05};
  if (name == "sgd_momentum") return SGDSpec{.lr = 0.1, .momentum = 0.9};
  if (name == "sgd_dampening") return SGDSpec{.lr = 0.1, .momentum = 0.9, .dampening = 0.5};
  if (name == "sgd_nesterov") {
    return SGDSpec{.lr = 0.1, .momentum = 0.9, .nesterov = true, .weight_decay = 0.01};
  }
  if (name == "rmsprop") return RMSpropSpec{.lr = 0.01};
  if (name == "rmsprop_alpha") {
    return RMSpropSpec{.lr = 0.01, .alpha = 0.9, .eps = 1e-4, .weight_decay = 0.1};
  }
  if (name == "rmsprop_momentum") return RMSpropSpec{.lr = 0.01, .momentum = 0.9};
  if (name == "rmsprop_centered") return RMSpropSpec{.lr = 0.01, .centered = true};
  if (name == "rmsprop_all") {
    return RMSpropSpec{.lr = 0.01, .alpha = 0.95, .momentum = 0.5, .centered = true, .weight_decay = 0.02};
  }
  if (name == "adam") return AdamSpec{.lr = 0.01};
  if (name == "adam_betas") return AdamSpec{.lr = 0.02, .betas = {0.8, 0.95}, .eps = 1e-3};
  if (name == "adam_weight_decay") return AdamSpec{.lr = 0.01, .weight_decay = 0.1};
  if (name == "adamw") return AdamWSpec{.lr = 0.01};
  REQUIRE(name == "adamw_weight_decay");
  return AdamWSpec{.lr = 0.01, .betas = {0.85, 0.99}, .weight_decay = 0.3};
}

}  // namespace

TEST_CASE("optimizers end where PyTorch's end") {
  for (const recorded::Case& expected : recorded::cases) {
    INFO(expected.name);
    Bench bench(spec_of(expected.name), {recorded::start.begin(), recorded::start.end()});
    for (const recorded::Seven& gradient : recorded::gradients) {
      bench.step({gradient.begin(), gradient.end()});
    }
    for (std::size_t i = 0; i < expected.after.size(); ++i) {
      // PyTorch may fuse multiply and add, so the last bit can differ.
      CHECK_THAT(bench.parameters[i], WithinAbs(expected.after[i], 5e-7f));
    }
  }
}

TEST_CASE("every position of a buffer is updated alike, whatever its length") {
  for (const recorded::Case& expected : recorded::cases) {
    INFO(expected.name);
    Bench alone(spec_of(expected.name), {0.5f});
    for (const float g : {0.25f, -0.75f, 0.125f}) alone.step({g});
    for (std::size_t n = 2; n <= 9; ++n) {
      Bench many(spec_of(expected.name), std::vector<float>(n, 0.5f));
      for (const float g : {0.25f, -0.75f, 0.125f}) many.step(std::vector<float>(n, g));
      for (const float p : many.parameters) CHECK(p == alone.parameters[0]);
    }
  }
}

TEST_CASE("SGD by hand") {
  // b1 = 0.5, p = 1 - 0.5 * 0.5; b2 = 0.5 * 0.5 + 0.25 = 0.5, p = 0.75 - 0.25.
  Bench bench(SGDSpec{.lr = 0.5, .momentum = 0.5}, {1.0f});
  bench.step({0.5f});
  CHECK(bench.parameters[0] == 0.75f);
  bench.step({0.25f});
  CHECK(bench.parameters[0] == 0.5f);
  REQUIRE(bench.optimizer->state().size() == 1);
  CHECK(bench.optimizer->state()[0].name == "momentum_buffer");
  CHECK(bench.optimizer->state()[0].values[0] == 0.5f);
}

TEST_CASE("Adam's first step is lr with bias correction and 3.16 lr without") {
  Bench corrected(AdamSpec{.lr = 0.001}, {0.0f});
  corrected.step({0.3f});
  CHECK_THAT(corrected.parameters[0], WithinRel(-0.001f, 1e-5f));

  Bench bare(AdamSpec{.lr = 0.001, .bias_correction = false}, {0.0f});
  bare.step({0.3f});
  CHECK_THAT(bare.parameters[0], WithinRel(-0.001f * 0.1f / std::sqrt(0.001f), 1e-5f));
}

TEST_CASE("AdamW shrinks a weight whose gradient is zero, Adam's decay turns it into a gradient") {
  Bench decoupled(AdamWSpec{.lr = 0.5, .weight_decay = 0.5}, {4.0f});
  decoupled.step({0.0f});
  CHECK(decoupled.parameters[0] == 3.0f);

  Bench coupled(AdamSpec{.lr = 0.5, .weight_decay = 0.5}, {4.0f});
  coupled.step({0.0f});
  CHECK_THAT(coupled.parameters[0], WithinRel(3.5f, 1e-6f));
}

TEST_CASE("arguments change live, from the next step on") {
  Bench bench(SGDSpec{.lr = 1.0}, {1.0f});
  bench.step({0.5f});
  REQUIRE(bench.optimizer->update(SGDSpec{.lr = 1.0, .weight_decay = 0.5}).ok());
  bench.step({0.0f});
  CHECK(bench.parameters[0] == 0.25f);

  const Status other = bench.optimizer->update(AdamSpec{});
  REQUIRE_FALSE(other.ok());
  CHECK(other.error().code == ErrorCode::NeedsNewRun);
  CHECK(other.error().where == "optimizer.type");
  bench.step({0.25f});
  CHECK(bench.parameters[0] == -0.125f);
}

TEST_CASE("RMSprop keeps its shape while it lives") {
  Bench bench(RMSpropSpec{}, {1.0f});
  const Status centered = bench.optimizer->update(RMSpropSpec{.centered = true});
  REQUIRE_FALSE(centered.ok());
  CHECK(centered.error().where == "optimizer.centered");
  CHECK(bench.optimizer->state().size() == 1);
  REQUIRE(bench.optimizer->update(RMSpropSpec{.momentum = 0.9}).ok());
  CHECK(bench.optimizer->state().size() == 2);
}

TEST_CASE("nesterov without a momentum is refused as PyTorch refuses it") {
  std::vector<float> memory(1);
  for (const SGDSpec& spec :
       {SGDSpec{.nesterov = true}, SGDSpec{.momentum = 0.9, .dampening = 0.1, .nesterov = true}}) {
    const auto made = make_optimizer(spec, 1, memory);
    REQUIRE_FALSE(made.ok());
    CHECK(made.error().code == ErrorCode::InvalidValue);
    CHECK(made.error().where == "optimizer.nesterov");
  }
}

TEST_CASE("the moments of a dead unit become zero, never subnormal") {
  Bench bench(AdamSpec{.lr = 0.001}, {1.0f, 1.0f, 1.0f, 1.0f, 1.0f});
  bench.step(std::vector<float>(5, 1e-3f));
  for (int i = 0; i < 1000; ++i) bench.step(std::vector<float>(5, 0.0f));
  const std::vector<StateBuffer> state = bench.optimizer->state();
  for (const float m : state[0].values) CHECK(m == 0.0f);
  for (const float v : state[1].values) CHECK(std::isnormal(v));
}

TEST_CASE("counters carry an optimizer over to its twin") {
  Bench original(AdamSpec{.lr = 0.01}, {1.0f, -2.0f});
  original.step({0.5f, 0.25f});
  original.step({-0.5f, 0.125f});

  Bench twin(AdamSpec{.lr = 0.01}, original.parameters);
  twin.memory = original.memory;
  auto made = make_optimizer(AdamSpec{.lr = 0.01}, 2, twin.memory);
  REQUIRE(made.ok());
  twin.optimizer = made.take();
  twin.memory = original.memory;  // making it set the memory to 0
  twin.optimizer->set_counters(original.optimizer->counters());
  original.step({0.75f, 0.5f});
  twin.step({0.75f, 0.5f});
  CHECK(twin.parameters == original.parameters);
}
