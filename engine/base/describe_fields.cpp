// The visitor that describes fields instead of touching them.
#include "base/describe_fields.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace livefig {
namespace {

class FieldDescriber final : public FieldVisitor {
 public:
  FieldDescriber(Json& fields, Json& families) : fields_(fields), families_(families) {}

  void number(const Field& field, double& value, const Range& range) override {
    bound(add(field, "number", Json(value)), range);
  }
  void integer(const Field& field, std::int64_t& value, const IntegerRange& range) override {
    bound(add(field, "integer", Json(value)), range);
  }
  void optional_integer(const Field& field, std::optional<std::int64_t>& value, const IntegerRange& range,
                        const std::optional<std::int64_t>&) override {
    bound(add(field, "integer", value ? Json(*value) : Json()), range);
  }
  void flag(const Field& field, bool& value) override { add(field, "flag", Json(value)); }
  void choice(const Field& field, std::string_view& value, std::span<const std::string_view> names) override {
    Json choices = Json::array();
    for (const std::string_view name : names) choices.push(name);
    add(field, "choice", Json(value)).set("choices", std::move(choices));
  }
  void numbers(const Field& field, std::span<double> values, const Range& range) override {
    Json defaults = Json::array();
    for (const double value : values) defaults.push(value);
    Json& entry = add(field, "numbers", std::move(defaults));
    entry.set("length", static_cast<std::int64_t>(values.size()));
    bound(entry, range);
  }
  void integers(const Field& field, std::vector<std::int64_t>& values, const IntegerRange& range,
                const IntegerRange& count) override {
    Json defaults = Json::array();
    for (const std::int64_t value : values) defaults.push(value);
    Json& entry = add(field, "integers", std::move(defaults));
    entry.set("min_length", count.low);
    entry.set("max_length", count.high);
    bound(entry, range);
  }
  void object(const Field& field, ObjectSlot& slot) override {
    Json inner = Json::array();
    FieldDescriber describer(inner, families_);
    slot.fields(describer);
    add(field, "object", Json()).set("fields", std::move(inner));
  }
  void variant(const Field& field, VariantSlot& slot) override {
    add(field, "variant", Json()).set("family", slot.family());
    describe(slot);
  }
  void variants(const Field& field, VariantList& elements, const IntegerRange& count) override {
    elements.sample([&](VariantSlot& slot) {
      Json& entry = add(field, "list", Json());
      entry.set("family", slot.family());
      entry.set("min_length", count.low);
      entry.set("max_length", count.high);
      describe(slot);
    });
  }

 private:
  Json& add(const Field& field, std::string_view kind, Json value) {
    Json entry = Json::object();
    const bool required = field.need == Need::required;
    entry.set("name", field.name);
    entry.set("kind", kind);
    entry.set("required", required);
    entry.set("live", field.live == Live::yes);
    if (!required && !value.is_null()) entry.set("default", std::move(value));
    fields_.push(std::move(entry));
    return fields_.items().back();
  }

  static void bound(Json& entry, const Range& range) {
    if (std::isfinite(range.low)) entry.set(range.low_open ? "above" : "min", range.low);
    if (std::isfinite(range.high)) entry.set(range.high_open ? "below" : "max", range.high);
  }
  static void bound(Json& entry, const IntegerRange& range) {
    entry.set("min", range.low);
    entry.set("max", range.high);
  }

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
