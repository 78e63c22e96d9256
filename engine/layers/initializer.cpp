// The arithmetic of torch.nn.init, in double as Python does it.
#include "layers/initializer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace livefig {
namespace {

constexpr std::array<std::string_view, 2> fan_modes{"fan_in", "fan_out"};
constexpr std::array<std::string_view, 5> nonlinearities{"linear", "sigmoid", "tanh", "relu", "leaky_relu"};

// torch.nn.init.calculate_gain
double gain_of(std::string_view nonlinearity, double a) {
  if (nonlinearity == "tanh") return 5.0 / 3.0;
  if (nonlinearity == "relu") return std::sqrt(2.0);
  if (nonlinearity == "leaky_relu") return std::sqrt(2.0 / (1.0 + a * a));
  return 1.0;
}

template <class Kaiming>
double kaiming_std(const Kaiming& init, const Fans& fans) {
  return gain_of(init.nonlinearity, init.a) / std::sqrt(init.mode == "fan_out" ? fans.out : fans.in);
}

// Draws one parameter; each overload is one function of torch.nn.init.
struct Draw {
  Out values;
  Fans fans;
  Generator& generator;

  void uniform(double low, double high) const {
    generator.uniform(values, static_cast<float>(low), static_cast<float>(high));
  }
  void normal(double mean, double std) const {
    generator.normal(values, static_cast<float>(mean), static_cast<float>(std));
  }
  double xavier_std(double gain) const { return gain * std::sqrt(2.0 / (fans.in + fans.out)); }

  void operator()(std::monostate) const {}
  void operator()(const UniformInit& init) const { uniform(init.a, init.b); }
  void operator()(const NormalInit& init) const { normal(init.mean, init.std); }
  void operator()(const ConstantInit& init) const { std::ranges::fill(values, static_cast<float>(init.val)); }
  void operator()(const ZerosInit&) const { std::ranges::fill(values, 0.0f); }
  void operator()(const OnesInit&) const { std::ranges::fill(values, 1.0f); }
  void operator()(const XavierUniformInit& init) const {
    const double bound = std::sqrt(3.0) * xavier_std(init.gain);
    uniform(-bound, bound);
  }
  void operator()(const XavierNormalInit& init) const { normal(0, xavier_std(init.gain)); }
  void operator()(const KaimingUniformInit& init) const {
    const double bound = std::sqrt(3.0) * kaiming_std(init, fans);
    uniform(-bound, bound);
  }
  void operator()(const KaimingNormalInit& init) const { normal(0, kaiming_std(init, fans)); }
};

// As torch: a ≤ b, and b − a within a float.
template <class Init>
Status check_uniform(const Init& init, const std::string& where) {
  const auto* uniform = std::get_if<UniformInit>(&init);
  if (uniform == nullptr) return {};
  const std::string complaint = Range::from(uniform->a).complaint(uniform->b);
  if (!complaint.empty()) return Error{ErrorCode::InvalidValue, where + ".b", complaint};
  const std::string width = Range::any().complaint(uniform->b - uniform->a);
  if (!width.empty()) return Error{ErrorCode::InvalidValue, where + ".b", "b - a " + width};
  return {};
}

template <class Kaiming>
void kaiming_fields(Kaiming& init, FieldVisitor& visit) {
  visit.number("a", init.a, Range::any());
  visit.choice("mode", init.mode, fan_modes);
  visit.choice("nonlinearity", init.nonlinearity, nonlinearities);
}

}  // namespace

void KaimingUniformInit::fields(FieldVisitor& visit) { kaiming_fields(*this, visit); }
void KaimingNormalInit::fields(FieldVisitor& visit) { kaiming_fields(*this, visit); }

Status check_init(const std::optional<InitSpec>& init, const std::string& where) {
  if (!init) return {};
  if (Status weight = check_uniform(init->weight, where + ".init.weight"); !weight.ok()) return weight;
  return check_uniform(init->bias, where + ".init.bias");
}

void draw_defaults(Out weight, Out bias, const Fans& fans, Generator& generator) {
  Draw{weight, fans, generator}(KaimingUniformInit{.a = std::sqrt(5.0)});
  const double bound = 1.0 / std::sqrt(fans.in);
  if (!bias.empty()) Draw{bias, fans, generator}.uniform(-bound, bound);
}

void draw_init(const std::optional<InitSpec>& init, Out weight, Out bias, const Fans& fans, Generator& generator) {
  if (!init) return;
  std::visit(Draw{weight, fans, generator}, init->weight);
  if (!bias.empty()) std::visit(Draw{bias, fans, generator}, init->bias);
}

}  // namespace livefig
