// Checks of a caller's arrays, and the copy of them that a run trains on.
#include "data/dataset.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/text.hpp"

namespace livefig {
namespace {

std::string at(std::string_view where, std::string_view field) { return joined({where, ".", field}); }

Error bad_data(const std::string& where, Pieces message) { return {ErrorCode::BadData, where, message}; }

Status check_finite(std::span<const float> values, const std::string& where) {
  const auto bad = std::ranges::find_if(values, [](float value) { return !std::isfinite(value); });
  if (bad == values.end()) return {};
  return bad_data(
      where, {"must be finite, but element ", bad - values.begin(), (std::isnan(*bad) ? " is NaN" : " is infinite")});
}

/// Copies one side; `rows` follow from the inputs' length and must agree with the targets'.
Result<Split> copy_side(const ArraySide& side, std::size_t row_floats, std::size_t target_width,
                        const std::string& where) {
  const std::string inputs_at = at(where, "inputs");
  const std::string targets_at = at(where, "targets");
  if (side.inputs.size() % row_floats != 0) {
    return Error{ErrorCode::ShapeMismatch,
                 inputs_at,
                 {"expected a multiple of ", row_floats, " numbers (one row), got ", side.inputs.size()}};
  }
  Split split;
  split.rows = side.inputs.size() / row_floats;
  const std::size_t targets = side.classes.size() + side.values.size();
  const std::size_t expected = side.values.empty() ? split.rows : split.rows * target_width;
  if (targets != expected) {
    return Error{
        ErrorCode::ShapeMismatch, targets_at, {"expected ", expected, " for ", split.rows, " rows, got ", targets}};
  }
  if (Status finite = check_finite(side.inputs, inputs_at); !finite.ok()) return finite.error();
  if (Status finite = check_finite(side.values, targets_at); !finite.ok()) return finite.error();
  if (const auto bad = std::ranges::find_if(side.classes, [](std::int32_t c) { return c < 0; });
      bad != side.classes.end()) {
    return bad_data(targets_at,
                    {"a class index must be at least 0, but row ", bad - side.classes.begin(), " has ", *bad});
  }
  split.inputs.assign(side.inputs.begin(), side.inputs.end());
  split.classes.assign(side.classes.begin(), side.classes.end());
  split.values.assign(side.values.begin(), side.values.end());
  return split;
}

}  // namespace

std::size_t Dataset::row_floats() const {
  std::size_t product = 1;
  for (const std::size_t size : row_shape) product *= size;
  return product;
}

Result<Dataset> dataset_from_arrays(std::span<const std::size_t> row_shape, const ArraySide& train,
                                    const ArraySide& validation, std::string_view where) {
  Dataset dataset;
  dataset.row_shape.assign(row_shape.begin(), row_shape.end());
  const std::size_t row_floats = dataset.row_floats();
  if (row_floats == 0) return Error{ErrorCode::ShapeMismatch, at(where, "shape"), "every size must be at least 1"};
  if (train.inputs.empty()) return bad_data(at(where, "inputs"), {"must have at least one row"});
  if (train.classes.empty() && train.values.empty()) return bad_data(at(where, "targets"), {"must not be empty"});
  const std::string validation_at = at(where, "validation");
  if (!validation.inputs.empty() && train.values.empty() != validation.values.empty()) {
    return bad_data(at(validation_at, "targets"), {"must be of the same kind as the training targets"});
  }

  // Values per row follow from the training side; both sides are held to it.
  const std::size_t rows = train.inputs.size() / row_floats;
  if (!train.values.empty() && rows > 0) dataset.target_width = std::max<std::size_t>(1, train.values.size() / rows);
  Result<Split> train_side = copy_side(train, row_floats, dataset.target_width, std::string(where));
  if (!train_side.ok()) return train_side.error();
  Result<Split> validation_side = copy_side(validation, row_floats, dataset.target_width, validation_at);
  if (!validation_side.ok()) return validation_side.error();
  dataset.train = train_side.take();
  dataset.validation = validation_side.take();
  for (const Split* split : {&dataset.train, &dataset.validation}) {
    for (const std::int32_t c : split->classes) {
      dataset.classes = std::max(dataset.classes, static_cast<std::size_t>(c) + 1);
    }
  }
  return dataset;
}

}  // namespace livefig
