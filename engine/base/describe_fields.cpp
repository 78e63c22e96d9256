// The visitor that describes fields instead of touching them.
#include "base/describe_fields.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "base/field_values.hpp"

namespace livefig {
namespace {

class FieldDescriber final : public ValueVisitor {
 public:
  FieldDescriber(Json& fields, Json& families) : fields_(fields), families_(families) {}

  void number(const Field& field, double& number, const Range& range) override {
    ValueVisitor::number(field, number, range);
    bound(range);
  }
  void integer(const Field& field, std::int64_t& number, const IntegerRange& range) override {
    ValueVisitor::integer(field, number, range);
    bound(range);
  }
  void optional_integer(const Field& field, std::optional<std::int64_t>& number, const IntegerRange& range,
                        const std::optional<std::int64_t>&) override {
    ValueVisitor::optional_integer(field, number, range, {});
    bound(range);
  }
  void choice(const Field& field, std::string_view& name, std::span<const std::string_view> names) override {
    ValueVisitor::choice(field, name, names);
    Json choices = Json::array();
    for (const std::string_view one : names) choices.push(one);
    last().set("choices", std::move(choices));
  }
  void numbers(const Field& field, std::span<double> values, const Range& range) override {
    ValueVisitor::numbers(field, values, range);
    last().set("length", static_cast<std::int64_t>(values.size()));
    bound(range);
  }
  void integers(const Field& field, std::vector<std::int64_t>& values, const IntegerRange& range,
                const IntegerRange& count) override {
    ValueVisitor::integers(field, values, range, count);
    bound_length(count);
    bound(range);
  }
  void object(const Field& field, ObjectSlot& slot) override {
    Json inner = Json::array();
    FieldDescriber describer(inner, families_);
    slot.fields(describer);
    value(field, "object", {});
    last().set("fields", std::move(inner));
  }
  void variant(const Field& field, VariantSlot& slot) override {
    value(field, "variant", {});
    last().set("family", slot.family());
    describe(slot);
  }
  void variants(const Field& field, VariantList& elements, const IntegerRange& count) override {
    elements.sample([&](VariantSlot& slot) {
      value(field, "list", {});
      last().set("family", slot.family());
      bound_length(count);
      describe(slot);
    });
  }

 private:
  void value(const Field& field, std::string_view kind, Json value) override {
    Json entry = Json::object();
    const bool required = field.need == Need::required;
    entry.set("name", field.name);
    entry.set("kind", kind);
    entry.set("required", required);
    entry.set("live", field.live == Live::yes);
    if (!required && !value.is_null()) entry.set("default", std::move(value));
    fields_.push(std::move(entry));
  }

  // The field that was described last; more is said about it.
  Json& last() { return fields_.items().back(); }
  void bound(const Range& range) {
    if (std::isfinite(range.low)) last().set(range.low_open ? "above" : "min", range.low);
    if (std::isfinite(range.high)) last().set(range.high_open ? "below" : "max", range.high);
  }
  void bound(const IntegerRange& range, std::string_view low = "min", std::string_view high = "max") {
    last().set(low, range.low);
    last().set(high, range.high);
  }
  void bound_length(const IntegerRange& count) { bound(count, "min_length", "max_length"); }

  // Once per family: a layer that contains layers would never end otherwise.
  void describe(VariantSlot& slot) {
    if (families_.find(slot.family()) != nullptr) return;
    Json family = Json::object();
    family.set("key", slot.key());
    if (!slot.unnamed_type().empty()) family.set("unnamed", slot.unnamed_type());
    if (slot.name_alone()) family.set("name_alone", true);
    const std::string name(slot.family());
    families_.set(name, family);
    Json types = Json::object();
    const auto add_type = [&](std::string_view type) {
      slot.choose(type);
      Json inner = Json::array();
      FieldDescriber describer(inner, families_);
      slot.fields(describer);
      types.set(type, std::move(inner));
    };
    for (const std::string_view type : slot.type_names()) add_type(type);
    if (!slot.unnamed_type().empty()) add_type(slot.unnamed_type());
    families_.find(name)->set("types", std::move(types));
  }

  Json& fields_;
  Json& families_;
};

}  // namespace

Json describe_fields(FunctionRef<void(FieldVisitor&)> fields) {
  Json listing = Json::array();
  Json families = Json::object();
  FieldDescriber describer(listing, families);
  fields(describer);
  Json description = Json::object();
  description.set("fields", std::move(listing));
  description.set("families", std::move(families));
  return description;
}

}  // namespace livefig
