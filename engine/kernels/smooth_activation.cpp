#include "kernels/smooth_activation.hpp"

#include "kernels/hyperbolic.hpp"
#include "kernels/normal_distribution.hpp"

namespace livefig {
namespace {

/// Far outside, where the gate is 0 or 1 to the last bit, x³ must not become infinite.
f32x4 bounded(f32x4 x) {
  const f32x4 end = splat4(100);
  return select4(x > end, end, select4(x < splat4(-100), splat4(-100), x));
}

}  // namespace

void gelu_forward(In x, Out y) {
  map4(y.size(), y.data(), [](f32x4 v) { return flush4(v * normal4(v).cumulative); }, x.data());
}

void gelu_backward(In x, In dy, Out dx) {
  map4(
      dx.size(), dx.data(),
      [](f32x4 v, f32x4 d) {
        const NormalLaw normal = normal4(v);
        return flush4(d * (normal.cumulative + v * normal.density));
      },
      x.data(), dy.data());
}

void gate_forward(Gate gate, In x, Out y) {
  const f32x4 linear = splat4(gate.linear);
  const f32x4 cubic = splat4(gate.cubic);
  map4(
      y.size(), y.data(),
      [=](f32x4 v) {
        const f32x4 b = bounded(v);
        return flush4(v * sigmoid4(b * (linear + cubic * (b * b))));
      },
      x.data());
}

void gate_backward(Gate gate, In x, In dy, Out dx) {
  const f32x4 linear = splat4(gate.linear);
  const f32x4 cubic = splat4(gate.cubic);
  map4(
      dx.size(), dx.data(),
      [=](f32x4 v, f32x4 d) {
        const f32x4 b = bounded(v);
        const f32x4 square = cubic * (b * b);
        const f32x4 open = sigmoid4(b * (linear + square));
        const f32x4 slope = linear + splat4(3) * square;
        return flush4(d * (open + b * slope * (open * (splat4(1) - open))));
      },
      x.data(), dy.data());
}

void elu_forward(float alpha, In x, Out y) {
  const f32x4 a = splat4(alpha);
  map4(
      y.size(), y.data(), [a](f32x4 v) { return flush4(select4(v <= splat4(0), a * (exp4(v) - splat4(1)), v)); },
      x.data());
}

void elu_backward(float alpha, In x, In dy, Out dx) {
  const f32x4 a = splat4(alpha);
  map4(
      dx.size(), dx.data(), [a](f32x4 v, f32x4 d) { return flush4(select4(v <= splat4(0), d * (a * exp4(v)), d)); },
      x.data(), dy.data());
}

}  // namespace livefig
