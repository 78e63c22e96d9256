// Layer norm over the kernels, and which dimensions it takes together.
#include "layers/layer_norm.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "layers/layer_errors.hpp"
#include "layers/layer_spec.hpp"

namespace livefig {

Result<std::unique_ptr<Layer>> LayerNorm::make(const LayerNormSpec& spec, const Shape& input,
                                               const std::string& where) {
  Shape normalized(spec.normalized_shape.begin(), spec.normalized_shape.end());
  if (normalized.empty()) normalized = input;
  const bool fits =
      normalized.size() <= input.size() && std::equal(normalized.rbegin(), normalized.rend(), input.rbegin());
  if (!fits)
    return Error{ErrorCode::ShapeMismatch,
                 {where, ".normalized_shape"},
                 {"expected the last dimensions of ", to_string(input), ", got ", to_string(normalized)}};
  return std::unique_ptr<Layer>(new LayerNorm(spec, input, normalized));
}

LayerNorm::LayerNorm(const LayerNormSpec& spec, const Shape& input, const Shape& normalized)
    : Layer(input, input),
      width_(count(normalized)),
      repeats_(count(input) / width_),
      eps_(static_cast<float>(spec.eps)) {
  if (!spec.elementwise_affine) return;
  add_parameter("weight", normalized, spec.requires_grad);
  add_parameter("bias", normalized, spec.requires_grad);
}

void LayerNorm::plan(Arena& arena, std::size_t max_rows, int) {
  mean_ = arena.floats(saturating_product(max_rows, repeats_));
  inverse_std_ = arena.floats(saturating_product(max_rows, repeats_));
}

void LayerNorm::initialize(Generator&) {
  std::ranges::fill(value(0), 1.0f);
  std::ranges::fill(value(1), 0.0f);
}

void LayerNorm::forward(const Pass& pass, In x, Out y) {
  layer_norm_forward(shape(pass.rows), x, value(0), value(1), eps_, mean_, inverse_std_, y);
}

void LayerNorm::backward(const Pass& pass, In x, In, In dy, Out dx) {
  layer_norm_backward(shape(pass.rows), x, value(0), mean_, inverse_std_, dy, gradient(0), gradient(1), dx);
}

void LayerNorm::update(const LayerSpec& spec) {
  if (const auto* own = std::get_if<LayerNormSpec>(&spec.value)) eps_ = static_cast<float>(own->eps);
}

}  // namespace livefig
