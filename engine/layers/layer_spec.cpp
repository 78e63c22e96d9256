// From a spec to its layer.
#include "layers/layer_spec.hpp"

#include <optional>
#include <tuple>
#include <utility>

namespace livefig {
namespace {

using Made = Result<std::unique_ptr<Layer>>;

// The class that each spec makes, in the order of LayerVariant; in another order it would not compile.
using LayerClasses =
    std::tuple<Linear, Convolution, Convolution, MaxPool, MaxPool, AveragePool, AveragePool, AveragePool, AveragePool,
               Flatten, BatchNorm, BatchNorm, LayerNorm, Dropout, ReLU, LeakyReLU, SmoothActivation, SmoothActivation,
               SmoothActivation, Tanh, Sigmoid, Softmax, Residual>;
static_assert(std::tuple_size_v<LayerClasses> == std::variant_size_v<LayerVariant>);

template <std::size_t... I>
Made make_one(const LayerVariant& spec, const Shape& input, const std::string& where, std::index_sequence<I...>) {
  std::optional<Made> made;
  const auto make = [&]<std::size_t Index>() {
    const auto* own = std::get_if<Index>(&spec);
    if (own == nullptr) return;
    made.emplace(std::tuple_element_t<Index, LayerClasses>::make(*own, input, where));
    if constexpr (requires { own->requires_grad; })
      if (made->ok() && !own->requires_grad) made->value()->freeze();
  };
  (make.template operator()<I>(), ...);
  return std::move(*made);
}

}  // namespace

void visit_layers(FieldVisitor& visit, Field field, std::vector<LayerSpec>& layers) {
  VariantListOf list(layers, &layer_slot);
  visit.variants(field, list, {1, most_layers});
}

Result<std::unique_ptr<Layer>> make_layer(const LayerSpec& spec, const Shape& input, const std::string& where) {
  return make_one(spec.value, input, where, std::make_index_sequence<std::variant_size_v<LayerVariant>>{});
}

}  // namespace livefig
