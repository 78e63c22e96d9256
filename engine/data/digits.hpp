// The 1,797 handwritten digits of 8×8 pixels (UCI), still or at random places on a larger canvas.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/fields.hpp"
#include "data/data_store.hpp"
#include "data/dataset.hpp"
#include "random/generator.hpp"

namespace livefig {

/// Rows of 64 pixels divided by 16, or images (1,8,8); the rest after `train` rows validates.
///   order = torch.randperm(1797, generator=torch.Generator().manual_seed(seed))
///   inputs, targets = inputs[order], targets[order]
struct DigitsSpec {
  static constexpr std::string_view type_name = "digits";
  std::int64_t train = 1437;
  std::optional<std::int64_t> seed;  // left out: the program's
  bool image = false;
  void fields(FieldVisitor& visit);
};

/// Images (1,12,12): each digit with its upper left corner at a drawn place.
///   g = torch.Generator().manual_seed(seed)
///   place = torch.randint(0, 5, (1797, 2), generator=g)            # row, column
///   order = torch.randperm(1797, generator=g)
/// image i shows digit order[i] at place[order[i]].
struct WanderingDigitsSpec {
  static constexpr std::string_view type_name = "wandering_digits";
  std::int64_t train = 1437;
  std::optional<std::int64_t> seed;
  void fields(FieldVisitor& visit);
};

/// Errors: BadData at `where`.name when the store has no "digits" or something else under that name. That `train`
/// leaves a row to validate is checked where the fields are read.
Result<Dataset> draw(const DigitsSpec& spec, const DataStore& store, Generator& generator, std::string_view where);
Result<Dataset> draw(const WanderingDigitsSpec& spec, const DataStore& store, Generator& generator,
                     std::string_view where);

}  // namespace livefig
