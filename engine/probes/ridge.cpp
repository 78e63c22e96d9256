// Standardising, the normal equations and the verdict of the ridge classifier.
#include "probes/ridge.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/matmul.hpp"
#include "kernels/reduce.hpp"
#include "probes/cholesky.hpp"

namespace livefig {
namespace {

constexpr std::size_t block = 64;

/// Mean and 1/deviation of every feature over the training rows; 0 for a feature that does not
/// vary.
struct Scale {
  std::vector<float> mean;
  std::vector<float> inverse;
};

Scale scale_of(In features, std::size_t rows, std::size_t width) {
  std::vector<double> sums(width);
  std::vector<double> squares(width);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t j = 0; j < width; ++j) sums[j] += static_cast<double>(features[row * width + j]);
  }
  const double share = 1.0 / static_cast<double>(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t j = 0; j < width; ++j) {
      const double off = static_cast<double>(features[row * width + j]) - sums[j] * share;
      squares[j] += off * off;
    }
  }
  Scale scale{std::vector<float>(width), std::vector<float>(width)};
  for (std::size_t j = 0; j < width; ++j) {
    scale.mean[j] = static_cast<float>(sums[j] * share);
    const double deviation = std::sqrt(squares[j] * share);
    scale.inverse[j] = deviation > 1e-6 ? static_cast<float>(1.0 / deviation) : 0.0f;
  }
  return scale;
}

std::vector<float> standardised(In features, std::size_t rows, std::size_t width, const Scale& scale) {
  std::vector<float> scaled(rows * width);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t j = 0; j < width; ++j) {
      scaled[row * width + j] = (features[row * width + j] - scale.mean[j]) * scale.inverse[j];
    }
  }
  return scaled;
}

std::vector<float> transposed(const std::vector<float>& matrix, std::size_t rows, std::size_t columns) {
  std::vector<float> turned(matrix.size());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t j = 0; j < columns; ++j) turned[j * rows + row] = matrix[row * columns + j];
  }
  return turned;
}

/// The lower triangle of xᵀx + added·I, from xᵀ (width, rows): half the work of the full product.
std::vector<float> gram(const std::vector<float>& turned, std::size_t rows, std::size_t width, float added) {
  std::vector<float> result(width * width);
  std::vector<float> product(block * width);
  std::vector<float> scratch(matmul_scratch(rows));
  for (std::size_t top = 0; top < width; top += block) {
    const std::size_t height = std::min(block, width - top);
    const std::size_t columns = top + height;
    const Out part = std::span(product).first(height * columns);
    matmul_nt(std::span(turned).subspan(top * rows, height * rows), std::span(turned).first(columns * rows), part,
              height, rows, columns, Write::replace, scratch);
    for (std::size_t row = 0; row < height; ++row) {
      std::copy_n(part.data() + row * columns, columns, result.data() + (top + row) * width);
      result[(top + row) * width + top + row] += added;
    }
  }
  return result;
}

}  // namespace

float ridge_accuracy(const LabelledRows& training, const LabelledRows& judged, std::size_t width, std::size_t classes,
                     float strength) {
  const float unknown = std::numeric_limits<float>::quiet_NaN();
  if (training.rows == 0 || judged.rows == 0 || width == 0 || classes == 0) return unknown;
  if (!all_finite(training.features) || !all_finite(judged.features)) return unknown;

  const Scale scale = scale_of(training.features, training.rows, width);
  const std::vector<float> x =
      transposed(standardised(training.features, training.rows, width, scale), training.rows, width);
  std::vector<float> normal = gram(x, training.rows, width, strength * static_cast<float>(training.rows));
  if (!cholesky_factor(normal, width)) return unknown;

  // Standardised columns sum to zero, so the one-hot targets' means can be added back as the bias.
  std::vector<float> one_hot(training.rows * classes);
  std::vector<float> bias(classes);
  for (std::size_t row = 0; row < training.rows; ++row) {
    const auto c = static_cast<std::size_t>(training.classes[row]);
    one_hot[row * classes + c] = 1.0f;
    bias[c] += 1.0f / static_cast<float>(training.rows);
  }
  std::vector<float> weight(width * classes);
  std::vector<float> scratch(matmul_scratch(std::max(training.rows, width)));
  matmul_nn(x, one_hot, weight, width, training.rows, classes, Write::replace, scratch);
  cholesky_solve(normal, width, weight, classes);

  const std::vector<float> seen = standardised(judged.features, judged.rows, width, scale);
  std::vector<float> outputs(judged.rows * classes);
  matmul_nn(seen, weight, outputs, judged.rows, width, classes, Write::replace, scratch);
  std::size_t correct = 0;
  for (std::size_t row = 0; row < judged.rows; ++row) {
    std::size_t best = 0;
    for (std::size_t c = 1; c < classes; ++c) {
      if (outputs[row * classes + c] + bias[c] > outputs[row * classes + best] + bias[best]) best = c;
    }
    if (static_cast<std::int32_t>(best) == judged.classes[row]) ++correct;
  }
  return static_cast<float>(correct) / static_cast<float>(judged.rows);
}

}  // namespace livefig
