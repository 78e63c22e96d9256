// Dropout's mask: drawn in training, kept for the backward pass.
#include "layers/dropout.hpp"

#include <algorithm>

#include "kernels/elementwise.hpp"
#include "layers/layer_spec.hpp"

namespace livefig {

void Dropout::plan(Arena& arena, std::size_t max_rows, int) {
  mask_ = arena.floats(saturating_product(max_rows, checked_count(output_shape())));
}

void Dropout::initialize(Generator&) { std::ranges::fill(mask_, 1.0f); }

void Dropout::forward(const Pass& pass, In x, Out y) {
  if (!pass.training) {
    if (x.data() != y.data()) std::ranges::copy(x, y.begin());
    return;
  }
  const Out mask = mask_.first(x.size());
  pass.generator->dropout_mask(mask, p_);
  // As PyTorch: the mask divided by 1 − p in float, then one product.
  scale(1.0f / static_cast<float>(1.0 - p_), mask, mask);
  multiply(x, mask, y);
}

void Dropout::backward(const Pass& pass, In, In, In dy, Out dx) {
  if (dx.empty()) return;
  if (pass.training) {
    multiply(dy, mask_.first(dy.size()), dx);
  } else {
    std::ranges::copy(dy, dx.begin());
  }
}

void Dropout::update(const LayerSpec& spec) {
  if (const auto* own = std::get_if<DropoutSpec>(&spec.value)) p_ = own->p;
}

}  // namespace livefig
