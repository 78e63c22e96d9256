// Residual: the identity plus a block of layers, the block's output times a scale.
#pragma once

#include <memory>

#include "base/fields.hpp"
#include "base/text.hpp"
#include "layers/chain.hpp"
#include "layers/layer.hpp"

namespace livefig {

/// He et al. 2016: y = x + scale·block(x).
struct ResidualSpec {
  static constexpr std::string_view type_name = "Residual";
  double scale = 1;
  std::vector<LayerSpec> block;

  void fields(FieldVisitor& visit);
};

/// Parameters are the block's, named `block.0.weight`.
class Residual final : public Layer {
 public:
  /// Errors: the block's, at `where`.block[i]; ShapeMismatch at `where`.block when it changes the shape.
  static Result<std::unique_ptr<Layer>> make(const ResidualSpec& spec, const Shape& input, const std::string& where);

  std::string_view type() const override { return ResidualSpec::type_name; }
  void plan(Arena& arena, std::size_t max_rows, int depth) override;
  void reuse_outputs() override { block_.reuse_outputs(); }
  void initialize(Generator& generator) override { block_.initialize(generator); }
  void forward(const Pass& pass, In x, Out y) override;
  void backward(const Pass& pass, In x, In y, In dy, Out dx) override;
  bool backward_reads_output() const override { return false; }
  void update(const LayerSpec& spec) override;
  bool trains() const override { return block_.trains(); }
  TrainingRows training_rows(const std::string& where) const override {
    return block_.training_rows(joined({where, ".block"}));
  }
  void visit_state(const std::string& prefix, const StateVisitor& visit) override;

  const Chain& block() const { return block_; }

 private:
  Residual(const ResidualSpec& spec, const Shape& input, Chain block)
      : Layer(input, input), block_(std::move(block)), scale_(static_cast<float>(spec.scale)) {}

  Chain block_;
  float scale_;
  Out dblock_;  // scale·dy
};

}  // namespace livefig
