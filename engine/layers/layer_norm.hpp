// LayerNorm: each row normalised by itself, over its whole shape or the last dimensions of it.
#pragma once

#include <memory>

#include "base/fields.hpp"
#include "kernels/layer_normalization.hpp"
#include "layers/layer.hpp"

namespace livefig {

struct LayerNormSpec {
  static constexpr std::string_view type_name = "LayerNorm";
  std::vector<std::int64_t> normalized_shape;  // the row's last dimensions; left out: all of them
  double eps = 1e-5;
  bool elementwise_affine = true;
  bool requires_grad = true;

  void fields(FieldVisitor& visit) {
    visit.integers("normalized_shape", normalized_shape, sizes, {0, 8});
    visit.number({"eps", Live::yes}, eps, Range::above(0));
    visit.flag("elementwise_affine", elementwise_affine);
    visit.flag("requires_grad", requires_grad);
  }
};

/// Ba, Kiros & Hinton 2016, eq. 4. The same in training and in eval mode. Parameters weight (γ) and bias (β) of
/// normalized_shape.
class LayerNorm final : public Layer {
 public:
  /// Errors: ShapeMismatch at `where`.normalized_shape.
  static Result<std::unique_ptr<Layer>> make(const LayerNormSpec& spec, const Shape& input, const std::string& where);

  std::string_view type() const override { return LayerNormSpec::type_name; }
  void plan(Arena& arena, std::size_t max_rows, int depth) override;
  void initialize(Generator& generator) override;
  void forward(const Pass& pass, In x, Out y) override;
  void backward(const Pass& pass, In x, In y, In dy, Out dx) override;
  bool backward_reads_output() const override { return false; }
  void update(const LayerSpec& spec) override;

 private:
  LayerNorm(const LayerNormSpec& spec, const Shape& input, const Shape& normalized);
  LayerNormShape shape(std::size_t rows) const { return {rows * repeats_, width_}; }

  std::size_t width_;    // numbers that are normalised together
  std::size_t repeats_;  // how many such groups one row of the batch has
  float eps_;
  Out mean_, inverse_std_;  // of the last pass's groups
};

}  // namespace livefig
