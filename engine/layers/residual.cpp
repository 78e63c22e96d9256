// The block's part of both passes, added to the identity.
#include "layers/residual.hpp"

#include "base/text.hpp"
#include "kernels/elementwise.hpp"
#include "layers/layer_errors.hpp"
#include "layers/layer_spec.hpp"

namespace livefig {

void ResidualSpec::fields(FieldVisitor& visit) {
  visit.number({"scale", Live::yes}, scale, Range::any());
  visit_layers(visit, {"block", Need::required}, block);
}

Result<std::unique_ptr<Layer>> Residual::make(const ResidualSpec& spec, const Shape& input, const std::string& where) {
  Result<Chain> block = Chain::make(spec.block, input, joined({where, ".block"}));
  if (!block.ok()) return block.error();
  if (block.value().output_shape() != input)
    return Error{ErrorCode::ShapeMismatch,
                 {where, ".block"},
                 {"expected an output of its input's shape ", to_string(input), ", got ",
                  to_string(block.value().output_shape())}};
  return std::unique_ptr<Layer>(new Residual(spec, input, block.take()));
}

void Residual::plan(Arena& arena, std::size_t max_rows, int depth) {
  block_.plan(arena, max_rows, depth + 1);
  dblock_ = arena.shared(3 * depth + 2, saturating_product(max_rows, checked_count(input_shape())));
}

void Residual::forward(const Pass& pass, In x, Out y) { add_scaled(x, scale_, block_.forward(pass, x), y); }

void Residual::backward(const Pass& pass, In x, In, In dy, Out dx) {
  In dblock = dy;
  if (scale_ != 1.0f) {
    const Out scaled = dblock_.first(dy.size());
    scale(scale_, dy, scaled);
    dblock = scaled;
  }
  block_.backward(pass, x, dblock, dx);
  if (!dx.empty()) add(dx, dy, dx);
}

void Residual::update(const LayerSpec& spec) {
  const auto* own = std::get_if<ResidualSpec>(&spec.value);
  if (own == nullptr) return;
  scale_ = static_cast<float>(own->scale);
  block_.update(own->block);
}

void Residual::visit_state(const std::string& prefix, const StateVisitor& visit) {
  block_.visit_state(joined({prefix, "block."}), visit);
}

}  // namespace livefig
