// Joining of pieces.
#include "base/text.hpp"

#include "base/number_text.hpp"

namespace livefig {

[[gnu::noinline]] Piece::Piece(const char* text) : text_(text) {}
[[gnu::noinline]] Piece::Piece(const std::string& text) : text_(text) {}
[[gnu::noinline]] Piece::Piece(double number) { keep(number_text(number)); }
[[gnu::noinline]] Piece::Piece(std::int64_t number) { keep(number_text(number)); }
[[gnu::noinline]] Piece::Piece(std::uint64_t number) { keep(number_text(number)); }

void Piece::keep(const std::string& digits) { text_ = {digits_, digits.copy(digits_, sizeof digits_)}; }

[[gnu::noinline]] std::string joined(Pieces pieces) {
  std::string text;
  for (const Piece& piece : pieces) text += piece.text();
  return text;
}

}  // namespace livefig
