// Going on from a checkpoint is going on: bit for bit, or not at all.
#include "training/checkpoint.hpp"

#include <array>
#include <cstring>

#include "run_bench.hpp"

using namespace livefig;
using namespace livefig::test;

namespace {

Error refusal(Run& run, std::span<const std::uint8_t> bytes) {
  const std::vector<std::uint8_t> before = run.checkpoint();
  const Status status = run.restore(bytes);
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().code == ErrorCode::BadCheckpoint);
  CHECK(run.checkpoint() == before);
  return status.error();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// Makes the checksum right again, as somebody with the source could.
void sign(std::vector<std::uint8_t>& bytes) {
  const std::uint64_t hash = fnv1a(std::span(bytes).subspan(16, bytes.size() - 24));
  std::memcpy(bytes.data() + bytes.size() - 8, &hash, 8);
}

}  // namespace

TEST_CASE("400 steps, a checkpoint, 600 steps in another run: as 1000 steps") {
  for (const std::string& json : {busy, plain, surface}) {
    const auto whole = run_of(json);
    whole->train(1000);

    const auto first = run_of(json);
    first->train(400);
    const std::vector<std::uint8_t> saved = first->checkpoint();
    const auto second = run_of(json);
    second->train(17);
    const Status restored = second->restore(saved);
    if (!restored.ok()) FAIL(restored.error().text());
    CHECK(second->checkpoint() == saved);
    CHECK(second->state().step == 400);
    second->train(600);
    CHECK(second->checkpoint() == whole->checkpoint());
    CHECK(copy_of(second->history().column(2)) == copy_of(whole->history().column(2)));
  }
}

TEST_CASE("a checkpoint shows the same gradients and last step to probes") {
  const auto run = run_of(busy);
  run->train(20);
  const auto twin = run_of(busy);
  REQUIRE(twin->restore(run->checkpoint()).ok());
  for (const std::string name : {"gradient_norm", "moments", "weights", "activations", "dropout_mask"}) {
    const ProbeResult a = measured(*run, name), b = measured(*twin, name);
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i].data == b[i].data);
  }
}

TEST_CASE("live values come with the checkpoint") {
  const auto run = run_of(busy);
  Program slower = run->program();
  std::get<AdamSpec>(slower.optimizer).lr = 0.001;
  REQUIRE(run->update(slower).ok());
  run->train(30);
  const auto twin = run_of(busy);
  REQUIRE(twin->restore(run->checkpoint()).ok());
  CHECK(std::get<AdamSpec>(twin->program().optimizer).lr == 0.001);
  run->train(10);
  twin->train(10);
  CHECK(run->checkpoint() == twin->checkpoint());
}

TEST_CASE("a diverged run is diverged after its checkpoint") {
  const std::string json =
      R"({"surface": {"name": "himmelblau", "start": [4, 4]}, "optimizer": {"type": "SGD", "lr": 10}})";
  const auto run = run_of(json);
  run->train(100);
  const auto twin = run_of(json);
  REQUIRE(twin->restore(run->checkpoint()).ok());
  REQUIRE(twin->state().diverged.has_value());
  CHECK(twin->state().diverged->layer == "himmelblau");
  CHECK(twin->train(1).step == run->state().step);
}

TEST_CASE("a checkpoint cut off at any length is refused") {
  const auto run = run_of(plain);
  run->train(10);
  const std::vector<std::uint8_t> saved = run->checkpoint();
  run->train(5);
  for (std::size_t length = 0; length < saved.size(); ++length) refusal(*run, std::span(saved).first(length));
  std::vector<std::uint8_t> longer = saved;
  longer.push_back(0);
  refusal(*run, longer);
  CHECK(run->restore(saved).ok());
}

TEST_CASE("a checkpoint altered in any byte is refused") {
  const auto run = run_of(plain);
  run->train(10);
  const std::vector<std::uint8_t> saved = run->checkpoint();
  std::vector<std::uint8_t> altered = saved;
  for (std::size_t at = 0; at < saved.size(); ++at) {
    altered[at] ^= static_cast<std::uint8_t>(1u << at % 8);
    refusal(*run, altered);
    altered[at] = saved[at];
  }
}

TEST_CASE("a checkpoint altered with care is refused or loaded, never half") {
  const auto run = run_of(busy);
  run->train(10);
  const std::vector<std::uint8_t> saved = run->checkpoint();
  std::size_t refused = 0;
  for (std::size_t at = 16; at < saved.size() - 8; at += 1 + saved.size() / 900) {
    for (const std::uint8_t value : std::array<std::uint8_t, 3>{0x00, 0x7f, 0xff}) {
      std::vector<std::uint8_t> altered = saved;
      altered[at] = value;
      sign(altered);
      const std::vector<std::uint8_t> before = run->checkpoint();
      if (run->restore(altered).ok()) {
        run->train(2);
        CHECK(run->evaluate("validation").ok());
      } else {
        ++refused;
        CHECK(run->checkpoint() == before);
      }
    }
  }
  CHECK(refused > 100);
  REQUIRE(run->restore(saved).ok());
  CHECK(run->checkpoint() == saved);
}

TEST_CASE("foreign checkpoints are refused with what differs") {
  const auto run = run_of(plain);
  const auto other_seed = run_of(replaced(plain, "\"seed\": 3", "\"seed\": 4"));
  const auto other_width = run_of(replaced(plain, "\"out_features\": 16", "\"out_features\": 17"));
  const auto other_data = run_of(replaced(plain, "\"noise\": 0.1", "\"noise\": 0.2"));
  CHECK(refusal(*run, other_seed->checkpoint()).message.find("seed") != std::string::npos);
  CHECK(refusal(*run, other_width->checkpoint()).message.find("model[0].out_features") != std::string::npos);
  CHECK(refusal(*run, other_data->checkpoint()).message.find("data") != std::string::npos);
  refusal(*run, run_of(surface)->checkpoint());
  refusal(*run, {});

  const std::vector<std::uint8_t> text{'{', '"', 'a', '"', ':', '1', '}', ' ', ' ', ' ', ' ', ' ',
                                       ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};
  CHECK(refusal(*run, text).message.find("begin") != std::string::npos);
  std::vector<std::uint8_t> newer = run->checkpoint();
  newer[4] = 99;
  CHECK(refusal(*run, newer).message.find("version 99") != std::string::npos);
}

TEST_CASE("the same program on other arrays does not take the checkpoint") {
  const std::string json =
      replaced(plain, R"({"name": "moons", "train": 80, "validation": 40, "noise": 0.1})", R"({"shape": [2]})");
  const std::vector<float> inputs{0.5f, -1.0f, 0.25f, 2.0f};
  const std::vector<float> others{0.5f, -1.0f, 0.25f, 2.5f};
  const std::vector<std::int32_t> classes{0, 1};
  const CallerArrays arrays{{inputs, classes, {}}, {}};
  const CallerArrays changed{{others, classes, {}}, {}};
  const auto run = run_of(json, &arrays);
  const auto same = run_of(json, &arrays);
  const auto different = run_of(json, &changed);
  CHECK(same->restore(run->checkpoint()).ok());
  CHECK(refusal(*different, run->checkpoint()).message.find("other data") != std::string::npos);
}
