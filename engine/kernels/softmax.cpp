// Softmax row by row, its way back, and the count of rows whose largest output is the target.
#include "kernels/softmax.hpp"

#include <cmath>

#include "kernels/exponential.hpp"
#include "kernels/reduce.hpp"
#include "kernels/softmax_row.hpp"

namespace livefig {

void softmax(In x, std::size_t classes, Out y) {
  for (std::size_t begin = 0; begin < y.size(); begin += classes) {
    const SoftmaxRow row = exponentials(x.data() + begin, classes, y.data() + begin);
    const f32x4 total = splat4(row.total);
    map4(classes, y.data() + begin, [total](f32x4 v) { return flush4(v / total); }, y.data() + begin);
  }
}

void softmax_backward(In y, In dy, std::size_t classes, Out dx) {
  for (std::size_t begin = 0; begin < dx.size(); begin += classes) {
    const f32x4 mean = splat4(static_cast<float>(dot(y.subspan(begin, classes), dy.subspan(begin, classes))));
    map4(
        classes, dx.data() + begin, [mean](f32x4 v, f32x4 d) { return flush4(v * (d - mean)); }, y.data() + begin,
        dy.data() + begin);
  }
}

std::size_t count_correct(In logits, ClassIndices targets, std::size_t classes) {
  std::size_t correct = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const float* row = logits.data() + i * classes;
    std::size_t best = 0;
    bool has_nan = std::isnan(row[0]);
    for (std::size_t j = 1; j < classes; ++j) {
      has_nan = has_nan || std::isnan(row[j]);
      if (row[j] > row[best]) best = j;
    }
    if (!has_nan && best == static_cast<std::size_t>(targets[i])) ++correct;
  }
  return correct;
}

}  // namespace livefig
