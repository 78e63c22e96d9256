// The activations without a kink, or with one that is softened: GELU, SiLU, ELU.
#pragma once

#include <memory>

#include "base/fields.hpp"
#include "kernels/smooth_activation.hpp"
#include "layers/layer.hpp"

namespace livefig {

struct GELUSpec {
  static constexpr std::string_view type_name = "GELU";
  std::string_view approximate = "none";  // or "tanh"
  void fields(FieldVisitor& visit);
};
struct SiLUSpec {
  static constexpr std::string_view type_name = "SiLU";
  void fields(FieldVisitor&) {}
};
struct ELUSpec {
  static constexpr std::string_view type_name = "ELU";
  double alpha = 1;
  void fields(FieldVisitor& visit) { visit.number({"alpha", Live::yes}, alpha, Range::any()); }
};

/// An activation whose derivative follows from its input. One class for all of them: a class each would be four
/// times the code for the page to download.
class SmoothActivation final : public Layer {
 public:
  static Result<std::unique_ptr<Layer>> make(const GELUSpec& spec, const Shape& input, const std::string&) {
    return make(spec.type_name, spec.approximate == "tanh" ? Curve::gelu_tanh : Curve::gelu, 0, input);
  }
  static Result<std::unique_ptr<Layer>> make(const SiLUSpec& spec, const Shape& input, const std::string&) {
    return make(spec.type_name, Curve::silu, 0, input);
  }
  static Result<std::unique_ptr<Layer>> make(const ELUSpec& spec, const Shape& input, const std::string&) {
    return make(spec.type_name, Curve::elu, spec.alpha, input);
  }

  std::string_view type() const override { return type_; }
  void forward(const Pass& pass, In x, Out y) override;
  void backward(const Pass& pass, In x, In y, In dy, Out dx) override;
  bool backward_reads_output() const override { return false; }
  void update(const LayerSpec& spec) override;

 private:
  enum class Curve { gelu, gelu_tanh, silu, elu };
  static Result<std::unique_ptr<Layer>> make(std::string_view type, Curve curve, double alpha, const Shape& input);
  SmoothActivation(std::string_view type, Curve curve, double alpha, const Shape& input)
      : Layer(input, input), type_(type), curve_(curve), alpha_(static_cast<float>(alpha)) {}
  Gate gate() const { return curve_ == Curve::silu ? silu_gate : gelu_gate; }

  std::string_view type_;
  Curve curve_;
  float alpha_;  // ELU's
};

}  // namespace livefig
