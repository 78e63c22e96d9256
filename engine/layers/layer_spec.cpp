#include "layers/layer_spec.hpp"

namespace livefig {
namespace {

// Which class a spec makes.
template <class Spec>
struct LayerOf;
template <> struct LayerOf<LinearSpec> { using Type = Linear; };
template <> struct LayerOf<Conv2dSpec> { using Type = Conv2d; };
template <> struct LayerOf<MaxPool2dSpec> { using Type = MaxPool2d; };
template <> struct LayerOf<FlattenSpec> { using Type = Flatten; };
template <> struct LayerOf<BatchNorm1dSpec> { using Type = BatchNorm; };
template <> struct LayerOf<BatchNorm2dSpec> { using Type = BatchNorm; };
template <> struct LayerOf<DropoutSpec> { using Type = Dropout; };
template <> struct LayerOf<ReLUSpec> { using Type = ReLU; };
template <> struct LayerOf<LeakyReLUSpec> { using Type = LeakyReLU; };
template <> struct LayerOf<TanhSpec> { using Type = Tanh; };
template <> struct LayerOf<SigmoidSpec> { using Type = Sigmoid; };
template <> struct LayerOf<ResidualSpec> { using Type = Residual; };

}  // namespace

void visit_layers(FieldVisitor& visit, Field field, std::vector<LayerSpec>& layers) {
  VariantListOf list(layers, &layer_slot);
  visit.variants(field, list, {1, most_layers});
}

Result<std::unique_ptr<Layer>> make_layer(const LayerSpec& spec, const Shape& input, const std::string& where) {
  return std::visit(
      [&](const auto& own) { return LayerOf<std::decay_t<decltype(own)>>::Type::make(own, input, where); }, spec.value);
}

}  // namespace livefig
