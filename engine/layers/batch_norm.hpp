// BatchNorm1d and BatchNorm2d: each channel normalised over the batch, or by running statistics in eval mode.
#pragma once

#include <memory>

#include "base/fields.hpp"
#include "kernels/normalization.hpp"
#include "layers/layer.hpp"

namespace livefig {

/// What both have in common.
struct BatchNormFields {
  std::optional<std::int64_t> num_features;  // follows from the layer before; checked when given
  double eps = 1e-5;
  double momentum = 0.1;
  bool affine = true;
  bool requires_grad = true;

  void fields(FieldVisitor& visit) {
    visit.optional_integer("num_features", num_features, sizes, {});
    visit.number({"eps", Live::yes}, eps, Range::above(0));
    visit.number({"momentum", Live::yes}, momentum, Range::from(0).to(1));
    visit.flag("affine", affine);
    visit.flag("requires_grad", requires_grad);
  }
};
struct BatchNorm1dSpec : BatchNormFields {
  static constexpr std::string_view type_name = "BatchNorm1d";
};
struct BatchNorm2dSpec : BatchNormFields {
  static constexpr std::string_view type_name = "BatchNorm2d";
};

/// Ioffe & Szegedy 2015, algorithm 1. Parameters weight (γ) and bias (β), (channels) each; buffers running_mean,
/// running_var (unbiased, as PyTorch's) and num_batches_tracked.
class BatchNorm final : public Layer {
 public:
  /// BatchNorm1d takes (features) or (channels, length), BatchNorm2d takes (channels, height, width).
  /// Errors: ShapeMismatch at `where`.
  static Result<std::unique_ptr<Layer>> make(const BatchNorm1dSpec& spec, const Shape& input, const std::string& where);
  static Result<std::unique_ptr<Layer>> make(const BatchNorm2dSpec& spec, const Shape& input, const std::string& where);

  std::string_view type() const override { return type_; }
  void plan(Arena& arena, std::size_t max_rows, int depth) override;
  void initialize(Generator& generator) override;
  void forward(const Pass& pass, In x, Out y) override;
  void backward(const Pass& pass, In x, In y, In dy, Out dx) override;
  bool backward_reads_output() const override { return false; }
  void update(const LayerSpec& spec) override;
  TrainingRows training_rows(const std::string& where) const override {
    return spatial_ == 1 ? TrainingRows{2, where} : TrainingRows{};
  }

 private:
  BatchNorm(std::string_view type, const BatchNormFields& spec, const Shape& input);
  void set(const BatchNormFields& spec);
  void backward_eval(const NormalizationShape& shape, In x, In dy, Out dx);

  NormalizationShape shape(std::size_t rows) const { return {rows, channels_, spatial_}; }

  std::string_view type_;
  std::size_t channels_, spatial_;
  float eps_ = 0, momentum_ = 0;
  Out mean_, inverse_std_;  // of the last training batch, (channels)
};

}  // namespace livefig
