// A JSON value's members, and its text.
#include "base/json.hpp"

#include <cmath>

#include "base/number_text.hpp"

namespace livefig {
namespace {

void write_string(std::string& out, std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += hex[byte >> 4];
      out += hex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void write_value(std::string& out, const Json& value) {
  switch (value.kind()) {
    case Json::Kind::null:
      out += "null";
      break;
    case Json::Kind::boolean:
      out += value.boolean() ? "true" : "false";
      break;
    case Json::Kind::number:
      out += std::isfinite(value.number()) ? number_text(value.number()) : "null";
      break;
    case Json::Kind::string:
      write_string(out, value.string());
      break;
    case Json::Kind::array: {
      out += '[';
      bool first = true;
      for (const Json& item : value.items()) {
        if (!first) out += ',';
        first = false;
        write_value(out, item);
      }
      out += ']';
      break;
    }
    case Json::Kind::object: {
      out += '{';
      bool first = true;
      for (const Json::Member& member : value.members()) {
        if (!first) out += ',';
        first = false;
        write_string(out, member.first);
        out += ':';
        write_value(out, member.second);
      }
      out += '}';
      break;
    }
  }
}

}  // namespace

[[gnu::noinline]] Json::Json() = default;
[[gnu::noinline]] Json::Json(Kind kind) : kind_(kind) {}
[[gnu::noinline]] Json::Json(bool value) : kind_(Kind::boolean), boolean_(value) {}
[[gnu::noinline]] Json::Json(double value) : kind_(Kind::number), number_(value) {}
[[gnu::noinline]] Json::Json(std::string_view value) : kind_(Kind::string), string_(value) {}
[[gnu::noinline]] Json::Json(const Json&) = default;
[[gnu::noinline]] Json::Json(Json&&) noexcept = default;
[[gnu::noinline]] Json& Json::operator=(const Json&) = default;
[[gnu::noinline]] Json& Json::operator=(Json&&) noexcept = default;
[[gnu::noinline]] Json::~Json() = default;

std::string Json::text() const {
  std::string out;
  write_value(out, *this);
  return out;
}

const Json* Json::find(std::string_view name) const {
  for (const Member& member : members_)
    if (member.first == name) return &member.second;
  return nullptr;
}

Json* Json::find(std::string_view name) { return const_cast<Json*>(static_cast<const Json*>(this)->find(name)); }

Json& Json::set(std::string_view name, Json value) {
  if (Json* existing = find(name)) return *existing = std::move(value);
  return members_.emplace_back(std::string(name), std::move(value)).second;
}

bool operator==(const Json& a, const Json& b) {
  return a.kind_ == b.kind_ && a.boolean_ == b.boolean_ && a.number_ == b.number_ && a.string_ == b.string_ &&
         a.items_ == b.items_ && a.members_ == b.members_;
}

std::string_view kind_phrase(const Json& value) {
  switch (value.kind()) {
    case Json::Kind::null:
      return "null";
    case Json::Kind::boolean:
      return "a boolean";
    case Json::Kind::number:
      return "a number";
    case Json::Kind::string:
      return "a string";
    case Json::Kind::array:
      return "a list";
    case Json::Kind::object:
      return "an object";
  }
  return "null";
}

}  // namespace livefig
