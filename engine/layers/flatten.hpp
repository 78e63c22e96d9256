// Flatten: a row of any shape as a row of numbers. Nothing is copied: the chain passes its input on.
#pragma once

#include <memory>

#include "base/fields.hpp"
#include "layers/layer.hpp"

namespace livefig {

struct FlattenSpec {
  static constexpr std::string_view type_name = "Flatten";
  void fields(FieldVisitor&) {}
};

class Flatten final : public Layer {
 public:
  static Result<std::unique_ptr<Layer>> make(const FlattenSpec&, const Shape& input, const std::string&) {
    return std::unique_ptr<Layer>(new Flatten(input));
  }

  std::string_view type() const override { return FlattenSpec::type_name; }
  bool is_view() const override { return true; }
  void forward(const Pass&, In, Out) override {}
  void backward(const Pass&, In, In, In, Out) override {}

 private:
  explicit Flatten(const Shape& input) : Layer(input, {count(input)}) {}
};

}  // namespace livefig
