// Values, gradients and arrays of a test surface's position.
#include "training/surface_objective.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "kernels/reduce.hpp"
#include "training/checkpoint.hpp"

namespace livefig {

SurfaceObjective::SurfaceObjective(Surface surface, float x, float y) : surface_(surface), position_{x, y} {}

Objective::Value SurfaceObjective::next() {
  const SurfacePoint at = surface_at(surface_, position_[0], position_[1]);
  gradient_ = {at.dx, at.dy};
  return {at.value, 0.0f};
}

Result<Evaluation> SurfaceObjective::evaluate(std::string_view split) {
  if (split != "train" && split != "validation") {
    return Error{ErrorCode::UnknownName, "evaluate", {"takes \"train\" or \"validation\", got \"", split, "\""}};
  }
  return Evaluation{surface_at(surface_, position_[0], position_[1]).value, std::nullopt};
}

Result<std::vector<float>> SurfaceObjective::predict(In inputs, std::size_t rows) {
  if (inputs.size() / 2 != rows || inputs.size() % 2 != 0) {
    return Error{ErrorCode::ShapeMismatch,
                 "predict",
                 {"expected (rows, 2) positions, got ", inputs.size(), " numbers for ", rows, " rows"}};
  }
  std::vector<float> values(rows);
  for (std::size_t i = 0; i < rows; ++i) values[i] = surface_at(surface_, inputs[2 * i], inputs[2 * i + 1]).value;
  return values;
}

std::vector<NamedArray> SurfaceObjective::named_parameters() const {
  std::vector<NamedArray> list;
  add_array(list, "position", {2}, position_);
  return list;
}

Status SurfaceObjective::set_parameters(const std::vector<NamedArray>& list) {
  if (list.size() != 1 || list[0].name != "position") {
    return Error{ErrorCode::MissingField, "position", "is the one array of a surface"};
  }
  if (list[0].shape != Shape{2} || list[0].data.size() != 2) {
    return Error{ErrorCode::ShapeMismatch, "position", {"expected shape (2,), got ", to_string(list[0].shape)}};
  }
  if (!all_finite(list[0].data)) return Error{ErrorCode::BadData, "position", "holds a value that is not finite"};
  std::ranges::copy(list[0].data, position_.begin());
  return {};
}

void SurfaceObjective::save(CheckpointWriter& out) const {
  out.floats(position_);
  out.floats(gradient_);
}

bool SurfaceObjective::restore(CheckpointReader& in) {
  in.floats(position_);
  in.floats(gradient_);
  return in.ok();
}

}  // namespace livefig
