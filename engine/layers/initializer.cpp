// The arithmetic of torch.nn.init, in double as Python does it.
#include "layers/initializer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "layers/orthogonal.hpp"
#include "layers/truncated_normal.hpp"

namespace livefig {
namespace {

constexpr std::array<std::string_view, 2> fan_modes{"fan_in", "fan_out"};
constexpr std::array<std::string_view, 8> nonlinearities{"linear", "conv1d", "conv2d",     "sigmoid",
                                                         "tanh",   "relu",   "leaky_relu", "selu"};

// torch.nn.init.calculate_gain
double gain_of(std::string_view nonlinearity, double a) {
  if (nonlinearity == "tanh") return 5.0 / 3.0;
  if (nonlinearity == "relu") return std::sqrt(2.0);
  if (nonlinearity == "leaky_relu") return std::sqrt(2.0 / (1.0 + a * a));
  if (nonlinearity == "selu") return 3.0 / 4.0;
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
  void operator()(const TruncNormalInit& init) const {
    draw_truncated_normal(values, init.mean, init.std, init.a, init.b, generator);
  }
  void operator()(const OrthogonalInit& init) const {
    normal(0, 1);
    orthonormalize(values, rows(), static_cast<float>(init.gain));
  }
  void operator()(const EyeInit&) const { identity(columns(), columns(), 0); }
  void operator()(const DiracInit&) const {
    const std::size_t kernel = static_cast<std::size_t>(fans.out) / rows();
    identity(columns() / kernel, columns(), fans.centre);
  }

 private:
  // The weight as a matrix (out, everything else).
  std::size_t columns() const { return static_cast<std::size_t>(fans.in); }
  std::size_t rows() const { return values.size() / columns(); }
  /// Ones on the diagonal of (rows, channels), each number being a kernel of columns / channels numbers.
  void identity(std::size_t channels, std::size_t columns, std::size_t at) const {
    std::ranges::fill(values, 0.0f);
    for (std::size_t i = 0; i < std::min(rows(), channels); ++i)
      values[i * columns + i * (columns / channels) + at] = 1.0f;
  }
};

// As torch: a ≤ b, and b − a within a float.
Status check_ends(double a, double b, const std::string& where) {
  const std::string complaint = Range{.low = a}.complaint(b);
  if (!complaint.empty()) return Error{ErrorCode::InvalidValue, {where, ".b"}, {complaint}};
  const std::string width = Range::any().complaint(b - a);
  if (!width.empty()) return Error{ErrorCode::InvalidValue, {where, ".b"}, {"b - a ", width}};
  return {};
}

Status check_weight(const WeightInit& init, const Shape& shape, const std::string& where) {
  if (const auto* uniform = std::get_if<UniformInit>(&init)) return check_ends(uniform->a, uniform->b, where);
  if (const auto* cut = std::get_if<TruncNormalInit>(&init)) return check_ends(cut->a, cut->b, where);
  if (std::holds_alternative<EyeInit>(init) && shape.size() != 2)
    return Error{ErrorCode::InvalidValue, where, "eye_ is for the matrix of a Linear layer"};
  if (std::holds_alternative<DiracInit>(init) && shape.size() < 3)
    return Error{ErrorCode::InvalidValue, where, "dirac_ is for the kernels of a convolution"};
  const std::uint64_t numbers = checked_count(shape);
  const std::uint64_t fewer = std::min<std::uint64_t>(shape[0], numbers / shape[0]);
  if (std::holds_alternative<OrthogonalInit>(init) && saturating_product(numbers, fewer) > most_orthogonal_work)
    return Error{ErrorCode::TooLarge, where, {"orthogonal_ would take too long for a weight of ", to_string(shape)}};
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

Status check_init(const std::optional<InitSpec>& init, const Shape& weight, const std::string& where) {
  if (!init) return {};
  if (Status fits = check_weight(init->weight, weight, joined({where, ".init.weight"})); !fits.ok()) return fits;
  const auto* uniform = std::get_if<UniformInit>(&init->bias);
  return uniform == nullptr ? Status{} : check_ends(uniform->a, uniform->b, joined({where, ".init.bias"}));
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
