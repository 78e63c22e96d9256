// A JSON value: what programs are read from and answers are built of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace livefig {

/// Objects keep the order of their members; numbers are doubles, always finite when they come from parse().
class Json {
 public:
  enum class Kind { null, boolean, number, string, array, object };
  using Member = std::pair<std::string, Json>;

  // Made, copied, moved and dropped out of line: a value holds three containers.
  Json();
  Json(const Json&);
  Json(Json&&) noexcept;
  Json& operator=(const Json&);
  Json& operator=(Json&&) noexcept;
  ~Json();
  Json(bool value);
  Json(double value);
  Json(int value) : Json(static_cast<double>(value)) {}
  Json(std::int64_t value) : Json(static_cast<double>(value)) {}
  Json(std::string_view value);
  Json(const std::string& value) : Json(std::string_view(value)) {}
  Json(const char* value) : Json(std::string_view(value)) {}
  static Json array() { return Json(Kind::array); }
  static Json object() { return Json(Kind::object); }

  /// Arrays and objects nested deeper than this are refused, so that reading cannot exhaust the stack.
  static constexpr std::size_t max_depth = 64;

  /// RFC 8259 without duplicate names. Errors: BadJson, `where` = "json", the message with line and column.
  static Result<Json> parse(std::string_view text);
  /// Without spaces. A number that is not finite becomes null, as JSON.stringify does.
  std::string text() const;

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::null; }
  bool is_boolean() const { return kind_ == Kind::boolean; }
  bool is_number() const { return kind_ == Kind::number; }
  bool is_string() const { return kind_ == Kind::string; }
  bool is_array() const { return kind_ == Kind::array; }
  bool is_object() const { return kind_ == Kind::object; }

  bool boolean() const { return boolean_; }
  double number() const { return number_; }
  const std::string& string() const { return string_; }

  /// Elements of an array; empty for any other kind.
  const std::vector<Json>& items() const { return items_; }
  std::vector<Json>& items() { return items_; }
  void push(Json value) { items_.push_back(std::move(value)); }

  /// Members of an object; empty for any other kind.
  const std::vector<Member>& members() const { return members_; }
  std::vector<Member>& members() { return members_; }
  /// The member of that name, or nullptr.
  const Json* find(std::string_view name) const;
  Json* find(std::string_view name);
  /// Adds the member, or replaces its value.
  Json& set(std::string_view name, Json value);

  friend bool operator==(const Json& a, const Json& b);

 private:
  explicit Json(Kind kind);

  Kind kind_ = Kind::null;
  bool boolean_ = false;
  double number_ = 0;
  std::string string_;
  std::vector<Json> items_;
  std::vector<Member> members_;
};

/// "null", "a boolean", "a number"…: for messages.
std::string_view kind_phrase(const Json& value);

}  // namespace livefig
