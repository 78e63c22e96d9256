// The history stays bounded, keeps its order and finds its rows again.
#include "training/history.hpp"

#include <catch2/catch_test_macros.hpp>

#include "training/checkpoint.hpp"

using namespace livefig;

namespace {

void record(History& history, std::uint64_t from, std::uint64_t to) {
  for (std::uint64_t step = from; step <= to; ++step) {
    history.record(
        {.step = step, .epoch = step / 10, .loss = 1.0f / static_cast<float>(step + 1), .penalty = 0.25f, .lr = 0.5f});
  }
}

}  // namespace

TEST_CASE("a history keeps every step until it is full") {
  History history(false);
  record(history, 1, History::capacity);
  REQUIRE(history.size() == History::capacity);
  CHECK(history.stride() == 1);
  CHECK(history.column(0)[0] == 1.0f);
  CHECK(history.column(1)[99] == 10.0f);
  CHECK(history.column(2)[3] == 0.2f);
  CHECK(history.column(3)[4] == 0.25f);
  CHECK(history.column(4)[4] == 0.5f);
  CHECK(history.column(0).back() == static_cast<float>(History::capacity));
}

TEST_CASE("a full history is thinned by two and goes on at half the density") {
  History history(false);
  record(history, 1, 10 * History::capacity);
  CHECK(history.size() <= History::capacity);
  CHECK(history.size() > History::capacity / 2);
  CHECK(history.stride() == 16);
  for (std::size_t i = 0; i < history.size(); ++i) {
    CHECK(history.column(0)[i] == static_cast<float>(16 * (i + 1)));
    CHECK(history.column(2)[i] == 1.0f / static_cast<float>(16 * (i + 1) + 1));
  }
}

TEST_CASE("steps beyond 2^24 stay exact") {
  History history(false);
  const std::uint64_t far = std::uint64_t{1} << 30;
  for (std::uint64_t step = 0; step <= far; step += far / (4 * History::capacity)) {
    history.record({.step = step, .epoch = 0, .loss = 0.0f, .penalty = 0.0f, .lr = 0.0f});
  }
  CHECK(static_cast<double>(history.column(0).back()) == static_cast<double>(far));
}

TEST_CASE("rows after a step are found") {
  History history(true);
  CHECK(history.first_after(-1.0) == 0);
  for (std::uint64_t step = 0; step < 10; ++step) {
    history.record({.step = step, .epoch = 0, .loss = 0.0f, .penalty = 0.0f, .lr = 0.0f, .x = 1.5f, .y = -2.5f});
  }
  CHECK(history.first_after(-1.0) == 0);
  CHECK(history.first_after(0.0) == 1);
  CHECK(history.first_after(4.5) == 5);
  CHECK(history.first_after(9.0) == history.size());
  CHECK(history.column(5)[3] == 1.5f);
  CHECK(history.column(6)[3] == -2.5f);
}

TEST_CASE("a saved history goes on as the original") {
  History original(false);
  record(original, 1, 5000);
  CheckpointWriter out;
  original.save(out);
  const std::vector<std::uint8_t> bytes = out.finish();

  History copy(false);
  Result<CheckpointReader> in = CheckpointReader::open(bytes);
  REQUIRE(in.ok());
  REQUIRE(copy.restore(in.value()));
  CHECK(in.value().at_end());
  record(original, 5001, 9000);
  record(copy, 5001, 9000);
  REQUIRE(copy.size() == original.size());
  for (std::size_t i = 0; i < copy.size(); ++i) CHECK(copy.column(2)[i] == original.column(2)[i]);
}

TEST_CASE("a history that no run can have written is refused") {
  const auto refused = [](std::uint64_t size, std::uint64_t stride, const std::vector<float>& steps) {
    CheckpointWriter out;
    out.u64(size);
    out.u64(stride);
    for (int column = 0; column < 5; ++column) out.floats(steps);
    const std::vector<std::uint8_t> bytes = out.finish();
    Result<CheckpointReader> in = CheckpointReader::open(bytes);
    History history(false);
    return !history.restore(in.value());
  };
  const std::vector<float> steps{1.0f, 2.0f};
  CHECK_FALSE(refused(2, 1, steps));
  CHECK(refused(History::capacity + 1, 1, steps));
  CHECK(refused(2, 0, steps));
  CHECK(refused(2, 3, steps));
  CHECK(refused(3, 1, steps));
  CHECK(refused(2, 1, {2.0f, 1.0f}));
  CHECK(refused(2, 1, {-1.0f, 1.0f}));
  CHECK(refused(2, 1, {1.0f, std::numeric_limits<float>::quiet_NaN()}));
}
