// Softmax: a row of numbers as probabilities. For predictions: CrossEntropyLoss has it inside.
#pragma once

#include <memory>

#include "base/fields.hpp"
#include "layers/layer.hpp"

namespace livefig {

struct SoftmaxSpec {
  static constexpr std::string_view type_name = "Softmax";
  std::int64_t dim = -1;  // counted with the batch's: 1 is a row of numbers' only one
  void fields(FieldVisitor& visit) { visit.integer("dim", dim, {-1, 8}); }
};

/// y = e^x / Σ e^x along the last dimension.
class Softmax final : public Layer {
 public:
  /// Errors: InvalidValue at `where`.dim when that is not the last dimension.
  static Result<std::unique_ptr<Layer>> make(const SoftmaxSpec& spec, const Shape& input, const std::string& where);

  std::string_view type() const override { return SoftmaxSpec::type_name; }
  void forward(const Pass& pass, In x, Out y) override;
  void backward(const Pass& pass, In x, In y, In dy, Out dx) override;
  bool backward_reads_input() const override { return false; }
  bool works_in_place() const override { return true; }

 private:
  explicit Softmax(const Shape& input) : Layer(input, input) {}
};

}  // namespace livefig
