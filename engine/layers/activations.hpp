// The layers that act on each number by itself: ReLU, LeakyReLU, Tanh, Sigmoid.
#pragma once

#include <memory>

#include "base/fields.hpp"
#include "kernels/activation.hpp"
#include "layers/layer.hpp"

namespace livefig {

struct ReLUSpec {
  static constexpr std::string_view type_name = "ReLU";
  void fields(FieldVisitor&) {}
};
struct LeakyReLUSpec {
  static constexpr std::string_view type_name = "LeakyReLU";
  double negative_slope = 0.01;
  void fields(FieldVisitor& visit) { visit.number({"negative_slope", Live::yes}, negative_slope, Range::any()); }
};
struct TanhSpec {
  static constexpr std::string_view type_name = "Tanh";
  void fields(FieldVisitor&) {}
};
struct SigmoidSpec {
  static constexpr std::string_view type_name = "Sigmoid";
  void fields(FieldVisitor&) {}
};

/// An activation whose derivative follows from its output. `forward` is f(x, y), `backward` is g(y, dy, dx).
template <class Spec, void (*forward_kernel)(In, Out), void (*backward_kernel)(In, In, Out)>
class Activation final : public Layer {
 public:
  static Result<std::unique_ptr<Layer>> make(const Spec&, const Shape& input, const std::string&) {
    return std::unique_ptr<Layer>(new Activation(input));
  }

  std::string_view type() const override { return Spec::type_name; }
  void forward(const Pass&, In x, Out y) override { forward_kernel(x, y); }
  void backward(const Pass&, In, In y, In dy, Out dx) override {
    if (!dx.empty()) backward_kernel(y, dy, dx);
  }
  bool backward_reads_input() const override { return false; }
  bool works_in_place() const override { return true; }

 private:
  explicit Activation(const Shape& input) : Layer(input, input) {}
};

using ReLU = Activation<ReLUSpec, relu_forward, relu_backward>;
using Tanh = Activation<TanhSpec, tanh_forward, tanh_backward>;
using Sigmoid = Activation<SigmoidSpec, sigmoid_forward, sigmoid_backward>;

class LeakyReLU final : public Layer {
 public:
  static Result<std::unique_ptr<Layer>> make(const LeakyReLUSpec& spec, const Shape& input, const std::string&) {
    return std::unique_ptr<Layer>(new LeakyReLU(spec, input));
  }

  std::string_view type() const override { return LeakyReLUSpec::type_name; }
  void forward(const Pass&, In x, Out y) override { leaky_relu_forward(slope_, x, y); }
  void backward(const Pass&, In x, In, In dy, Out dx) override {
    if (!dx.empty()) leaky_relu_backward(slope_, x, dy, dx);
  }
  void update(const LayerSpec& spec) override;

 private:
  LeakyReLU(const LeakyReLUSpec& spec, const Shape& input)
      : Layer(input, input), slope_(static_cast<float>(spec.negative_slope)) {}

  float slope_;
};

}  // namespace livefig
