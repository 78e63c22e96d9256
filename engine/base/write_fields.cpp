// The visitor that writes every field into a JSON object.
#include "base/write_fields.hpp"

namespace livefig {
namespace {

class FieldWriter final : public FieldVisitor {
 public:
  explicit FieldWriter(Json& out) : out_(out) {}

  void number(const Field& field, double& value, const Range&) override { out_.set(field.name, value); }
  void integer(const Field& field, std::int64_t& value, const IntegerRange&) override { out_.set(field.name, value); }
  void optional_integer(const Field& field, std::optional<std::int64_t>& value, const IntegerRange&,
                        const std::optional<std::int64_t>& fallback) override {
    if (value || fallback) out_.set(field.name, value ? *value : *fallback);
  }
  void flag(const Field& field, bool& value) override { out_.set(field.name, value); }
  void choice(const Field& field, std::string_view& value, std::span<const std::string_view>) override {
    out_.set(field.name, value);
  }
  void numbers(const Field& field, std::span<double> values, const Range&) override {
    out_.set(field.name, list(values));
  }
  void integers(const Field& field, std::vector<std::int64_t>& values, const IntegerRange&,
                const IntegerRange&) override {
    // An empty list means that the field is left out (LayerNorm's normalized_shape).
    if (!values.empty()) out_.set(field.name, list(values));
  }
  void object(const Field& field, ObjectSlot& slot) override {
    if (slot.present()) out_.set(field.name, write_fields([&slot](FieldVisitor& visit) { slot.fields(visit); }));
  }
  void variant(const Field& field, VariantSlot& slot) override {
    if (!slot.type_name().empty()) out_.set(field.name, write(slot));
  }
  void variants(const Field& field, VariantList& elements, const IntegerRange&) override {
    Json array = Json::array();
    for (std::size_t i = 0; i < elements.size(); ++i)
      elements.visit(i, [&array](VariantSlot& slot) { array.push(write(slot)); });
    out_.set(field.name, std::move(array));
  }

 private:
  template <class Values>
  static Json list(const Values& values) {
    Json array = Json::array();
    for (const auto value : values) array.push(value);
    return array;
  }

  static Json write(VariantSlot& slot) {
    Json object = Json::object();
    if (slot.type_name() != slot.unnamed_type()) object.set(slot.key(), slot.type_name());
    FieldWriter writer(object);
    slot.fields(writer);
    return object;
  }

  Json& out_;
};

}  // namespace

Json write_fields(FunctionRef<void(FieldVisitor&)> fields) {
  Json object = Json::object();
  FieldWriter writer(object);
  fields(writer);
  return object;
}

}  // namespace livefig
