// Doubling and halving of written digits, as on paper; all else follows from it.
#include "base/decimal.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "base/number_text.hpp"

namespace livefig {
namespace {

// Doublings in one go: a digit times 2^28 plus what is carried stays far below 2^64.
constexpr int most_times = 28;
// The middle between two neighbouring doubles has at most 768 digits.
constexpr std::size_t telling_digits = 800;
// Exponents beyond are as good as infinite.
constexpr int farthest = 100'000'000;

using Limits = std::numeric_limits<double>;

}  // namespace

Decimal::Decimal(double value) {
  int exponent = 0;
  digits_ = number_text(static_cast<std::uint64_t>(std::ldexp(std::frexp(value, &exponent), Limits::digits)));
  point_ = static_cast<int>(digits_.size());
  trim();
  scale(exponent - Limits::digits);
}

Decimal::Decimal(std::string_view text) {
  std::size_t at = 0;
  bool fraction = false;
  for (; at < text.size() && text[at] != 'e' && text[at] != 'E'; ++at) {
    if (text[at] == '.') {
      fraction = true;
      continue;
    }
    const bool leading = digits_.empty() && text[at] == '0';
    if (fraction)
      point_ -= leading;
    else
      point_ += !leading;
    if (leading) continue;
    // Of the digits that cannot tell any more it only counts whether one is not zero.
    if (digits_.size() < telling_digits)
      digits_ += text[at];
    else if (text[at] != '0')
      digits_.back() = '1';
  }
  trim();
  if (at == text.size()) return;
  const bool negative = text[++at] == '-';
  int exponent = 0;
  for (at += negative || text[at] == '+'; at < text.size(); ++at)
    exponent = std::min(exponent * 10 + (text[at] - '0'), farthest);
  point_ += negative ? -exponent : exponent;
}

double Decimal::value() const {
  if (digits_.empty() || point_ < -400) return 0;
  if (point_ > 400) return Limits::infinity();
  // As m · 2^exponent with m in [1/2, 1); 10^n lies between 8^n and 16^n.
  Decimal m = *this;
  int exponent = 0;
  while (m.point_ > 0 || m.point_ < 0 || m.digits_[0] < '5') {
    const int power = m.point_ > 0 ? -std::max(1, 3 * (m.point_ - 1)) : std::max(1, -3 * m.point_);
    m.scale(power);
    exponent -= power;
  }
  // Subnormal numbers have fewer bits.
  const int bits = std::min(Limits::digits, exponent - Limits::min_exponent + Limits::digits);
  if (bits < 0) return 0;
  m.scale(bits);
  std::uint64_t whole = 0;
  const auto places = static_cast<std::size_t>(m.point_);
  for (std::size_t i = 0; i < places; ++i)
    whole = whole * 10 + (i < m.digits_.size() ? static_cast<std::uint64_t>(m.digits_[i] - '0') : 0);
  if (m.rounds_up(places)) ++whole;
  return std::ldexp(static_cast<double>(whole), exponent - bits);
}

Decimal Decimal::rounded(std::size_t count) const {
  Decimal result = *this;
  if (count >= digits_.size()) return result;
  result.digits_.resize(count);
  if (rounds_up(count)) {
    // The nines carry: 0.1999 becomes 0.2.
    while (!result.digits_.empty() && result.digits_.back() == '9') result.digits_.pop_back();
    if (result.digits_.empty()) {
      result.digits_ = "1";
      ++result.point_;
    } else {
      ++result.digits_.back();
    }
  }
  result.trim();
  return result;
}

bool Decimal::rounds_up(std::size_t count) const {
  if (count >= digits_.size() || digits_[count] < '5') return false;
  if (digits_[count] > '5' || count + 1 < digits_.size()) return true;
  return count > 0 && (digits_[count - 1] - '0') % 2 == 1;
}

void Decimal::scale(int power) {
  while (power != 0) {
    const int times = std::min(std::abs(power), most_times);
    if (power > 0)
      twice(times);
    else
      halve(times);
    power += power > 0 ? -times : times;
  }
}

void Decimal::twice(int times) {
  // Room for what is carried: 2^28 has nine digits.
  digits_.insert(0, 9, '0');
  point_ += 9;
  std::uint64_t carried = 0;
  for (std::size_t i = digits_.size(); i-- > 0;) {
    carried += static_cast<std::uint64_t>(digits_[i] - '0') << times;
    digits_[i] = static_cast<char>('0' + carried % 10);
    carried /= 10;
  }
  trim();
}

void Decimal::halve(int times) {
  std::uint64_t rest = 0;
  for (std::size_t i = 0; i < digits_.size() || rest > 0; ++i) {
    if (i == digits_.size()) digits_ += '0';
    rest = rest * 10 + static_cast<std::uint64_t>(digits_[i] - '0');
    digits_[i] = static_cast<char>('0' + (rest >> times));
    rest &= (std::uint64_t{1} << times) - 1;
  }
  trim();
}

void Decimal::trim() {
  const std::size_t first = std::min(digits_.find_first_not_of('0'), digits_.size());
  digits_.erase(0, first);
  point_ -= static_cast<int>(first);
  while (!digits_.empty() && digits_.back() == '0') digits_.pop_back();
}

}  // namespace livefig
