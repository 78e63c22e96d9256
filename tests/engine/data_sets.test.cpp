// The named data sets: sizes, splits, and the same rows for the same seed.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "data/loader.hpp"
#include "data/named_data.hpp"
#include "data_digit_pattern.hpp"

using namespace livefig;

namespace {

DataStore store_with_digits() {
  DataStore store;
  REQUIRE(store.provide("digits", digit_pattern()).ok());
  return store;
}

template <class Spec>
Dataset made(const Spec& spec, std::uint64_t seed = 7) {
  static const DataStore store = store_with_digits();
  Result<Dataset> dataset = make_dataset(NamedDataSpec{spec}, store, seed);
  REQUIRE(dataset.ok());
  return dataset.take();
}

void check_size(const NamedDataSpec& spec) {
  const DataStore store = store_with_digits();
  const Result<Dataset> dataset = make_dataset(spec, store, 3);
  REQUIRE(dataset.ok());
  const DatasetSize size = dataset_size(spec);
  CHECK(dataset.value().row_shape == size.row_shape);
  CHECK(dataset.value().train.rows == size.train);
  CHECK(dataset.value().validation.rows == size.validation);
  CHECK(dataset.value().classes == size.classes);
  CHECK(dataset.value().target_width == size.target_width);
  for (const Split* split : {&dataset.value().train, &dataset.value().validation}) {
    CHECK(split->inputs.size() == split->rows * dataset.value().row_floats());
    CHECK(std::ranges::all_of(split->inputs, [](float value) { return std::isfinite(value); }));
    CHECK(split->classes.size() == (size.classes > 0 ? split->rows : 0));
    CHECK(split->values.size() == split->rows * size.target_width);
    CHECK(std::ranges::all_of(split->classes,
                              [&](std::int32_t c) { return c >= 0 && static_cast<std::size_t>(c) < size.classes; }));
  }
}

}  // namespace

TEST_CASE("every named set has the size it announces", "[data]") {
  check_size(DigitsSpec{});
  check_size(DigitsSpec{.train = 300, .seed = {}, .image = true});
  check_size(WanderingDigitsSpec{});
  check_size(TwoSpiralsSpec{});
  check_size(MoonsSpec{});
  check_size(CirclesSpec{});
  check_size(XorSpec{});
  check_size(BlobsSpec{});
  check_size(NoisySineSpec{});
}

TEST_CASE("a data seed decides the rows, and the program's seed where there is none", "[data]") {
  const Dataset first = made(MoonsSpec{}, 1);
  const Dataset again = made(MoonsSpec{}, 1);
  const Dataset other = made(MoonsSpec{}, 2);
  MoonsSpec pinned;
  pinned.rows.seed = 1;
  const Dataset fixed = made(pinned, 2);
  CHECK(first.train.inputs == again.train.inputs);
  CHECK(first.train.inputs != other.train.inputs);
  CHECK(first.train.inputs == fixed.train.inputs);
}

TEST_CASE("noiseless moons lie on their half circles", "[data]") {
  const Dataset moons = made(MoonsSpec{.noise = 0});
  for (std::size_t i = 0; i < moons.train.rows; ++i) {
    const bool second = moons.train.classes[i] == 1;
    const float x = moons.train.inputs[2 * i] - (second ? 1.0F : 0.0F);
    const float y = moons.train.inputs[2 * i + 1] - (second ? 0.5F : 0.0F);
    CHECK(std::abs(x * x + y * y - 1) < 1e-5F);
    CHECK((second ? y <= 1e-6F : y >= -1e-6F));
  }
}

TEST_CASE("a wandering digit is the whole digit at one of 25 places", "[data]") {
  const Dataset still = made(DigitsSpec{});
  const Dataset wandering = made(WanderingDigitsSpec{});
  const float ink = std::accumulate(still.train.inputs.begin(), still.train.inputs.end(), 0.0F) +
                    std::accumulate(still.validation.inputs.begin(), still.validation.inputs.end(), 0.0F);
  const float moved = std::accumulate(wandering.train.inputs.begin(), wandering.train.inputs.end(), 0.0F) +
                      std::accumulate(wandering.validation.inputs.begin(), wandering.validation.inputs.end(), 0.0F);
  CHECK(std::abs(ink - moved) < 1e-3F * ink);
}

TEST_CASE("a file that is cut off, foreign or mislabelled is refused and the old one kept", "[data]") {
  DataStore store = store_with_digits();
  std::vector<std::uint8_t> cut = digit_pattern();
  cut.pop_back();
  std::vector<std::uint8_t> foreign = digit_pattern();
  foreign[0] = 'X';
  std::vector<std::uint8_t> mislabelled = digit_pattern();
  mislabelled.back() = 10;
  for (const auto& bytes : {cut, foreign, mislabelled, std::vector<std::uint8_t>{}}) {
    const Status refused = store.provide("digits", bytes);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::BadData);
    CHECK(refused.error().where == "provide");
  }
  CHECK(store.find("digits") != nullptr);
  const Result<Dataset> missing = make_dataset(NamedDataSpec{DigitsSpec{}}, DataStore{}, 1);
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().where == "data.name");
}

TEST_CASE("the caller's arrays are checked before they are copied", "[data]") {
  const std::vector<std::size_t> shape{2};
  const std::vector<float> inputs{1, 2, 3, 4, 5, 6};
  const std::vector<std::int32_t> classes{0, 2, 1};
  const Result<Dataset> good = dataset_from_arrays(shape, {inputs, classes, {}}, {});
  REQUIRE(good.ok());
  CHECK(good.value().classes == 3);
  CHECK(good.value().train.rows == 3);

  const std::vector<float> odd{1, 2, 3};
  const std::vector<float> broken{1, 2, 3, NAN, 5, 6};
  const std::vector<std::int32_t> negative{0, -1, 1};
  const std::vector<std::int32_t> short_classes{0, 1};
  const auto where = [&](const ArraySide& side) {
    const Result<Dataset> refused = dataset_from_arrays(shape, side, {});
    REQUIRE_FALSE(refused.ok());
    return refused.error().where;
  };
  CHECK(where({{}, classes, {}}) == "data.inputs");
  CHECK(where({odd, classes, {}}) == "data.inputs");
  CHECK(where({broken, classes, {}}) == "data.inputs");
  CHECK(where({inputs, negative, {}}) == "data.targets");
  CHECK(where({inputs, short_classes, {}}) == "data.targets");
  CHECK(where({inputs, {}, {}}) == "data.targets");
}

TEST_CASE("a loader visits every row once an epoch and continues from its state", "[data]") {
  const Dataset moons = made(MoonsSpec{});
  Loader loader(moons.train, {.batch_size = 64, .shuffle = true, .drop_last = false, .seed = 5});
  CHECK(loader.steps_per_epoch() == 4);
  std::vector<int> visits(moons.train.rows, 0);
  for (int step = 0; step < 4; ++step) {
    const Batch batch = loader.next();
    CHECK(batch.rows == (step < 3 ? 64U : 8U));
    for (const std::int32_t row : loader.last_rows()) ++visits[static_cast<std::size_t>(row)];
  }
  CHECK(std::ranges::all_of(visits, [](int count) { return count == 1; }));
  CHECK(loader.epoch() == 1);

  loader.next();
  const LoaderState kept = loader.state();
  const auto copy = [](const Batch& batch) { return std::vector<float>(batch.inputs.begin(), batch.inputs.end()); };
  const std::vector<float> expected = copy(loader.next());
  Loader other(moons.train, {.batch_size = 64, .shuffle = true, .drop_last = false, .seed = 99});
  REQUIRE(other.set_state(kept));
  CHECK(copy(other.next()) == expected);

  LoaderState broken = kept;
  broken.order[0] = broken.order[1];
  CHECK_FALSE(other.set_state(broken));
}
