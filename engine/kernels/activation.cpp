// ReLU, its leaky form, tanh and the sigmoid, four lanes at a time.
#include "kernels/activation.hpp"

#include "kernels/hyperbolic.hpp"
#include "kernels/lanes.hpp"

namespace livefig {

// In every comparison below NaN takes the branch that keeps it.

void relu_forward(In x, Out y) {
  const f32x4 zero = splat4(0);
  const f32x4 least = splat4(smallest_normal);
  map4(y.size(), y.data(), [=](f32x4 v) { return select4(v < least, zero, v); }, x.data());
}

void relu_backward(In y, In dy, Out dx) {
  const f32x4 zero = splat4(0);
  map4(
      dx.size(), dx.data(), [=](f32x4 v, f32x4 d) { return select4(v <= zero, zero, flush4(d)); }, y.data(), dy.data());
}

void leaky_relu_forward(float slope, In x, Out y) {
  const f32x4 zero = splat4(0);
  const f32x4 s = splat4(slope);
  map4(y.size(), y.data(), [=](f32x4 v) { return flush4(select4(v <= zero, s * v, v)); }, x.data());
}

void leaky_relu_backward(float slope, In x, In dy, Out dx) {
  const f32x4 zero = splat4(0);
  const f32x4 s = splat4(slope);
  map4(
      dx.size(), dx.data(), [=](f32x4 v, f32x4 d) { return flush4(select4(v <= zero, s * d, d)); }, x.data(),
      dy.data());
}

void tanh_forward(In x, Out y) {
  map4(y.size(), y.data(), [](f32x4 v) { return flush4(tanh4(v)); }, x.data());
}

void tanh_backward(In y, In dy, Out dx) {
  map4(dx.size(), dx.data(), [](f32x4 v, f32x4 d) { return flush4(d * (splat4(1) - v * v)); }, y.data(), dy.data());
}

void sigmoid_forward(In x, Out y) {
  map4(y.size(), y.data(), [](f32x4 v) { return flush4(sigmoid4(v)); }, x.data());
}

void sigmoid_backward(In y, In dy, Out dx) {
  map4(dx.size(), dx.data(), [](f32x4 v, f32x4 d) { return flush4(d * (splat4(1) - v) * v); }, y.data(), dy.data());
}

}  // namespace livefig
