// Dropout with inverted scaling: in training each value is dropped with probability p, the others grow by 1/(1−p).
#pragma once

#include <memory>

#include "base/fields.hpp"
#include "layers/layer.hpp"

namespace livefig {

struct DropoutSpec {
  static constexpr std::string_view type_name = "Dropout";
  double p = 0.5;
  void fields(FieldVisitor& visit) { visit.number({"p", Live::yes}, p, Range::from(0).below(1)); }
};

/// Srivastava et al. 2014. Identity in eval mode.
class Dropout final : public Layer {
 public:
  static Result<std::unique_ptr<Layer>> make(const DropoutSpec& spec, const Shape& input, const std::string&) {
    return std::unique_ptr<Layer>(new Dropout(spec, input));
  }

  std::string_view type() const override { return DropoutSpec::type_name; }
  void plan(Arena& arena, std::size_t max_rows, int depth) override;
  void initialize(Generator& generator) override;
  void forward(const Pass& pass, In x, Out y) override;
  void backward(const Pass& pass, In x, In y, In dy, Out dx) override;
  bool backward_reads_input() const override { return false; }
  bool backward_reads_output() const override { return false; }
  bool works_in_place() const override { return true; }
  void update(const LayerSpec& spec) override;
  Out mask() const override { return mask_; }

 private:
  Dropout(const DropoutSpec& spec, const Shape& input) : Layer(input, input), p_(spec.p) {}

  double p_;
  Out mask_;  // 0 or 1/(1−p), for max_rows
};

}  // namespace livefig
