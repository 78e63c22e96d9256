// How a parameter is drawn when a layer's `init` says so: torch.nn.init's names, arguments and defaults.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/fields.hpp"
#include "base/object_slot.hpp"
#include "base/result.hpp"
#include "base/variant_slot.hpp"
#include "kernels/span.hpp"
#include "random/generator.hpp"
#include "tensor/shape.hpp"

namespace livefig {

// A layer's own default is drawn first and then drawn over, as nn.init.NAME(layer.weight) after the constructor does.

struct UniformInit {
  static constexpr std::string_view type_name = "uniform_";
  double a = 0, b = 1;
  void fields(FieldVisitor& visit) {
    visit.number("a", a, Range::any());
    visit.number("b", b, Range::any());
  }
};
struct NormalInit {
  static constexpr std::string_view type_name = "normal_";
  double mean = 0, std = 1;
  void fields(FieldVisitor& visit) {
    visit.number("mean", mean, Range::any());
    visit.number("std", std, Range::from(0));
  }
};
struct ConstantInit {
  static constexpr std::string_view type_name = "constant_";
  double val = 0;
  void fields(FieldVisitor& visit) { visit.number({"val", Need::required}, val, Range::any()); }
};
struct ZerosInit {
  static constexpr std::string_view type_name = "zeros_";
  void fields(FieldVisitor&) {}
};
struct OnesInit {
  static constexpr std::string_view type_name = "ones_";
  void fields(FieldVisitor&) {}
};
/// bound = gain·√(6 / (fan_in + fan_out))   (Glorot & Bengio 2010, eq. 16)
struct XavierUniformInit {
  static constexpr std::string_view type_name = "xavier_uniform_";
  double gain = 1;
  void fields(FieldVisitor& visit) { visit.number("gain", gain, Range::from(0)); }
};
/// std = gain·√(2 / (fan_in + fan_out))
struct XavierNormalInit {
  static constexpr std::string_view type_name = "xavier_normal_";
  double gain = 1;
  void fields(FieldVisitor& visit) { visit.number("gain", gain, Range::from(0)); }
};
/// bound = gain·√(3 / fan), where gain follows from nonlinearity and a   (He et al. 2015, eq. 14)
struct KaimingUniformInit {
  static constexpr std::string_view type_name = "kaiming_uniform_";
  double a = 0;
  std::string_view mode = "fan_in";
  std::string_view nonlinearity = "leaky_relu";
  void fields(FieldVisitor& visit);
};
/// std = gain / √fan
struct KaimingNormalInit {
  static constexpr std::string_view type_name = "kaiming_normal_";
  double a = 0;
  std::string_view mode = "fan_in";
  std::string_view nonlinearity = "leaky_relu";
  void fields(FieldVisitor& visit);
};

/// A normal distribution cut off at a and b, drawn through the inverse of its distribution function.
struct TruncNormalInit {
  static constexpr std::string_view type_name = "trunc_normal_";
  double mean = 0, std = 1;
  double a = -2, b = 2;
  void fields(FieldVisitor& visit) {
    visit.number("mean", mean, Range::any());
    visit.number("std", std, Range::above(0));
    visit.number("a", a, Range::any());
    visit.number("b", b, Range::any());
  }
};
/// gain·Q of the QR decomposition of a normal matrix (out, rest), its rows or its columns orthonormal, whichever are
/// fewer   (Saxe et al. 2014). Unique up to rounding: within 1e-5 of PyTorch, whose decomposition is in float32.
struct OrthogonalInit {
  static constexpr std::string_view type_name = "orthogonal_";
  double gain = 1;
  void fields(FieldVisitor& visit) { visit.number("gain", gain, Range::from(0)); }
};
/// The identity, for the matrix of a Linear layer.
struct EyeInit {
  static constexpr std::string_view type_name = "eye_";
  void fields(FieldVisitor&) {}
};
/// The kernels that hand their channel on, for convolutions.
struct DiracInit {
  static constexpr std::string_view type_name = "dirac_";
  void fields(FieldVisitor&) {}
};

using WeightInit = std::variant<std::monostate, UniformInit, NormalInit, ConstantInit, ZerosInit, OnesInit,
                                XavierUniformInit, XavierNormalInit, KaimingUniformInit, KaimingNormalInit,
                                TruncNormalInit, OrthogonalInit, EyeInit, DiracInit>;
/// A vector has no fan, so the initializers that need one are missing.
using BiasInit = std::variant<std::monostate, UniformInit, NormalInit, ConstantInit, ZerosInit, OnesInit>;

/// The `init` of Linear and Conv2d: { "weight": "kaiming_normal_", "bias": { "name": "constant_", "val": 0.1 } }
struct InitSpec {
  WeightInit weight;
  BiasInit bias;
  void fields(FieldVisitor& visit) {
    auto weight_slot = VariantSlotOf<WeightInit>("weight_init", "name", weight).alone();
    visit.variant("weight", weight_slot);
    auto bias_slot = VariantSlotOf<BiasInit>("bias_init", "name", bias).alone();
    visit.variant("bias", bias_slot);
  }
};

/// PyTorch's fans: of a Linear weight (out, in), and of a convolution's times its kernel's size.
struct Fans {
  double in = 1;
  double out = 1;
  std::size_t centre = 0;  // of a convolution's kernel, as an index into it: what dirac_ sets
};

/// `weight` is the weight's shape. Errors: InvalidValue at `where`.init.weight (or bias) for an initializer of other
/// shapes, and at its .b when it would have to draw from an empty range; TooLarge where orthogonal_ would take seconds.
Status check_init(const std::optional<InitSpec>& init, const Shape& weight, const std::string& where);

/// As the constructors of Linear and Conv draw: kaiming_uniform_(weight, a=√5), then the bias in ±1/√fan_in.
void draw_defaults(Out weight, Out bias, const Fans& fans, Generator& generator);
/// Draws over what `init` names.
void draw_init(const std::optional<InitSpec>& init, Out weight, Out bias, const Fans& fans, Generator& generator);

}  // namespace livefig
