// MaxPool2d: the largest value of each square window.
#pragma once

#include <memory>

#include "base/fields.hpp"
#include "kernels/pooling.hpp"
#include "layers/layer.hpp"

namespace livefig {

struct MaxPool2dSpec {
  static constexpr std::string_view type_name = "MaxPool2d";
  std::int64_t kernel_size = 0;
  std::optional<std::int64_t> stride;  // left out: kernel_size
  std::int64_t padding = 0;            // at most half the kernel

  void fields(FieldVisitor& visit) {
    visit.integer({"kernel_size", Need::required}, kernel_size, {1, 1024});
    visit.optional_integer("stride", stride, {1, 1024}, kernel_size);
    visit.integer("padding", padding, {0, 512});
  }
};

/// (channels, height, width) → (channels, ⌊(height + 2·padding − kernel)/stride⌋ + 1, …).
class MaxPool2d final : public Layer {
 public:
  /// Errors: ShapeMismatch at `where`; InvalidValue at `where`.padding.
  static Result<std::unique_ptr<Layer>> make(const MaxPool2dSpec& spec, const Shape& input, const std::string& where);

  std::string_view type() const override { return MaxPool2dSpec::type_name; }
  void forward(const Pass& pass, In x, Out y) override;
  void backward(const Pass& pass, In x, In y, In dy, Out dx) override;

 private:
  MaxPool2d(const Shape& input, const PoolingShape& shape);
  PoolingShape shape(std::size_t rows) const;

  PoolingShape shape_;  // of one image
};

}  // namespace livefig
