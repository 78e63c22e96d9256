// What visitors have in common that look at values only: every field is one JSON value.
#pragma once

#include "base/fields.hpp"
#include "base/json.hpp"

namespace livefig {

/// Hands each field that holds no further fields to value().
class ValueVisitor : public FieldVisitor {
 public:
  void number(const Field& field, double& value, const Range& range) override;
  void integer(const Field& field, std::int64_t& value, const IntegerRange& range) override;
  void optional_integer(const Field& field, std::optional<std::int64_t>& value, const IntegerRange& range,
                        const std::optional<std::int64_t>& fallback) override;
  void flag(const Field& field, bool& value) override;
  void choice(const Field& field, std::string_view& value, std::span<const std::string_view> names) override;
  void numbers(const Field& field, std::span<double> values, const Range& range) override;
  void integers(const Field& field, std::vector<std::int64_t>& values, const IntegerRange& range,
                const IntegerRange& count) override;

 protected:
  /// `kind` as in descriptions. A whole number that is absent and has no fallback is null.
  virtual void value(const Field& field, std::string_view kind, Json value) = 0;
};

}  // namespace livefig
