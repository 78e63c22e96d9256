// Drawing values by kind and range.
#include "random_fields.hpp"

#include <algorithm>
#include <cmath>

#include "program/program.hpp"

namespace livefig::fuzz {
namespace {

// Nested blocks end some time.
constexpr double keeps_optional = 0.25;

double end_of(const Json& field, std::string_view closed, std::string_view open, double otherwise) {
  if (const Json* end = field.find(closed)) return end->number();
  if (const Json* end = field.find(open)) return end->number();
  return otherwise;
}

Json number(const Json& field, Dice& dice) {
  const double low = end_of(field, "min", "above", -100.0);
  const double high = end_of(field, "max", "below", std::max(low, 0.0) + 100.0);
  // Rates and widths of noise live on a logarithmic scale, and an end of a range is where mistakes are.
  double value = low + dice.share() * (high - low);
  if (dice.chance(0.6)) value = low + std::min(high - low, std::pow(10.0, 6.0 * dice.share() - 5.0));
  if (dice.chance(0.1) && field.find("min") != nullptr) value = low;
  if (dice.chance(0.05) && field.find("max") != nullptr) value = high;
  if (field.find("above") != nullptr && value <= low) value = low + 1e-3 * (high - low);
  if (field.find("below") != nullptr && value >= high) value = low + 0.5 * (high - low);
  return value;
}

Json integer(const Json& field, Dice& dice) {
  const auto low = static_cast<std::int64_t>(end_of(field, "min", "above", 0));
  const auto high = static_cast<std::int64_t>(end_of(field, "max", "below", 1 << 20));
  const std::int64_t span = dice.chance(0.02) ? 5000 : dice.chance(0.2) ? 40 : 7;
  return dice.between(low, std::min(high, low + span));
}

}  // namespace

Listing::Listing() : listing_(describe_program()) {}

const Json* Listing::field(std::string_view name) const {
  for (const Json& field : fields())
    if (field.find("name")->string() == name) return &field;
  return nullptr;
}

std::vector<std::string> Listing::types(std::string_view name) const {
  std::vector<std::string> names;
  for (const Json::Member& type : family(name).find("types")->members()) names.push_back(type.first);
  return names;
}

Json Listing::value(const Json& field, Dice& dice) const {
  const std::string& kind = field.find("kind")->string();
  if (kind == "number") return number(field, dice);
  if (kind == "integer") return integer(field, dice);
  if (kind == "flag") return dice.chance(0.5);
  if (kind == "choice") return dice.pick(field.find("choices")->items());
  if (kind == "object") {
    Json object = Json::object();
    fill(object, field.find("fields")->items(), dice);
    return object;
  }
  const Json* named = field.find("family");
  if (kind == "variant") return object(named->string(), dice);

  Json list = Json::array();
  std::size_t length = 0;
  if (kind == "numbers") {
    length = static_cast<std::size_t>(field.find("length")->number());
  } else {
    const auto least = static_cast<std::int64_t>(field.find("min_length")->number());
    const auto most = static_cast<std::int64_t>(field.find("max_length")->number());
    length = static_cast<std::size_t>(dice.between(least, std::min(most, least + 3)));
  }
  for (std::size_t i = 0; i < length; ++i) {
    list.push(kind == "numbers"    ? number(field, dice)
              : kind == "integers" ? integer(field, dice)
                                   : object(named->string(), dice));
  }
  return list;
}

Json Listing::object(std::string_view name, Dice& dice) const {
  std::vector<std::string> names = types(name);
  return object(name, dice.pick(names), dice);
}

Json Listing::object(std::string_view name, std::string_view type, Dice& dice) const {
  const Json& members = family(name);
  if (const Json* alone = members.find("name_alone"); alone != nullptr && alone->boolean() && dice.chance(0.5)) {
    return Json(type);
  }
  Json object = Json::object();
  const Json* unnamed = members.find("unnamed");
  if (unnamed == nullptr || unnamed->string() != type) object.set(members.find("key")->string(), type);
  fill(object, members.find("types")->find(type)->items(), dice);
  return object;
}

void Listing::fill(Json& object, const std::vector<Json>& fields, Dice& dice) const {
  for (const Json& field : fields) {
    if (field.find("required")->boolean() || dice.chance(keeps_optional)) {
      object.set(field.find("name")->string(), value(field, dice));
    }
  }
}

}  // namespace livefig::fuzz
