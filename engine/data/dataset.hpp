// Rows to learn from: inputs with class indices or values as targets, split into training and validation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace livefig {

/// One side of the split. Either `classes` (rows) or `values` (rows · target width) is filled.
struct Split {
  std::size_t rows = 0;
  std::vector<float> inputs;  // rows · product of the row's shape
  std::vector<std::int32_t> classes;
  std::vector<float> values;
};

struct Dataset {
  std::vector<std::size_t> row_shape;  // of one input row: (features) or (channels, height, width)
  std::size_t classes = 0;             // number of classes; 0: the targets are values
  std::size_t target_width = 0;        // values per row; 0: the targets are classes
  Split train;
  Split validation;  // may have no rows

  std::size_t row_floats() const;
};

/// The caller's own arrays, as handed over: exactly one of classes and values per side.
struct ArraySide {
  std::span<const float> inputs;
  std::span<const std::int32_t> classes;
  std::span<const float> values;
};

/// Checks and copies the caller's arrays. Errors: BadData (empty, not finite, a negative class), ShapeMismatch
/// (lengths that do not fit the shape), `where` = where + ".inputs", ".targets", ".validation.targets"…
/// The number of classes is the largest index + 1 over both sides. An empty validation side means none.
Result<Dataset> dataset_from_arrays(std::span<const std::size_t> row_shape, const ArraySide& train,
                                    const ArraySide& validation, std::string_view where = "data");

}  // namespace livefig
