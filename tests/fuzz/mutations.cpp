// Breaking programs, texts and checkpoints.
#include "mutations.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "training/checkpoint.hpp"

namespace livefig::fuzz {
namespace {

constexpr std::size_t head = 16, tail = 8;

/// Every value inside, itself first.
void collect(Json& json, std::vector<Json*>& places) {
  places.push_back(&json);
  for (Json& item : json.items()) collect(item, places);
  for (Json::Member& member : json.members()) collect(member.second, places);
}

Json odd_value(Dice& dice) {
  const std::array<Json, 26> values{Json(),
                                    Json(true),
                                    Json(0),
                                    Json(-1),
                                    Json(0.5),
                                    Json(1e-300),
                                    Json(1e38),
                                    Json(3.5e38),
                                    Json(1e308),
                                    Json(16777216),
                                    Json(16777217),
                                    Json(9007199254740993.0),
                                    Json(-1e308),
                                    Json(""),
                                    Json("type"),
                                    Json("Linear"),
                                    Json("\xC3\xA4\xF0\x9F\x98\x80"),
                                    Json(std::string(300, 'x')),
                                    Json::array(),
                                    Json::object(),
                                    Json(1),
                                    Json(2),
                                    Json(4294967296.0),
                                    Json(2147483648.0),
                                    Json(100000),
                                    Json(-0.0)};
  return dice.pick(values);
}

void break_object(Json& object, Dice& dice) {
  std::vector<Json::Member>& members = object.members();
  const std::size_t at = dice.below(members.size());
  switch (dice.below(4)) {
    case 0:
      members.erase(members.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1:
      members.emplace_back("unknown", odd_value(dice));
      break;
    case 2:
      members[at].first += dice.chance(0.5) ? "s" : "";
      members[at].second = odd_value(dice);
      break;
    default:
      members.emplace_back(members[dice.below(members.size())]);  // twice
  }
}

void break_list(Json& list, Dice& dice) {
  std::vector<Json>& items = list.items();
  const std::size_t at = dice.below(items.size());
  switch (dice.below(4)) {
    case 0:
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1:
      items.push_back(Json(items[at]));
      break;
    case 2:
      std::swap(items[at], items[dice.below(items.size())]);
      break;
    default:
      items[at] = odd_value(dice);
  }
}

void sign(Bytes& bytes) {
  if (bytes.size() < head + tail) return;
  const std::uint64_t length = bytes.size() - head - tail;
  std::memcpy(bytes.data() + 8, &length, 8);
  const std::uint64_t hash = fnv1a(std::span(bytes).subspan(head, length));
  std::memcpy(bytes.data() + bytes.size() - tail, &hash, 8);
}

void alter(Bytes& bytes, Dice& dice) {
  const std::size_t times = 1 + dice.below(4);
  for (std::size_t i = 0; i < times && !bytes.empty(); ++i) {
    const std::size_t at = dice.below(bytes.size());
    switch (dice.below(3)) {
      case 0:
        bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1u << dice.below(8)));
        break;
      case 1:
        bytes[at] = static_cast<std::uint8_t>(dice.bits());
        break;
      default: {
        // A length, a count or a float that means something.
        constexpr std::array<std::uint64_t, 6> words{0, 1, 0xffffffffffffffff, 0x7fc000007fc00000, 0x80000000, 4097};
        const std::uint64_t word = dice.pick(words);
        std::memcpy(bytes.data() + at, &word, std::min<std::size_t>(dice.chance(0.5) ? 4 : 8, bytes.size() - at));
      }
    }
  }
}

}  // namespace

void break_one_place(Json& program, Dice& dice) {
  std::vector<Json*> places;
  collect(program, places);
  Json& place = *dice.pick(places);
  if (place.is_object() && !place.members().empty() && dice.chance(0.8)) return break_object(place, dice);
  if (place.is_array() && !place.items().empty() && dice.chance(0.8)) return break_list(place, dice);
  if (place.is_number() && dice.chance(0.4)) {
    constexpr std::array<double, 6> factors{-1, 0, 10, 0.1, 1e6, 1e12};
    place = Json(place.number() * dice.pick(factors));
  } else {
    place = odd_value(dice);
  }
}

std::string mutated_text(std::string text, Dice& dice) {
  constexpr std::string_view tokens[] = {
      "{",    "}", "[",     "]",      ",",  ":",  "\"", "\\u0000", "\\ud800", "null",
      "true", "-", "1e999", "1e-999", "0.", "01", "\n", "\t",      "\xff",    "9999999999999999999"};
  const std::size_t times = 1 + dice.below(3);
  for (std::size_t i = 0; i < times; ++i) {
    const std::size_t at = text.empty() ? 0 : dice.below(text.size());
    const std::size_t length = 1 + dice.below(8);
    switch (dice.below(6)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, std::string(dice.pick(tokens)));
        break;
      case 2:
        if (!text.empty()) text[at] = static_cast<char>(text[at] ^ (1 << dice.below(7)));
        break;
      case 3:
        text.resize(at);
        break;
      case 4:
        text.insert(at, text.substr(at, 1 + dice.below(60)));
        break;
      default:
        text.insert(at, std::string(1 + dice.below(100), dice.chance(0.5) ? '[' : '9'));
    }
  }
  return text;
}

Bytes mutated_checkpoint(const Bytes& own, const Bytes& other, Dice& dice) {
  Bytes bytes = own;
  switch (dice.below(5)) {
    case 0:
      bytes.resize(dice.below(bytes.size()));
      break;
    case 1: {
      const std::size_t at = dice.below(std::min(own.size(), other.size()));
      bytes.resize(at);
      bytes.insert(bytes.end(), other.begin() + static_cast<std::ptrdiff_t>(at), other.end());
      break;
    }
    case 2:
      if (dice.chance(0.2)) return other;
      [[fallthrough]];
    default:
      alter(bytes, dice);
  }
  if (dice.chance(0.6)) sign(bytes);
  return bytes;
}

}  // namespace livefig::fuzz
