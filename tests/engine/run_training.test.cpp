// Runs learn, repeat themselves exactly, and say when a number stopped being one.
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "run_bench.hpp"
#include "training/network_objective.hpp"
#include "training/surfaces.hpp"

using namespace livefig;
using namespace livefig::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("a run learns") {
  const auto run = run_of(plain);
  const float before = run->evaluate("train").value().loss;
  const TrainState& state = run->train(300);
  CHECK(state.step == 300);
  CHECK(state.epoch == 60);  // five batches of 16 an epoch
  CHECK_FALSE(state.diverged.has_value());
  const Evaluation train = run->evaluate("train").value();
  const Evaluation validation = run->evaluate("validation").value();
  CHECK(before > 0.5f);
  CHECK(train.loss < 0.1f);
  CHECK(train.accuracy.value() > 0.95);
  CHECK(validation.accuracy.value() > 0.9);
}

TEST_CASE("one call of n steps is n calls of one step") {
  for (const std::string& json : {busy, plain, surface}) {
    const auto whole = run_of(json);
    const auto pieces = run_of(json);
    whole->train(60);
    for (int i = 0; i < 60; ++i) pieces->train(1);
    CHECK(whole->checkpoint() == pieces->checkpoint());
  }
}

TEST_CASE("another seed is another run") {
  std::string other = busy;
  other.replace(other.find("\"seed\": 5"), 9, "\"seed\": 6");
  const auto a = run_of(busy);
  const auto b = run_of(other);
  CHECK(a->parameters()[0].data != b->parameters()[0].data);
  CHECK(a->train(1).loss != b->train(1).loss);
}

TEST_CASE("runs that differ only in p see the same weights and batches") {
  std::string without = busy;
  without.replace(without.find("\"p\": 0.4"), 8, "\"p\": 0  ");
  const auto a = run_of(busy);
  const auto b = run_of(without);
  CHECK(a->parameters()[0].data == b->parameters()[0].data);
  a->train(9);
  b->train(9);
  // Seen through batch norm's count and the first layer's input: the loaders walked alike.
  CHECK(a->state().epoch == b->state().epoch);
  const auto rows = [](Run& run) { return copy_of(run.objective().network()->trained().layer_input(0)); };
  CHECK(rows(*a) == rows(*b));
}

TEST_CASE("train's loss is the batch's before its update, penalty included") {
  const std::string json = R"({
    "data": {"name": "moons", "train": 10, "validation": 1}, "shuffle": false, "batch_size": 10,
    "model": [{"type": "Linear", "out_features": 2}],
    "loss": {"type": "CrossEntropyLoss", "l2": 0.5}, "optimizer": {"type": "SGD", "lr": 0.1}})";
  const auto run = run_of(json);
  const float loss = run->evaluate("train").value().loss;
  const float penalty = run->penalty();
  double squares = 0.0;
  const std::vector<float> weight = run->parameters()[0].data;
  for (const float w : weight) squares += static_cast<double>(w) * static_cast<double>(w);
  CHECK_THAT(penalty, WithinRel(static_cast<float>(0.5 * squares), 1e-5f));
  CHECK_THAT(run->train(1).loss, WithinRel(loss + penalty, 1e-5f));
  CHECK(run->history().column(3)[0] == penalty);
}

TEST_CASE("a surface run descends with the optimizers that train networks") {
  const auto run = run_of(surface);
  const float start = run->evaluate("train").value().loss;
  CHECK_THAT(start, WithinRel(24.2f, 1e-5f));
  CHECK_FALSE(run->evaluate("train").value().accuracy.has_value());
  run->train(5000);
  CHECK(run->evaluate("validation").value().loss < 1e-3f);
  CHECK_THAT(run->parameters()[0].data[0], WithinAbs(1.0f, 0.05f));

  const History& history = run->history();
  REQUIRE(history.path());
  CHECK(history.column(0)[0] == 0.0f);
  CHECK(history.column(5)[0] == -1.2f);
  CHECK(history.column(6)[0] == 1.0f);
}

TEST_CASE("divergence names the step and the first layer, and the run keeps answering") {
  const std::string json = R"({
    "data": {"shape": [2]}, "batch_size": 2,
    "model": [{"type": "Linear", "out_features": 8}, {"type": "ReLU"}, {"type": "Linear", "out_features": 2}],
    "loss": {"type": "MSELoss"}, "optimizer": {"type": "SGD", "lr": 1e18}})";
  const std::vector<float> inputs{0.5f, -1.0f, 0.25f, 2.0f};
  const std::vector<float> targets{1.0f, 2.0f, -1.0f, 0.5f};
  const CallerArrays arrays{{inputs, {}, targets}, {}};
  const auto run = run_of(json, &arrays);
  const TrainState& state = run->train(50);
  REQUIRE(state.diverged.has_value());
  CHECK(state.diverged->step == state.step + 1);
  CHECK(state.step < 10);
  CHECK((state.diverged->layer == "0.Linear" || state.diverged->layer == "2.Linear"));
  const std::uint64_t step = state.step;
  CHECK(run->train(5).step == step);
  CHECK(run->predict(inputs, 2).ok());
  CHECK(run->evaluate("train").ok());
  const std::vector<float> weight = run->parameters()[0].data;
  for (const float p : weight) CHECK(std::isfinite(p));
  CHECK_FALSE(run->checkpoint().empty());
}

TEST_CASE("a surface left by too large a step diverges by its name") {
  const auto run = run_of(R"({"surface": {"name": "himmelblau", "start": [4, 4]},
                              "optimizer": {"type": "SGD", "lr": 10}})");
  const TrainState& state = run->train(100);
  REQUIRE(state.diverged.has_value());
  CHECK(state.diverged->layer == "himmelblau");
  CHECK(run->evaluate("train").ok());
}

TEST_CASE("live fields act from the next step on, others name themselves") {
  const auto run = run_of(busy);
  const auto twin = run_of(busy);
  run->train(5);
  twin->train(5);

  Program next = run->program();
  std::get<AdamSpec>(next.optimizer).lr = 0.0;
  std::get<DropoutSpec>(next.model[3].value).p = 0.1;
  REQUIRE(run->update(next).ok());
  const std::vector<float> before = run->parameters()[0].data;
  run->train(3);
  CHECK(run->parameters()[0].data == before);
  twin->train(3);
  CHECK(twin->parameters()[0].data != before);

  next.batch_size = 8;
  const Status refused = run->update(next);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == ErrorCode::NeedsNewRun);
  CHECK(refused.error().where == "batch_size");
  CHECK(run->program().batch_size == 16);
}

TEST_CASE("a refused optimizer leaves the whole program as it was") {
  const auto run = run_of(plain);
  Program next = run->program();
  std::get<SGDSpec>(next.optimizer).momentum = 0.0;
  std::get<SGDSpec>(next.optimizer).nesterov = true;
  const Status refused = run->update(next);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().where == "optimizer.nesterov");
  CHECK_FALSE(std::get<SGDSpec>(run->program().optimizer).nesterov);
}

TEST_CASE("the surfaces a program may name are those there are") {
  const auto names = surface_names();
  REQUIRE(SurfaceSpec::names.size() == names.size());
  for (std::size_t i = 0; i < names.size(); ++i) CHECK(SurfaceSpec::names[i] == names[i]);
}
