// QR by Gram and Schmidt in double, each vector cleaned twice, which leaves it orthogonal to rounding.
#include "layers/orthogonal.hpp"

#include <cmath>
#include <vector>

namespace livefig {

void orthonormalize(Out matrix, std::size_t rows, float gain) {
  const std::size_t columns = matrix.size() / rows;
  const bool upright = rows >= columns;  // else the rows are made orthonormal
  const std::size_t vectors = upright ? columns : rows;
  const std::size_t length = upright ? rows : columns;
  const auto at = [&](std::size_t vector, std::size_t i) -> float& {
    return upright ? matrix[i * columns + vector] : matrix[vector * columns + i];
  };
  std::vector<double> q(vectors * length);  // a vector after the other
  for (std::size_t v = 0; v < vectors; ++v) {
    double* own = q.data() + v * length;
    for (std::size_t i = 0; i < length; ++i) own[i] = static_cast<double>(at(v, i));
    for (int time = 0; time < 2; ++time) {
      for (std::size_t u = 0; u < v; ++u) {
        const double* other = q.data() + u * length;
        double along = 0;
        for (std::size_t i = 0; i < length; ++i) along += own[i] * other[i];
        for (std::size_t i = 0; i < length; ++i) own[i] -= along * other[i];
      }
    }
    double square = 0;
    for (std::size_t i = 0; i < length; ++i) square += own[i] * own[i];
    const double norm = std::sqrt(square);
    for (std::size_t i = 0; i < length; ++i) {
      own[i] = norm > 0 ? own[i] / norm : 0;
      at(v, i) = static_cast<float>(own[i]) * gain;
    }
  }
}

}  // namespace livefig
