// The data sets that the engine knows by name.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "data/digits.hpp"
#include "data/noisy_sine.hpp"
#include "data/point_sets.hpp"

namespace livefig {

/// Chosen by `name` (VariantSlotOf with key "name").
using NamedDataSpec = std::variant<DigitsSpec, WanderingDigitsSpec, TwoSpiralsSpec, MoonsSpec, CirclesSpec, XorSpec,
                                   BlobsSpec, NoisySineSpec>;

/// Draws the set with `Generator(spec's seed, or program_seed)`. Errors at `where`.
Result<Dataset> make_dataset(const NamedDataSpec& spec, const DataStore& store, std::uint64_t program_seed,
                             std::string_view where = "data");

/// What make_dataset would give, without drawing it; also when the file was not provided.
struct DatasetSize {
  std::vector<std::size_t> row_shape;
  std::size_t train;
  std::size_t validation;
  std::size_t classes;       // 0 for values
  std::size_t target_width;  // 0 for classes
};
DatasetSize dataset_size(const NamedDataSpec& spec);

}  // namespace livefig
