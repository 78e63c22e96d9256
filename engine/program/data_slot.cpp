// Choosing between the named sets and the caller's arrays.
#include "program/data_slot.hpp"

namespace livefig {
namespace {

VariantSlotOf<NamedDataSpec> named(NamedDataSpec& spec) { return {"data", "name", spec}; }

}  // namespace

std::span<const std::string_view> DataSlot::type_names() const {
  static NamedDataSpec any;
  return named(any).type_names();
}

std::string_view DataSlot::type_name() const {
  if (std::holds_alternative<ArrayDataSpec>(value_)) return ArrayDataSpec::type_name;
  if (auto* spec = std::get_if<NamedDataSpec>(&value_)) return named(*spec).type_name();
  return {};
}

bool DataSlot::choose(std::string_view type_name) {
  if (type_name == ArrayDataSpec::type_name) {
    value_ = ArrayDataSpec{};
    return true;
  }
  NamedDataSpec spec;
  if (!named(spec).choose(type_name)) return false;
  value_ = spec;
  return true;
}

void DataSlot::fields(FieldVisitor& visit) {
  if (auto* arrays = std::get_if<ArrayDataSpec>(&value_)) arrays->fields(visit);
  if (auto* spec = std::get_if<NamedDataSpec>(&value_)) named(*spec).fields(visit);
}

}  // namespace livefig
