// What layers without layers inside have in common.
#include "layers/layer.hpp"

#include "base/text.hpp"

namespace livefig {

Layer::Layer(const Shape& input, const Shape& output) : input_shape_(input), output_shape_(output) {}

void Layer::add_parameter(std::string_view name, const Shape& shape, bool trains, bool decays) {
  parameters_.push_back({.name = std::string(name), .shape = shape, .trains = trains, .decays = decays});
}

void Layer::add_buffer(std::string_view name, const Shape& shape, float initial) {
  buffers_.push_back({.name = std::string(name), .shape = shape, .buffer = true, .initial = initial});
}

Out Layer::value(std::size_t index) const { return index < parameters_.size() ? parameters_[index].value : Out(); }

Out Layer::gradient(std::size_t index) const {
  return index < parameters_.size() ? parameters_[index].gradient : Out();
}

void Layer::visit_state(const std::string& prefix, const StateVisitor& visit) {
  for (auto* arrays : {&parameters_, &buffers_})
    for (LayerArray& array : *arrays) visit(joined({prefix, array.name}), array);
}

}  // namespace livefig
