// The named data sets against the rows that PyTorch draws with the documented lines.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "data/named_data.hpp"
#include "data_digit_pattern.hpp"
#include "data_recorded.hpp"

using namespace livefig;

namespace {

using Recorded = std::span<const float>;

/// Both sides of the split in one, as the recorded rows are.
std::vector<float> joined(const std::vector<float>& train, const std::vector<float>& validation) {
  std::vector<float> all = train;
  all.insert(all.end(), validation.begin(), validation.end());
  return all;
}

std::vector<float> targets(const Split& split) {
  return split.values.empty() ? std::vector<float>(split.classes.begin(), split.classes.end()) : split.values;
}

void require_near(const std::vector<float>& ours, Recorded theirs) {
  REQUIRE(ours.size() == theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    CAPTURE(i);
    REQUIRE(std::fabs(ours[i] - theirs[i]) <= 1e-6F * std::max(1.0F, std::fabs(theirs[i])));
  }
}

void require_rows(const Dataset& ours, Recorded inputs, Recorded expected) {
  require_near(joined(ours.train.inputs, ours.validation.inputs), inputs);
  require_near(joined(targets(ours.train), targets(ours.validation)), expected);
}

/// The set with its other fields at their defaults, which the recording uses too.
template <class Spec>
Dataset drawn(std::int64_t train, std::int64_t validation) {
  Spec spec;
  spec.rows.train = train;
  spec.rows.validation = validation;
  Result<Dataset> dataset = make_dataset(NamedDataSpec{spec}, DataStore{}, 7);
  REQUIRE(dataset.ok());
  return dataset.take();
}

/// The first row and the last one of the permuted set.
void require_ends(const NamedDataSpec& spec, Recorded inputs, Recorded expected) {
  DataStore store;
  REQUIRE(store.provide("digits", digit_pattern()).ok());
  const Result<Dataset> dataset = make_dataset(spec, store, 7);
  REQUIRE(dataset.ok());
  const Split& train = dataset.value().train;
  const Split& validation = dataset.value().validation;
  const auto width = static_cast<std::ptrdiff_t>(dataset.value().row_floats());
  require_near(joined({train.inputs.begin(), train.inputs.begin() + width},
                      {validation.inputs.end() - width, validation.inputs.end()}),
               inputs);
  require_near({static_cast<float>(train.classes.front()), static_cast<float>(validation.classes.back())}, expected);
}

}  // namespace

TEST_CASE("point sets have PyTorch's rows", "[data]") {
  namespace recorded = livefig::recorded;
  require_rows(drawn<TwoSpiralsSpec>(20, 7), recorded::two_spirals_inputs, recorded::two_spirals_targets);
  require_rows(drawn<MoonsSpec>(20, 7), recorded::moons_inputs, recorded::moons_targets);
  require_rows(drawn<CirclesSpec>(20, 7), recorded::circles_inputs, recorded::circles_targets);
  require_rows(drawn<XorSpec>(20, 7), recorded::xor_inputs, recorded::xor_targets);
  require_rows(drawn<BlobsSpec>(27, 0), recorded::blobs_inputs, recorded::blobs_targets);
  require_rows(drawn<NoisySineSpec>(20, 7), recorded::noisy_sine_inputs, recorded::noisy_sine_targets);
  require_rows(drawn<MoonsSpec>(4, 2), recorded::few_moons_inputs, recorded::few_moons_targets);
}

TEST_CASE("digits stand and wander where PyTorch puts them", "[data]") {
  namespace recorded = livefig::recorded;
  require_ends(DigitsSpec{}, recorded::digits_inputs, recorded::digits_targets);
  require_ends(WanderingDigitsSpec{}, recorded::wandering_digits_inputs, recorded::wandering_digits_targets);
}
