// Looking at a run does not change it: same bits with and without.
#include "run_bench.hpp"

using namespace livefig;
using namespace livefig::test;

namespace {

/// Options that each probe needs, where its defaults do not do.
std::string options_for(std::string_view name) { return name == "filters" ? R"({"layer": 0})" : "{}"; }

}  // namespace

TEST_CASE("evaluate, predict, history and every probe leave the training to come as it was") {
  const auto watched = run_of(busy);
  const auto alone = run_of(busy);
  const std::vector<float> inputs{0.5f, 0.25f, -1.0f, 0.75f};
  std::size_t measurements = 0;
  for (int round = 0; round < 12; ++round) {
    watched->train(3);
    alone->train(3);
    CHECK(watched->evaluate("train").ok());
    CHECK(watched->evaluate("validation").ok());
    CHECK(watched->predict(inputs, 2).ok());
    CHECK(watched->history().size() == watched->state().step);
    for (const std::string_view name : probe_names()) {
      if (name == "surface") continue;
      INFO(name);
      CHECK_FALSE(measured(*watched, name, options_for(name)).empty());
      ++measurements;
    }
    CHECK(watched->checkpoint() == alone->checkpoint());
  }
  CHECK(measurements == 12 * (probe_names().size() - 1));
}

TEST_CASE("measuring a surface leaves the descent as it was") {
  const auto watched = run_of(surface);
  const auto alone = run_of(surface);
  for (int round = 0; round < 5; ++round) {
    watched->train(4);
    alone->train(4);
    CHECK(watched->evaluate("train").ok());
    CHECK(measured(*watched, "surface", R"({"size": 5})")[0].data.size() == 25);
    CHECK(measured(*watched, "moments").size() == 5);
    CHECK(watched->checkpoint() == alone->checkpoint());
  }
}

TEST_CASE("what a probe sees of the last step, another probe's pass does not disturb") {
  const auto run = run_of(busy);
  run->train(4);
  const std::vector<float> mask = measured(*run, "dropout_mask")[0].data;
  const std::vector<float> norms = measured(*run, "gradient_norm")[0].data;
  measured(*run, "activations");
  measured(*run, "train_eval");
  CHECK(run->evaluate("train").ok());
  CHECK(measured(*run, "dropout_mask")[0].data == mask);
  CHECK(measured(*run, "gradient_norm")[0].data == norms);
  CHECK(measured(*run, "activations")[0].data == measured(*run, "activations")[0].data);
}
