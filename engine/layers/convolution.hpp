// Conv1d over rows (channels, length), and Conv2d with square kernels over images: cross-correlation as in PyTorch.
#pragma once

#include "kernels/convolution.hpp"
#include "layers/initializer.hpp"
#include "layers/layer.hpp"

namespace livefig {

/// What both have in common.
struct ConvolutionFields {
  std::optional<std::int64_t> in_channels;  // follows from the layer before; checked when given
  std::int64_t out_channels = 0;
  std::int64_t kernel_size = 0;
  std::int64_t stride = 1;
  std::int64_t padding = 0;
  bool bias = true;
  bool requires_grad = true;
  std::optional<InitSpec> init;

  void fields(FieldVisitor& visit) {
    visit.optional_integer("in_channels", in_channels, sizes, {});
    visit.integer({"out_channels", Need::required}, out_channels, sizes);
    visit.integer({"kernel_size", Need::required}, kernel_size, {1, 1024});
    visit.integer("stride", stride, {1, 1024});
    visit.integer("padding", padding, {0, 1024});
    visit.flag("bias", bias);
    visit.flag("requires_grad", requires_grad);
    ObjectSlotOf<InitSpec> slot(init);
    visit.object("init", slot);
  }
};
struct Conv1dSpec : ConvolutionFields {
  static constexpr std::string_view type_name = "Conv1d";
};
struct Conv2dSpec : ConvolutionFields {
  static constexpr std::string_view type_name = "Conv2d";
};

/// Parameters weight (out, in, kernel) or (out, in, kernel, kernel), bias (out).
class Convolution final : public Layer {
 public:
  /// Conv1d takes (channels, length), Conv2d takes (channels, height, width).
  /// Errors: ShapeMismatch at `where`; InvalidValue at `where`.init…; TooLarge at `where`.out_channels.
  static Result<std::unique_ptr<Layer>> make(const Conv1dSpec& spec, const Shape& input, const std::string& where) {
    return make(spec.type_name, 1, spec, input, where);
  }
  static Result<std::unique_ptr<Layer>> make(const Conv2dSpec& spec, const Shape& input, const std::string& where) {
    return make(spec.type_name, 2, spec, input, where);
  }

  std::string_view type() const override { return type_; }
  void plan(Arena& arena, std::size_t max_rows, int depth) override;
  void initialize(Generator& generator) override;
  void forward(const Pass& pass, In x, Out y) override;
  void backward(const Pass& pass, In x, In y, In dy, Out dx) override;
  bool backward_reads_output() const override { return false; }

 private:
  static Result<std::unique_ptr<Layer>> make(std::string_view type, int axes, const ConvolutionFields& spec,
                                             const Shape& input, const std::string& where);
  Convolution(std::string_view type, const ConvolutionFields& spec, const ConvolutionShape& shape, const Shape& weight,
              const Shape& input, const Shape& output);
  ConvolutionShape shape(std::size_t rows) const;

  std::string_view type_;
  ConvolutionShape shape_;  // of one image
  std::optional<InitSpec> init_;
  Out scratch_;
};

}  // namespace livefig
