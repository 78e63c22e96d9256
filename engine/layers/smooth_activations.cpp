// Which kernel each activation is.
#include "layers/smooth_activations.hpp"

#include <array>

#include "layers/layer_spec.hpp"

namespace livefig {
namespace {

constexpr std::array<std::string_view, 2> approximations{"none", "tanh"};

}  // namespace

void GELUSpec::fields(FieldVisitor& visit) { visit.choice("approximate", approximate, approximations); }

Result<std::unique_ptr<Layer>> SmoothActivation::make(std::string_view type, Curve curve, double alpha,
                                                      const Shape& input) {
  return std::unique_ptr<Layer>(new SmoothActivation(type, curve, alpha, input));
}

void SmoothActivation::forward(const Pass&, In x, Out y) {
  switch (curve_) {
    case Curve::gelu:
      return gelu_forward(x, y);
    case Curve::elu:
      return elu_forward(alpha_, x, y);
    default:
      return gate_forward(gate(), x, y);
  }
}

void SmoothActivation::backward(const Pass&, In x, In, In dy, Out dx) {
  if (dx.empty()) return;
  switch (curve_) {
    case Curve::gelu:
      return gelu_backward(x, dy, dx);
    case Curve::elu:
      return elu_backward(alpha_, x, dy, dx);
    default:
      return gate_backward(gate(), x, dy, dx);
  }
}

void SmoothActivation::update(const LayerSpec& spec) {
  if (const auto* own = std::get_if<ELUSpec>(&spec.value)) alpha_ = static_cast<float>(own->alpha);
}

}  // namespace livefig
