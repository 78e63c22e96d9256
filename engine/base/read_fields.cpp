// The visitor that reads: every field is looked up, checked and, when good, assigned.
#include "base/read_fields.hpp"

#include <algorithm>
#include <cmath>

#include "base/nearest_name.hpp"
#include "base/text.hpp"

namespace livefig {
namespace {

std::string inside(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : joined({path, ".", name});
}

std::string indexed(const std::string& path, std::size_t index) { return joined({path, "[", index, "]"}); }

// What stands there, short enough for a sentence: `null`, `"abc"`, `a list`.
std::string shown(const Json& json) {
  constexpr std::size_t most = 40;
  if (json.is_array() || json.is_object()) return std::string(kind_phrase(json));
  std::string text = json.text();
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a character
  return joined({text.substr(0, end), "…"});
}

std::string listed(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) text += joined({(text.empty() ? "\"" : ", \""), name, "\""});
  return text;
}

class FieldReader final : public FieldVisitor {
 public:
  FieldReader(const Json& json, const std::string& path, Errors& errors)
      : json_(json), path_(path), all_errors_(errors) {}

  // A field that a type's own listing does not have but its object may: the key that names the type.
  void know(std::string_view name) { known_.push_back(name); }

  void number(const Field& field, double& value, const Range& range) override {
    if (const Json* json = expect(field)) read_number(*json, where_, value, range);
  }

  void integer(const Field& field, std::int64_t& value, const IntegerRange& range) override {
    if (const Json* json = expect(field)) read_integer(*json, where_, value, range);
  }

  void optional_integer(const Field& field, std::optional<std::int64_t>& value, const IntegerRange& range,
                        const std::optional<std::int64_t>&) override {
    const Json* json = expect(field);
    if (json == nullptr || json->is_null()) return;
    std::int64_t number = 0;
    if (read_integer(*json, where_, number, range)) value = number;
  }

  void flag(const Field& field, bool& value) override {
    const Json* json = expect(field);
    if (json == nullptr) return;
    if (json->is_boolean()) {
      value = json->boolean();
    } else {
      invalid(where_, {"must be true or false, got ", shown(*json)});
    }
  }

  void choice(const Field& field, std::string_view& value, std::span<const std::string_view> names) override {
    const Json* json = expect(field);
    if (json == nullptr) return;
    if (!json->is_string()) return invalid(where_, {"must be one of ", listed(names), ", got ", shown(*json)});
    if (const auto name = std::ranges::find(names, json->string()); name != names.end()) {
      value = *name;
    } else {
      fail(ErrorCode::UnknownName, where_, {"unknown name ", shown(*json), name_hint(json->string(), names)});
    }
  }

  void numbers(const Field& field, std::span<double> values, const Range& range) override {
    const Json* json = expect(field);
    if (json == nullptr) return;
    if (!json->is_array() || json->items().size() != values.size())
      return invalid(where_, {"must be a list of ", values.size(), " numbers, got ", counted(*json)});
    for (std::size_t i = 0; i < values.size(); ++i) read_number(json->items()[i], indexed(where_, i), values[i], range);
  }

  void integers(const Field& field, std::vector<std::int64_t>& values, const IntegerRange& range,
                const IntegerRange& count) override {
    const Json* json = expect(field);
    if (json == nullptr) return;
    if (!json->is_array()) return invalid(where_, {"must be a list of whole numbers, got ", shown(*json)});
    if (!check_count(where_, json->items().size(), count)) return;
    values = std::vector<std::int64_t>(json->items().size());
    for (std::size_t i = 0; i < values.size(); ++i)
      read_integer(json->items()[i], indexed(where_, i), values[i], range);
  }

  void object(const Field& field, ObjectSlot& slot) override {
    const Json* json = expect(field);
    if (json == nullptr || json->is_null()) return;
    slot.make_present();
    read_fields(*json, where_, [&slot](FieldVisitor& visit) { slot.fields(visit); }, errors_);
  }

  void variant(const Field& field, VariantSlot& slot) override {
    const Json* json = expect(field);
    if (json == nullptr || (json->is_null() && field.need == Need::optional)) return;
    read_variant(*json, where_, slot);
  }

  void variants(const Field& field, VariantList& list, const IntegerRange& count) override {
    const Json* json = expect(field);
    if (json == nullptr) return;
    if (!json->is_array()) return invalid(where_, {"must be a list, got ", shown(*json)});
    if (!check_count(where_, json->items().size(), count)) return;
    list.reset(json->items().size());
    for (std::size_t i = 0; i < list.size(); ++i)
      list.visit(i, [&](VariantSlot& slot) { read_variant(json->items()[i], indexed(where_, i), slot); });
  }

  // Names that nobody asked for. They come before this object's other errors: "out_feature" explains better what
  // is wrong than that "out_features" is missing.
  void finish() {
    for (const Json::Member& member : json_.members()) {
      if (std::ranges::find(known_, member.first) != known_.end()) continue;
      const std::string hint = known_.empty() ? "; there are no fields" : name_hint(member.first, known_);
      std::string where = inside(path_, member.first);
      if (where.empty()) where = "program";  // a field without a name
      all_errors_.push_back({ErrorCode::UnknownField, where, {"unknown field", hint}});
    }
    for (Error& error : errors_) all_errors_.push_back(std::move(error));
  }

 private:
  void fail(ErrorCode code, const std::string& where, Pieces message) { errors_.push_back({code, where, message}); }
  void invalid(const std::string& where, Pieces message) { fail(ErrorCode::InvalidValue, where, message); }

  const Json* expect(const Field& field) {
    know(field.name);
    where_ = inside(path_, field.name);
    const Json* json = json_.find(field.name);
    if (json == nullptr && field.need == Need::required) fail(ErrorCode::MissingField, where_, {"is required"});
    return json;
  }

  static std::string counted(const Json& json) {
    return json.is_array() ? joined({json.items().size(), " elements"}) : shown(json);
  }

  bool check_count(const std::string& where, std::size_t size, const IntegerRange& count) {
    const std::string complaint = count.complaint(static_cast<std::int64_t>(size));
    if (complaint.empty()) return true;
    invalid(where, {"its length ", complaint});
    return false;
  }

  void read_number(const Json& json, const std::string& where, double& value, const Range& range) {
    if (!json.is_number()) return invalid(where, {"must be a number, got ", shown(json)});
    const std::string complaint = range.complaint(json.number());
    if (!complaint.empty()) return invalid(where, {complaint});
    value = json.number();
  }

  bool read_integer(const Json& json, const std::string& where, std::int64_t& value, const IntegerRange& range) {
    const double number = json.number();
    // Above 2^53 a double's neighbours are more than 1 apart, and far above the conversion would be undefined.
    const bool whole = json.is_number() && number == std::floor(number) && std::fabs(number) <= 9007199254740992.0;
    if (!whole) {
      invalid(where, {"must be a whole number, got ", shown(json)});
      return false;
    }
    const std::string complaint = range.complaint(static_cast<std::int64_t>(number));
    if (!complaint.empty()) {
      invalid(where, {complaint});
      return false;
    }
    value = static_cast<std::int64_t>(number);
    return true;
  }

  void read_variant(const Json& json, const std::string& where, VariantSlot& slot) {
    if (slot.name_alone() && json.is_string()) {
      if (choose(json, where, slot)) read(Json::object(), where, slot);
      return;
    }
    if (!json.is_object()) return invalid(where, {"must be an object, got ", shown(json)});
    const Json* key = json.find(slot.key());
    const std::string key_path = inside(where, slot.key());
    if (key == nullptr) {
      if (slot.unnamed_type().empty()) return fail(ErrorCode::MissingField, key_path, {"is required"});
      slot.choose(slot.unnamed_type());
      return read(json, where, slot);
    }
    if (!key->is_string()) return invalid(key_path, {"must be a name, got ", shown(*key)});
    if (choose(*key, key_path, slot)) read(json, where, slot);
  }

  bool choose(const Json& name, const std::string& where, VariantSlot& slot) {
    // The unnamed type is chosen by leaving the key out, never by a name.
    if (name.string() != slot.unnamed_type() && slot.choose(name.string())) return true;
    fail(ErrorCode::UnknownName, where,
         {"unknown ", slot.family(), " ", shown(name), name_hint(name.string(), slot.type_names())});
    return false;
  }

  void read(const Json& json, const std::string& where, VariantSlot& slot) {
    FieldReader reader(json, where, errors_);
    reader.know(slot.key());
    slot.fields(reader);
    reader.finish();
  }

  const Json& json_;
  const std::string& path_;
  Errors& all_errors_;
  Errors errors_;  // of this object; in finish() they join the others
  std::vector<std::string_view> known_;
  std::string where_;  // the path of the field that is being read
};

}  // namespace

void read_fields(const Json& json, const std::string& path, FunctionRef<void(FieldVisitor&)> fields, Errors& errors) {
  if (!json.is_object()) {
    errors.push_back(
        {ErrorCode::InvalidValue, path.empty() ? "program" : path, {"must be an object, got ", shown(json)}});
    return;
  }
  FieldReader reader(json, path, errors);
  fields(reader);
  reader.finish();
}

}  // namespace livefig
