// Sentences joined out of pieces.
#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "base/result.hpp"
#include "base/text.hpp"

using namespace livefig;

TEST_CASE("pieces are texts and numbers of every kind, as a reader expects to see them", "[text]") {
  const std::string name = "model";
  const std::string_view part = std::string_view("weights").substr(0, 6);
  CHECK(joined({name, "[", std::size_t{2}, "].", part}) == "model[2].weight");
  CHECK(joined({0.1, " ", -3, " ", 1e-8, " ", 2.5f}) == "0.1 -3 1e-08 2.5");
  CHECK(joined({std::numeric_limits<std::uint64_t>::max(), std::numeric_limits<std::int64_t>::min()}) ==
        "18446744073709551615-9223372036854775808");
  CHECK(joined({-std::numeric_limits<double>::max()}) == "-1.7976931348623157e+308");
  CHECK(joined({}) == "");
  CHECK(joined({"", std::string()}) == "");
}

TEST_CASE("an error's place and message are made of pieces, too", "[text]") {
  const Error error{ErrorCode::InvalidValue, {"model", "[", 0, "]"}, {"must be ", 1}};
  CHECK(error.text() == "[model[0]] must be 1");
  CHECK(Error{ErrorCode::InvalidValue, "p", {"got ", 0.5}}.text() == "[p] got 0.5");
}
