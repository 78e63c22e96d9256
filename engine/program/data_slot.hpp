// `data` as a variant: one of the named sets, or without a name the caller's own arrays.
#pragma once

#include "base/variant_slot.hpp"
#include "program/program.hpp"

namespace livefig {

class DataSlot final : public VariantSlot {
 public:
  using Value = decltype(Program::data);

  explicit DataSlot(Value& value) : value_(value) {}

  std::string_view family() const override { return "data"; }
  std::string_view key() const override { return "name"; }
  std::string_view unnamed_type() const override { return ArrayDataSpec::type_name; }
  std::span<const std::string_view> type_names() const override;
  std::string_view type_name() const override;
  bool choose(std::string_view type_name) override;
  void fields(FieldVisitor& visit) override;

 private:
  Value& value_;
};

}  // namespace livefig
