// LeakyReLU's slope may change while a run lives.
#include "layers/activations.hpp"

#include "layers/layer_spec.hpp"

namespace livefig {

void LeakyReLU::update(const LayerSpec& spec) {
  if (const auto* own = std::get_if<LeakyReLUSpec>(&spec.value)) slope_ = static_cast<float>(own->negative_slope);
}

}  // namespace livefig
