// MaxPool1d and MaxPool2d: the largest value of each window.
#pragma once

#include <memory>

#include "base/fields.hpp"
#include "kernels/pooling.hpp"
#include "layers/layer.hpp"

namespace livefig {

/// What all poolings with a kernel have in common.
struct PoolFields {
  std::int64_t kernel_size = 0;
  std::optional<std::int64_t> stride;  // left out: kernel_size
  std::int64_t padding = 0;            // at most half the kernel

  void fields(FieldVisitor& visit) {
    visit.integer({"kernel_size", Need::required}, kernel_size, {1, 1024});
    visit.optional_integer("stride", stride, {1, 1024}, kernel_size);
    visit.integer("padding", padding, {0, 512});
  }
};
struct MaxPool1dSpec : PoolFields {
  static constexpr std::string_view type_name = "MaxPool1d";
};
struct MaxPool2dSpec : PoolFields {
  static constexpr std::string_view type_name = "MaxPool2d";
};

/// Errors: ShapeMismatch at `where`; InvalidValue at `where`.padding, which PyTorch too wants below half a kernel, so
/// that no window is all padding.
Result<PoolingShape> pooling_over(std::string_view type, int axes, const PoolFields& spec, const Shape& input,
                                  const std::string& where);

/// (channels, height, width) → (channels, ⌊(height + 2·padding − kernel)/stride⌋ + 1, …); (channels, length) alike.
class MaxPool final : public Layer {
 public:
  /// Errors: as pooling_over().
  static Result<std::unique_ptr<Layer>> make(const MaxPool1dSpec& spec, const Shape& input, const std::string& where) {
    return make(spec.type_name, 1, spec, input, where);
  }
  static Result<std::unique_ptr<Layer>> make(const MaxPool2dSpec& spec, const Shape& input, const std::string& where) {
    return make(spec.type_name, 2, spec, input, where);
  }

  std::string_view type() const override { return type_; }
  void forward(const Pass& pass, In x, Out y) override;
  void backward(const Pass& pass, In x, In y, In dy, Out dx) override;
  bool backward_reads_output() const override { return false; }

 private:
  static Result<std::unique_ptr<Layer>> make(std::string_view type, int axes, const PoolFields& spec,
                                             const Shape& input, const std::string& where);
  MaxPool(std::string_view type, const PoolingShape& shape, const Shape& input, const Shape& output)
      : Layer(input, output), type_(type), shape_(shape) {}
  PoolingShape shape(std::size_t rows) const;

  std::string_view type_;
  PoolingShape shape_;  // of one image
};

}  // namespace livefig
