// The JSON reader and writer: what is read comes back, what is not JSON is refused with its place.
#include <catch2/catch_test_macros.hpp>

#include "base/json.hpp"

using livefig::ErrorCode;
using livefig::Json;

namespace {

std::string round_trip(std::string_view text) {
  const auto json = Json::parse(text);
  return json.ok() ? json.value().text() : "error: " + json.error().text();
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("JSON values come back as they were", "[base]") {
  for (const char* text :
       {"null", "true", "false", "0", "-1", "0.1", "1e-08", "16777217", "1.7976931348623157e+308", "\"\"", "\"a b\"",
        "[]", "{}", "[1,[2,{\"a\":[null]}]]", "{\"b\":1,\"a\":2}", "\"\\\"\\\\\"", "\"\\u0001\"", "\"äß→𝄞\""})
    CHECK(round_trip(text) == text);
}

TEST_CASE("JSON escapes and spaces are read", "[base]") {
  CHECK(round_trip(" { \"a\" :\t[ 1 ,\n2 ] } ") == "{\"a\":[1,2]}");
  CHECK(round_trip("\"\\u00e4\\u2192\\ud834\\udd1e\\/\"") == "\"ä→𝄞/\"");
  CHECK(round_trip("1E2") == "100");
  CHECK(round_trip("-0.5e+1") == "-5");
}

TEST_CASE("What is not JSON is refused with line and column", "[base]") {
  struct Row {
    std::string text;
    const char* message;
  };
  const Row rows[] = {
      {"", "unexpected end at line 1, column 1"},
      {"{", "expected a name in quotes at line 1, column 2"},
      {"{\"a\"}", "expected : at line 1, column 5"},
      {"{\"a\":1,}", "expected a name in quotes at line 1, column 8"},
      {"{\"a\":1 \"b\":2}", "expected , or } at line 1, column 8"},
      {"[1,\n2", "expected , or ] at line 2, column 2"},
      {"[1,]", "unexpected character at line 1, column 4"},
      {"NaN", "unexpected character at line 1, column 1"},
      {"[Infinity]", "unexpected character at line 1, column 2"},
      {"-", "unexpected character at line 1, column 1"},
      {"01", "expected the end of the text at line 1, column 2"},
      {"1.", "expected a digit at line 1, column 3"},
      {"1e", "expected a digit at line 1, column 3"},
      {"+1", "unexpected character at line 1, column 1"},
      {"1e999", "a number that is not finite at line 1, column 1"},
      {"{\"a\":1,\"a\":2}", "duplicate name \"a\" at line 1, column 8"},
      {"\"abc", "unfinished string at line 1, column 5"},
      {"\"a\nb\"", "control character in a string at line 1, column 3"},
      {"\"\\x\"", "unknown escape at line 1, column 3"},
      {"\"\\u12g4\"", "expected four hexadecimal digits at line 1, column 6"},
      {"\"\\ud834\"", "half a surrogate pair at line 1, column 8"},
      {"tru", "unexpected character at line 1, column 1"},
      {"1 2", "expected the end of the text at line 1, column 3"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto json = Json::parse(row.text);
    REQUIRE_FALSE(json.ok());
    CHECK(json.error().code == ErrorCode::BadJson);
    CHECK(json.error().where == "json");
    CHECK(json.error().message == row.message);
  }
}

TEST_CASE("JSON nested too deeply is refused before the stack is", "[base]") {
  CHECK(Json::parse(nested(Json::max_depth)).ok());
  const auto deep = Json::parse(nested(100000));
  REQUIRE_FALSE(deep.ok());
  CHECK(deep.error().message.starts_with("nested too deeply"));
}

TEST_CASE("Every double is written so that it reads back to itself", "[base]") {
  for (const double value : {0.1, 1.0 / 3.0, 1e-8, 5e-324, 123456789.123456789, -2.5e300}) {
    const auto json = Json::parse(Json(value).text());
    REQUIRE(json.ok());
    CHECK(json.value().number() == value);
  }
  CHECK(Json(0.0 /
             [] {
               volatile double zero = 0;
               return zero;
             }())
            .text() == "null");
}
