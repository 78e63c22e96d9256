// Counting elements without overflow.
#include "tensor/shape.hpp"

#include <limits>

#include "base/number_text.hpp"
#include "base/text.hpp"

namespace livefig {

std::size_t count(const Shape& shape) {
  std::size_t product = 1;
  for (const std::size_t size : shape) product *= size;
  return product;
}

std::uint64_t checked_count(const Shape& shape) {
  std::uint64_t product = 1;
  for (const std::size_t size : shape) product = saturating_product(product, size);
  return product;
}

std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  return a != 0 && b > most / a ? most : a * b;
}

std::uint64_t saturating_sum(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  return b > most - a ? most : a + b;
}

std::string to_string(const Shape& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (i > 0) text += ", ";
    text += number_text(shape[i]);
  }
  if (shape.size() == 1) text += ',';
  return joined({text, ")"});
}

}  // namespace livefig
