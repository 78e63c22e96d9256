// Sentences out of pieces: texts and numbers side by side, joined by one call. Every `+` of two strings would be code
// of its own where it stands, and the engine has a hundred sentences.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace livefig {

/// What a sentence is made of. Lives no longer than the call that it is an argument of.
class Piece {
 public:
  Piece(const char* text);
  Piece(std::string_view text) : text_(text) {}
  Piece(const std::string& text);
  Piece(double number);
  Piece(std::int64_t number);
  Piece(std::uint64_t number);
  /// Every other whole number, be it size_t or unsigned long here or there.
  template <std::integral Whole>
  Piece(Whole number)
      : Piece(static_cast<std::conditional_t<std::is_signed_v<Whole>, std::int64_t, std::uint64_t>>(number)) {}
  Piece(const Piece&) = delete;
  Piece& operator=(const Piece&) = delete;

  std::string_view text() const { return text_; }

 private:
  void keep(const std::string& digits);

  std::string_view text_;
  char digits_[32];  // of a number
};

using Pieces = std::initializer_list<Piece>;

/// One behind the other.
std::string joined(Pieces pieces);

}  // namespace livefig
