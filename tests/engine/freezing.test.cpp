// Frozen layers: no gradient, no update, the same names, and running statistics that still move.
#include <algorithm>

#include "run_bench.hpp"

using namespace livefig;
using namespace livefig::test;

namespace {

std::string frozen_at(const std::string& type, const std::string& json) {
  std::string changed = json;
  const std::string from = "{\"type\": \"" + type + "\"";
  const std::size_t at = changed.find(from);
  REQUIRE(at != std::string::npos);
  return changed.insert(at + from.size(), ", \"requires_grad\": false");
}

const NamedArray& named(const std::vector<NamedArray>& list, const std::string& name) {
  const auto found = std::ranges::find(list, name, &NamedArray::name);
  REQUIRE(found != list.end());
  return *found;
}

}  // namespace

TEST_CASE("a frozen layer keeps its parameters, weight decay and penalty notwithstanding") {
  const std::string decays = R"({"type": "AdamW", "lr": 0.01, "weight_decay": 0.1})";
  std::string json = frozen_at("BatchNorm1d", frozen_at("Linear", busy));
  json.replace(json.find(R"({"type": "Adam", "lr": 0.01})"), 28, decays);
  const auto run = run_of(json);
  const std::vector<NamedArray> before = run->state_dict();
  const std::vector<NamedArray> parameters = run->parameters();
  run->train(40);
  const std::vector<NamedArray> after = run->state_dict();
  for (const NamedArray& array : before) {
    INFO(array.name);
    const bool frozen = array.name.starts_with("0.") || array.name == "1.weight" || array.name == "1.bias";
    CHECK((named(after, array.name).data == array.data) == frozen);
  }
  // named_parameters() lists what is frozen too, in its place.
  REQUIRE(parameters.size() == run_of(busy)->parameters().size());
  CHECK(parameters[0].name == "0.weight");
  CHECK(parameters[2].name == "1.weight");
  CHECK(parameters[4].name == "4.block.0.weight");
  // The penalty is of all weights, as Σ over model.modules() is.
  CHECK(run->penalty() > 0);
  const ProbeResult gradients = measured(*run, "gradients");
  CHECK(gradients.size() == parameters.size() - 4);
  CHECK(gradients[0].name == "4.block.0.weight");
}

TEST_CASE("what is not frozen gets the gradients it would get without") {
  // Frozen in the middle, inside the block, and at the end: the gradients pass through.
  const std::string block = R"("block": [{"type": "Linear")";
  std::string inner = busy;
  inner.insert(inner.find(block) + block.size(), R"(, "requires_grad": false)");
  std::string last = busy;
  const std::string end = R"({"type": "Linear", "out_features": 2)";
  last.insert(last.find(end) + end.size(), R"(, "requires_grad": false)");
  const auto free = run_of(busy);
  free->train(1);
  const ProbeResult all = measured(*free, "gradients");
  for (const std::string& json : {frozen_at("Linear", busy), frozen_at("BatchNorm1d", busy), inner, last}) {
    const auto run = run_of(json);
    run->train(1);
    CHECK(run->state().loss == free->state().loss);
    const ProbeResult some = measured(*run, "gradients");
    CHECK(some.size() == all.size() - 2);
    for (const NamedArray& array : some) CHECK(array.data == array_of(all, array.name).data);
  }
}

TEST_CASE("a frozen convolution passes the gradient on and gets none") {
  const std::string json = R"({
    "data": {"shape": [1, 4, 4]}, "batch_size": 4,
    "model": [{"type": "Conv2d", "out_channels": 2, "kernel_size": 3}, {"type": "Tanh"},
              {"type": "Conv2d", "out_channels": 2, "kernel_size": 2, "requires_grad": false}, {"type": "Flatten"},
              {"type": "Linear", "out_features": 1}],
    "loss": {"type": "L1Loss"}, "optimizer": {"type": "SGD", "lr": 0.1}})";
  std::vector<float> inputs(8 * 16), targets(8, 0.5f);
  for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = static_cast<float>(i % 13) / 13.0f;
  const CallerArrays arrays{{inputs, {}, targets}, {}};
  const auto run = run_of(json, &arrays);
  const std::vector<NamedArray> before = run->parameters();
  run->train(10);
  const std::vector<NamedArray> after = run->parameters();
  for (std::size_t i = 0; i < before.size(); ++i) {
    INFO(before[i].name);
    CHECK((after[i].data == before[i].data) == before[i].name.starts_with("2."));
  }
}

TEST_CASE("frozen parameters are loaded, saved and measured like others") {
  const std::string json = frozen_at("Linear", busy);
  const auto whole = run_of(json);
  whole->train(30);
  const auto first = run_of(json);
  first->train(12);
  const auto second = run_of(json);
  REQUIRE(second->restore(first->checkpoint()).ok());
  second->train(18);
  CHECK(second->checkpoint() == whole->checkpoint());

  const auto free = run_of(busy);
  REQUIRE(free->load_state_dict(whole->state_dict()).ok());
  CHECK(free->evaluate("validation").value().loss == whole->evaluate("validation").value().loss);
}

TEST_CASE("freezing needs a new run, and something left to train") {
  const auto run = run_of(busy);
  const Status refused = run->update(program_of(frozen_at("Linear", busy)));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == ErrorCode::NeedsNewRun);
  CHECK(refused.error().where == "model[0].requires_grad");

  const Error nothing = refusal_of(R"({"data": {"name": "moons", "train": 20},
      "model": [{"type": "Linear", "out_features": 2, "requires_grad": false}],
      "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "SGD", "lr": 0.1}})");
  CHECK(nothing.text() == "[model] has nothing to train: requires_grad is false in every layer");
}

TEST_CASE("one-dimensional convolutions and layer norms freeze like the others") {
  const std::string json = R"({
    "data": {"shape": [2, 8]}, "batch_size": 6,
    "model": [{"type": "Conv1d", "out_channels": 4, "kernel_size": 3}, {"type": "LayerNorm"}, {"type": "GELU"},
              {"type": "Flatten"}, {"type": "Linear", "out_features": 3}],
    "loss": {"type": "MSELoss"}, "optimizer": {"type": "SGD", "lr": 0.1}})";
  std::vector<float> inputs(12 * 16), targets(12 * 3, 0.25f);
  for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = static_cast<float>(i * 7 % 23) / 23.0f;
  const CallerArrays arrays{{inputs, {}, targets}, {}};
  const auto free = run_of(json, &arrays);
  free->train(1);
  const ProbeResult all = measured(*free, "gradients");
  for (const std::string type : {"Conv1d", "LayerNorm"}) {
    INFO(type);
    const std::string prefix = type == "Conv1d" ? "0." : "1.";
    const auto run = run_of(frozen_at(type, json), &arrays);
    const std::vector<NamedArray> before = run->parameters();
    run->train(1);
    const ProbeResult gradients = measured(*run, "gradients");
    CHECK(gradients.size() == all.size() - 2);
    for (const NamedArray& array : gradients) CHECK(array.data == named(all, array.name).data);
    for (const NamedArray& array : run->parameters())
      CHECK((array.data == named(before, array.name).data) == array.name.starts_with(prefix));
  }
}
