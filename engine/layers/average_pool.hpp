// AvgPool1d and AvgPool2d by a sliding window, AdaptiveAvgPool1d and AdaptiveAvgPool2d into a given number of parts.
#pragma once

#include <memory>

#include "kernels/average_pooling.hpp"
#include "layers/max_pool.hpp"

namespace livefig {

struct AvgPoolFields : PoolFields {
  bool count_include_pad = true;

  void fields(FieldVisitor& visit) {
    PoolFields::fields(visit);
    visit.flag("count_include_pad", count_include_pad);
  }
};
struct AvgPool1dSpec : AvgPoolFields {
  static constexpr std::string_view type_name = "AvgPool1d";
};
struct AvgPool2dSpec : AvgPoolFields {
  static constexpr std::string_view type_name = "AvgPool2d";
};

struct AdaptivePoolFields {
  std::int64_t output_size = 0;
  void fields(FieldVisitor& visit) { visit.integer({"output_size", Need::required}, output_size, {1, 1024}); }
};
struct AdaptiveAvgPool1dSpec : AdaptivePoolFields {
  static constexpr std::string_view type_name = "AdaptiveAvgPool1d";
};
struct AdaptiveAvgPool2dSpec : AdaptivePoolFields {
  static constexpr std::string_view type_name = "AdaptiveAvgPool2d";
};

/// (channels, height, width) → (channels, ⌊(height + 2·padding − kernel)/stride⌋ + 1, …), or (channels, output_size,
/// output_size); (channels, length) alike.
class AveragePool final : public Layer {
 public:
  /// Errors: ShapeMismatch at `where`; InvalidValue at `where`.padding; TooLarge at `where`.output_size.
  static Result<std::unique_ptr<Layer>> make(const AvgPool1dSpec& spec, const Shape& input, const std::string& where) {
    return slide(spec.type_name, 1, spec, input, where);
  }
  static Result<std::unique_ptr<Layer>> make(const AvgPool2dSpec& spec, const Shape& input, const std::string& where) {
    return slide(spec.type_name, 2, spec, input, where);
  }
  static Result<std::unique_ptr<Layer>> make(const AdaptiveAvgPool1dSpec& spec, const Shape& input,
                                             const std::string& where) {
    return divide(spec.type_name, 1, spec, input, where);
  }
  static Result<std::unique_ptr<Layer>> make(const AdaptiveAvgPool2dSpec& spec, const Shape& input,
                                             const std::string& where) {
    return divide(spec.type_name, 2, spec, input, where);
  }

  std::string_view type() const override { return type_; }
  void forward(const Pass& pass, In x, Out y) override;
  void backward(const Pass& pass, In x, In y, In dy, Out dx) override;
  bool backward_reads_input() const override { return false; }
  bool backward_reads_output() const override { return false; }

 private:
  static Result<std::unique_ptr<Layer>> slide(std::string_view type, int axes, const AvgPoolFields& spec,
                                              const Shape& input, const std::string& where);
  static Result<std::unique_ptr<Layer>> divide(std::string_view type, int axes, const AdaptivePoolFields& spec,
                                               const Shape& input, const std::string& where);
  AveragePool(std::string_view type, const AveragingShape& shape, const Shape& input, const Shape& output)
      : Layer(input, output), type_(type), shape_(shape) {}
  AveragingShape shape(std::size_t rows) const;

  std::string_view type_;
  AveragingShape shape_;  // of one image
};

}  // namespace livefig
