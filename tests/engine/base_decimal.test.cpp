// Reading and printing of doubles, held against the platform's strtod and printf, which are exact.
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

#include "base/decimal.hpp"
#include "base/number_text.hpp"

using namespace livefig;

namespace {

using Limits = std::numeric_limits<double>;

std::string printed(double value, int digits) {
  char text[1200];
  std::snprintf(text, sizeof text, "%.*g", digits, value);
  return text;
}

std::string shortest(double value) {
  for (int digits = 15; digits < 17; ++digits)
    if (std::strtod(printed(value, digits).c_str(), nullptr) == value) return printed(value, digits);
  return printed(value, 17);
}

void check_read(const std::string& text) {
  INFO(text);
  CHECK(std::bit_cast<std::uint64_t>(Decimal(text).value()) ==
        std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr)));
}

}  // namespace

TEST_CASE("any double is printed as printf prints it, and read back to its bits") {
  std::mt19937_64 draw(1);
  for (int i = 0; i < 20000; ++i) {
    const double value = std::bit_cast<double>(draw());
    if (!std::isfinite(value)) continue;
    INFO(printed(value, 17));
    REQUIRE(number_text(value) == shortest(value));
    REQUIRE(Decimal(printed(std::fabs(value), 17)).value() == std::fabs(value));
  }
}

TEST_CASE("numbers as people write them are printed as printf prints them") {
  for (const double value : {0.0,
                             -0.0,
                             1.0,
                             0.1,
                             0.5,
                             1e-8,
                             3e-4,
                             1e-4,
                             1e-5,
                             0.999,
                             123456.0,
                             1e15,
                             1e16,
                             1e17,
                             1e22,
                             123456789012345678.0,
                             9007199254740993.0,
                             1.0 / 3,
                             2.0 / 3,
                             5e-324,
                             Limits::min(),
                             Limits::max(),
                             0.1 + 0.2,
                             1e100,
                             1e-100}) {
    CHECK(number_text(value) == shortest(value));
    CHECK(number_text(-value) == shortest(-value));
  }
  CHECK(number_text(Limits::quiet_NaN()) == "nan");
  CHECK(number_text(-Limits::infinity()) == "-inf");
}

TEST_CASE("whole numbers are printed to their last digit") {
  CHECK(number_text(0) == "0");
  CHECK(number_text(-1) == "-1");
  CHECK(number_text(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
  CHECK(number_text(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
}

TEST_CASE("texts are read to the nearest double") {
  std::mt19937_64 draw(2);
  for (int i = 0; i < 20000; ++i) {
    std::string text = std::to_string(draw() >> draw() % 60) + "." + std::to_string(draw() >> draw() % 60);
    if (i % 2 == 0) text += "e" + std::to_string(static_cast<int>(draw() % 700) - 350);
    check_read(text);
  }
  for (const char* text :
       {"0", "0.000", "1E5", "1e+5", "00", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1e-400",
        "1e400", "1e999999999", "1e-999999999", "0e999999999", "1.7976931348623157e308", "1.7976931348623159e308",
        "2.2250738585072011e-308", "2.2250738585072014e-308", "9007199254740993", "9007199254740992.9999999999"}) {
    check_read(text);
  }
}

TEST_CASE("the middle between two doubles goes to the even one, a trifle more to the next") {
  std::mt19937_64 draw(3);
  for (int i = 0; i < 300; ++i) {
    // Between 2^53 and 2^54 doubles are even numbers.
    const std::string middle = std::to_string((std::uint64_t{1} << 53) + (draw() >> 11) / 2 * 2 + 1);
    check_read(middle);
    check_read(middle + ".0000");
    check_read(middle + "." + std::string(1000, '0') + "1");
    check_read("0." + std::string(900, '0') + middle + "e890");
  }
}

TEST_CASE("all the digits that a double has are read back to it") {
  std::mt19937_64 draw(4);
  for (int i = 0; i < 300; ++i) {
    const double value = std::fabs(std::bit_cast<double>(i % 2 == 0 ? draw() >> 12 : draw()));
    if (std::isfinite(value)) check_read(printed(value, 1100));
  }
}
