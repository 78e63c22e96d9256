// The visitor that writes every field into a JSON object.
#include "base/write_fields.hpp"

#include "base/field_values.hpp"

namespace livefig {
namespace {

class FieldWriter final : public ValueVisitor {
 public:
  explicit FieldWriter(Json& out) : out_(out) {}

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
  void value(const Field& field, std::string_view, Json value) override {
    // An empty list means that the field is left out (LayerNorm's normalized_shape).
    if (!value.is_null() && !(value.is_array() && value.items().empty())) out_.set(field.name, std::move(value));
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
