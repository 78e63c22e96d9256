// Linear: y = x·Wᵀ + b on the last dimension of a row.
#pragma once

#include "kernels/linear.hpp"
#include "layers/initializer.hpp"
#include "layers/layer.hpp"

namespace livefig {

struct LinearSpec {
  static constexpr std::string_view type_name = "Linear";
  std::int64_t out_features = 0;
  std::optional<std::int64_t> in_features;  // follows from the layer before; checked when given
  bool bias = true;
  bool requires_grad = true;
  std::optional<InitSpec> init;

  void fields(FieldVisitor& visit) {
    visit.optional_integer("in_features", in_features, sizes, {});
    visit.integer({"out_features", Need::required}, out_features, sizes);
    visit.flag("bias", bias);
    visit.flag("requires_grad", requires_grad);
    ObjectSlotOf<InitSpec> slot(init);
    visit.object("init", slot);
  }
};

/// Parameters weight (out, in), bias (out).
class Linear final : public Layer {
 public:
  /// Errors: ShapeMismatch at `where`; InvalidValue at `where`.init…; TooLarge at `where`.out_features.
  static Result<std::unique_ptr<Layer>> make(const LinearSpec& spec, const Shape& input, const std::string& where);

  std::string_view type() const override { return LinearSpec::type_name; }
  void plan(Arena& arena, std::size_t max_rows, int depth) override;
  void initialize(Generator& generator) override;
  void forward(const Pass& pass, In x, Out y) override;
  void backward(const Pass& pass, In x, In y, In dy, Out dx) override;
  bool backward_reads_output() const override { return false; }

 private:
  Linear(const LinearSpec& spec, const Shape& input, const Shape& output);
  LinearShape shape(std::size_t rows) const { return {rows * repeats_, in_, out_}; }

  std::size_t in_, out_;
  std::size_t repeats_;  // rows of the matrix per row of the batch: product of the leading dimensions
  std::optional<InitSpec> init_;
  Out scratch_;
};

}  // namespace livefig
