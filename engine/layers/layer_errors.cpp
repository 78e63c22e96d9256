// The sentences about inputs that do not fit.
#include "layers/layer_errors.hpp"

#include <algorithm>

#include "base/number_text.hpp"
#include "base/text.hpp"

namespace livefig {

Error wrong_input(const std::string& where, std::string_view type, std::string_view expected, const Shape& got) {
  return {ErrorCode::ShapeMismatch, where, {type, " expected ", expected, ", got ", to_string(got)}};
}

Error wrong_count(const std::string& where, std::string_view what, std::size_t expected, std::size_t got) {
  return {ErrorCode::ShapeMismatch, where, {"expected ", expected, " ", what, ", got ", got}};
}

Status check_size(const std::string& where, const Shape& output, std::uint64_t other) {
  const std::uint64_t floats = std::max(checked_count(output), other);
  if (floats <= largest_layer) return {};
  return Error{ErrorCode::TooLarge,
               where,
               {"needs ", megabytes(saturating_product(floats, sizeof(float))), " of memory for one layer, at most ",
                megabytes(largest_layer * sizeof(float)), " are possible: choose a smaller size"}};
}

}  // namespace livefig
