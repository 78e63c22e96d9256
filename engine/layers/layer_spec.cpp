// From a spec to its layer.
#include "layers/layer_spec.hpp"

#include <array>
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

using Make = Made (*)(const LayerVariant& spec, const Shape& input, const std::string& where);

template <std::size_t I>
Made make_at(const LayerVariant& spec, const Shape& input, const std::string& where) {
  return std::tuple_element_t<I, LayerClasses>::make(*std::get_if<I>(&spec), input, where);
}

template <std::size_t... I>
constexpr std::array<Make, sizeof...(I)> makes_of(std::index_sequence<I...>) {
  return {make_at<I>...};
}
constexpr auto makes = makes_of(std::make_index_sequence<std::variant_size_v<LayerVariant>>{});

}  // namespace

void visit_layers(FieldVisitor& visit, Field field, std::vector<LayerSpec>& layers) {
  VariantListOf list(layers, &layer_slot);
  visit.variants(field, list, {1, most_layers});
}

Result<std::unique_ptr<Layer>> make_layer(const LayerSpec& spec, const Shape& input, const std::string& where) {
  return makes[spec.value.index()](spec.value, input, where);
}

}  // namespace livefig
