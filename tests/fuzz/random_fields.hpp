// Values for the fields that the engine lists of itself: what is added to a listing is fuzzed without a change here.
#pragma once

#include <string_view>

#include "base/json.hpp"
#include "dice.hpp"

namespace livefig::fuzz {

/// describe_program()'s answer, asked for once.
class Listing {
 public:
  Listing();

  /// The program's own fields.
  const std::vector<Json>& fields() const { return listing_.find("fields")->items(); }
  const Json* field(std::string_view name) const;
  /// A value inside the field's range, mostly a small one.
  Json value(const Json& field, Dice& dice) const;
  /// An object of one of a family's types ("layer", "loss", …), most optional fields left out.
  Json object(std::string_view family, Dice& dice) const;
  /// An object of that type.
  Json object(std::string_view family, std::string_view type, Dice& dice) const;
  std::vector<std::string> types(std::string_view family) const;

 private:
  void fill(Json& object, const std::vector<Json>& fields, Dice& dice) const;
  const Json& family(std::string_view name) const { return *listing_.find("families")->find(name); }

  Json listing_;
};

}  // namespace livefig::fuzz
