// Schedules and clipping against what PyTorch recorded and against numbers worked by hand.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <utility>

#include "optimizers/clip_grad_norm.hpp"
#include "run_bench.hpp"
#include "training_recorded.hpp"

using namespace livefig;
using namespace livefig::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

SchedulerSpec schedule_of(std::string_view name) {
  if (name == "step") return StepLRSpec{.step_size = 3};
  if (name == "step_gamma") return StepLRSpec{.step_size = 1, .gamma = 0.93};
  if (name == "linear") return LinearLRSpec{};
  if (name == "linear_down") return LinearLRSpec{.start_factor = 1, .end_factor = 0.1, .total_iters = 30};
  if (name == "cosine") return CosineAnnealingLRSpec{.T_max = 20};
  if (name == "cosine_min") return CosineAnnealingLRSpec{.T_max = 7, .eta_min = 0.01};
  if (name == "cosine_alternating") return CosineAnnealingLRSpec{.T_max = 1, .eta_min = 0.02};
  if (name == "one_cycle") return OneCycleLRSpec{.max_lr = 0.5, .total_steps = 50};
  if (name == "one_cycle_linear")
    return OneCycleLRSpec{.max_lr = 0.5, .total_steps = 37, .pct_start = 0.4, .anneal_strategy = "linear"};
  if (name == "one_cycle_three")
    return OneCycleLRSpec{.max_lr = 0.4,
                          .total_steps = 40,
                          .max_momentum = 0.9,
                          .div_factor = 10,
                          .final_div_factor = 100,
                          .three_phase = true};
  REQUIRE(name == "one_cycle_still");
  return OneCycleLRSpec{.max_lr = 0.5, .total_steps = 10, .cycle_momentum = false};
}

double base_of(std::string_view name) { return name == "step_gamma" ? 0.3 : name == "linear_down" ? 0.2 : 0.1; }

/// `plain` with more fields.
std::string with(const std::string& fields, const std::string& program = plain) {
  return program.substr(0, program.rfind('}')) + ", " + fields + "}";
}

}  // namespace

TEST_CASE("schedules give PyTorch's rates and momenta") {
  for (const recorded::Schedule& expected : recorded::schedules) {
    INFO(expected.name);
    const SGDSpec optimizer{.lr = base_of(expected.name), .momentum = 0.5};
    for (std::size_t t = 0; t < expected.rates.size(); ++t) {
      INFO(t);
      const Rate rate = rate_at(schedule_of(expected.name), optimizer, t);
      CHECK_THAT(rate.lr, WithinAbs(expected.rates[t], 1e-13));
      CHECK_THAT(rate.momentum.value_or(0.5), WithinAbs(expected.momenta[t], 1e-13));
    }
  }
}

TEST_CASE("schedules by hand, and far beyond their ends") {
  const AdamSpec adam{.lr = 0.25};
  CHECK(rate_at({}, adam, 7).lr == 0.25);
  CHECK(rate_at(StepLRSpec{.step_size = 4, .gamma = 0.5}, adam, 3).lr == 0.25);
  CHECK(rate_at(StepLRSpec{.step_size = 4, .gamma = 0.5}, adam, 13).lr == 0.03125);
  CHECK(rate_at(LinearLRSpec{.start_factor = 0.5, .total_iters = 4}, adam, 2).lr == 0.1875);
  CHECK(rate_at(LinearLRSpec{.start_factor = 0.5, .total_iters = 4}, adam, 1'000'000'000).lr == 0.25);
  // A period is 2·T_max, and cos stays exact however long the run.
  const CosineAnnealingLRSpec cosine{.T_max = 10};
  CHECK(rate_at(cosine, adam, 20'000'000'003).lr == rate_at(cosine, adam, 3).lr);
  // From total_steps on, where torch raises, the last rate and momentum are held.
  const OneCycleLRSpec cycle{.max_lr = 1, .total_steps = 10, .anneal_strategy = "linear"};
  const Rate last = rate_at(cycle, adam, 9);
  CHECK_THAT(last.lr, WithinRel(1.0 / 25 / 1e4, 1e-9));
  for (const std::uint64_t t : {10u, 11u, 1000u}) {
    CHECK(rate_at(cycle, adam, t).lr == last.lr);
    CHECK(rate_at(cycle, adam, t).momentum == last.momentum);
  }
  // Phases without length, for which torch divides by zero.
  CHECK(rate_at(OneCycleLRSpec{.max_lr = 1, .total_steps = 10, .pct_start = 0.1}, adam, 0).lr == 1);
  CHECK(rate_at(OneCycleLRSpec{.max_lr = 1, .total_steps = 1}, adam, 0).lr < 1e-5);
}

TEST_CASE("Adam's bias correction is of the present beta1, as PyTorch's under OneCycleLR") {
  std::vector<float> parameters{1.0f, -0.5f}, memory(4);
  const OptimizerSpec spec = AdamSpec{.lr = 0.1};
  auto adam = make_optimizer(spec, 2, memory).take();
  const SchedulerSpec cycle = OneCycleLRSpec{.max_lr = 0.1, .total_steps = 20};
  for (int step = 0; step < 20; ++step) {
    adam->set_rate(rate_at(cycle, spec, static_cast<std::uint64_t>(step)));
    const std::vector<float> gradients{static_cast<float>((step * 37) % 41 - 20) / 64,
                                       static_cast<float>((step * 23 + 5) % 41 - 20) / 64};
    adam->step(parameters, gradients);
  }
  for (std::size_t i = 0; i < 2; ++i) CHECK_THAT(parameters[i], WithinAbs(recorded::adam_one_cycle[i], 1e-6f));
}

TEST_CASE("a run follows its schedule, shows the rate and keeps its place in a checkpoint") {
  const std::string cycle = R"("scheduler": {"type": "OneCycleLR", "max_lr": 0.02, "total_steps": 60})";
  const std::string adam = with(cycle, busy);
  const std::string cosine = with(R"("scheduler": {"type": "CosineAnnealingLR", "T_max": 9})");
  const std::string on_surface = with(cycle, surface);
  for (const std::string& json : {adam, cosine, on_surface}) {
    const auto whole = run_of(json);
    whole->train(50);
    const In rates = whole->history().column(4);
    const std::size_t start = whole->history().path() ? 1 : 0;
    for (std::size_t i = start; i < rates.size(); ++i)
      CHECK(rates[i] ==
            static_cast<float>(rate_at(whole->program().scheduler, whole->program().optimizer, i - start).lr));

    const auto first = run_of(json);
    first->train(23);
    const auto second = run_of(json);
    second->train(4);
    REQUIRE(second->restore(first->checkpoint()).ok());
    second->train(27);
    CHECK(second->checkpoint() == whole->checkpoint());

    // The same program without its schedule trains otherwise, and each refuses the other's checkpoint.
    Program bare = program_of(json);
    bare.scheduler = {};
    const auto other = Run::create(bare, DataStore{}).take();
    other->train(23);
    CHECK(copy_of(other->objective().parameters()) != copy_of(first->objective().parameters()));
    const Status foreign = other->restore(first->checkpoint());
    REQUIRE_FALSE(foreign.ok());
    CHECK(foreign.error().message == "belongs to another program: scheduler differs");
  }
}

TEST_CASE("the base rate and max_lr change live, the rest of a schedule needs a new run") {
  const std::string json = with(R"("scheduler": {"type": "StepLR", "step_size": 5, "gamma": 0.5})");
  const auto run = run_of(json);
  run->train(7);
  Program next = run->program();
  std::get<SGDSpec>(next.optimizer).lr = 0.25;
  REQUIRE(run->update(next).ok());
  run->train(4);
  const In rates = run->history().column(4);
  CHECK(rates[6] == 0.25f);   // 0.5 halved once
  CHECK(rates[7] == 0.125f);  // 0.25 halved once
  CHECK(rates[10] == 0.0625f);
  std::get<StepLRSpec>(next.scheduler).gamma = 0.25;
  const Status refused = run->update(next);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == ErrorCode::NeedsNewRun);
  CHECK(refused.error().where == "scheduler.gamma");

  const auto cycle = run_of(with(R"("scheduler": {"type": "OneCycleLR", "max_lr": 0.5, "total_steps": 20})"));
  cycle->train(5);
  next = cycle->program();
  std::get<OneCycleLRSpec>(next.scheduler).max_lr = 1;
  REQUIRE(cycle->update(next).ok());
  cycle->train(1);
  CHECK(cycle->history().column(4)[5] == static_cast<float>(rate_at(next.scheduler, next.optimizer, 5).lr));
}

TEST_CASE("a schedule that cannot be is refused at its field") {
  const auto where = [](const std::string& scheduler) { return refusal_of(with("\"scheduler\": " + scheduler)).where; };
  CHECK(where(R"({"type": "StepLR"})") == "scheduler.step_size");
  CHECK(where(R"({"type": "StepLR", "step_size": 0})") == "scheduler.step_size");
  CHECK(where(R"({"type": "LinearLR", "start_factor": 0})") == "scheduler.start_factor");
  CHECK(where(R"({"type": "CosineAnnealingLR", "T_max": 0.5})") == "scheduler.T_max");
  CHECK(where(R"({"type": "OneCycleLR", "total_steps": 5})") == "scheduler.max_lr");
  CHECK(where(R"({"type": "OneCycleLR", "max_lr": 1, "total_steps": 5, "anneal_strategy": "cosine"})") ==
        "scheduler.anneal_strategy");
  CHECK(where(R"({"type": "OneCycleLR", "max_lr": 1, "total_steps": 5, "max_momentum": 1})") ==
        "scheduler.max_momentum");
  CHECK(where(R"({"type": "StepLr", "step_size": 1})") == "scheduler.type");
}

TEST_CASE("gradients are clipped to a norm as PyTorch clips them") {
  std::vector<float> gradients{3.0f, -4.0f, 0.5f, 12.0f, 0.25f};
  clip_grad_norm(gradients, {.max_norm = 2});
  for (std::size_t i = 0; i < gradients.size(); ++i) CHECK_THAT(gradients[i], WithinRel(recorded::clipped[i], 1e-6f));
  // Short enough: not a bit changes.
  const std::vector<float> before = gradients;
  clip_grad_norm(gradients, {.max_norm = 2.1});
  CHECK(gradients == before);
}

TEST_CASE("a run clips the whole gradient, the penalty's included, and max_norm changes live") {
  const std::string json = with(R"("clip_grad_norm": {"max_norm": 0.01})", busy);
  const auto run = run_of(json);
  const auto free = run_of(busy);
  run->train(1);
  free->train(1);
  const In clipped = std::as_const(run->objective()).gradients();
  const In whole = std::as_const(free->objective()).gradients();
  double square = 0, whole_square = 0;
  for (std::size_t i = 0; i < clipped.size(); ++i) {
    square += static_cast<double>(clipped[i] * clipped[i]);
    whole_square += static_cast<double>(whole[i] * whole[i]);
  }
  REQUIRE(whole_square > 0.01);
  CHECK_THAT(std::sqrt(square), WithinRel(0.01, 1e-3));
  for (std::size_t i = 0; i < clipped.size(); ++i)
    CHECK_THAT(clipped[i], WithinAbs(whole[i] * static_cast<float>(0.01 / std::sqrt(whole_square)), 1e-6f));

  Program next = run->program();
  next.clip_grad_norm->max_norm = 1e6;
  REQUIRE(run->update(next).ok());
  next.clip_grad_norm.reset();
  CHECK(run->update(next).error().where == "clip_grad_norm");
  CHECK(refusal_of(with(R"("clip_grad_norm": {"max_norm": -1})")).where == "clip_grad_norm.max_norm");
  CHECK(refusal_of(with(R"("clip_grad_norm": {})")).where == "clip_grad_norm.max_norm");
  CHECK(refusal_of(with(R"("clip_grad_norm": {"max_norm": 1, "norm_type": 1})")).where == "clip_grad_norm.norm_type");
}
