// Fields as JSON values.
#include "base/field_values.hpp"

namespace livefig {
namespace {

template <class Values>
Json list(const Values& values) {
  Json array = Json::array();
  for (const auto value : values) array.push(value);
  return array;
}

}  // namespace

void ValueVisitor::number(const Field& field, double& number, const Range&) { value(field, "number", number); }

void ValueVisitor::integer(const Field& field, std::int64_t& number, const IntegerRange&) {
  value(field, "integer", number);
}

void ValueVisitor::optional_integer(const Field& field, std::optional<std::int64_t>& number, const IntegerRange&,
                                    const std::optional<std::int64_t>& fallback) {
  const std::optional<std::int64_t>& meant = number ? number : fallback;
  value(field, "integer", meant ? Json(*meant) : Json());
}

void ValueVisitor::flag(const Field& field, bool& is_set) { value(field, "flag", is_set); }

void ValueVisitor::choice(const Field& field, std::string_view& name, std::span<const std::string_view>) {
  value(field, "choice", name);
}

void ValueVisitor::numbers(const Field& field, std::span<double> values, const Range&) {
  value(field, "numbers", list(values));
}

void ValueVisitor::integers(const Field& field, std::vector<std::int64_t>& values, const IntegerRange&,
                            const IntegerRange&) {
  value(field, "integers", list(values));
}

}  // namespace livefig
