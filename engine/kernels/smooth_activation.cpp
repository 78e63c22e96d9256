// GELU, SiLU and ELU, four lanes at a time; a gate's argument is bounded, so that its cube stays finite.
#include "kernels/smooth_activation.hpp"

#include "kernels/hyperbolic.hpp"
#include "kernels/normal_distribution.hpp"

namespace livefig {
namespace {

// Not inlined: map4 would hold two copies of each curve, which every page would have to download.

/// Far outside, where the gate is 0 or 1 to the last bit, x³ must not become infinite.
f32x4 bounded(f32x4 x) {
  const f32x4 end = splat4(100);
  return select4(x > end, end, select4(x < splat4(-100), splat4(-100), x));
}

[[gnu::noinline]] f32x4 gelu(f32x4 x) { return flush4(x * normal4(x).cumulative); }

[[gnu::noinline]] f32x4 gelu_slope(f32x4 x) {
  const NormalLaw normal = normal4(x);
  return normal.cumulative + x * normal.density;
}

[[gnu::noinline]] f32x4 gated(Gate gate, f32x4 x) {
  const f32x4 b = bounded(x);
  return flush4(x * sigmoid4(b * (splat4(gate.linear) + splat4(gate.cubic) * (b * b))));
}

[[gnu::noinline]] f32x4 gated_slope(Gate gate, f32x4 x) {
  const f32x4 b = bounded(x);
  const f32x4 square = splat4(gate.cubic) * (b * b);
  const f32x4 open = sigmoid4(b * (splat4(gate.linear) + square));
  const f32x4 steepness = splat4(gate.linear) + splat4(3) * square;
  return open + b * steepness * (open * (splat4(1) - open));
}

[[gnu::noinline]] f32x4 exponential(f32x4 x) { return exp4(x); }

}  // namespace

void gelu_forward(In x, Out y) { map4(y.size(), y.data(), gelu, x.data()); }

void gelu_backward(In x, In dy, Out dx) {
  map4(dx.size(), dx.data(), [](f32x4 v, f32x4 d) { return flush4(d * gelu_slope(v)); }, x.data(), dy.data());
}

void gate_forward(Gate gate, In x, Out y) {
  map4(y.size(), y.data(), [gate](f32x4 v) { return gated(gate, v); }, x.data());
}

void gate_backward(Gate gate, In x, In dy, Out dx) {
  map4(
      dx.size(), dx.data(), [gate](f32x4 v, f32x4 d) { return flush4(d * gated_slope(gate, v)); }, x.data(), dy.data());
}

void elu_forward(float alpha, In x, Out y) {
  const f32x4 a = splat4(alpha);
  map4(
      y.size(), y.data(), [a](f32x4 v) { return flush4(select4(v <= splat4(0), a * (exponential(v) - splat4(1)), v)); },
      x.data());
}

void elu_backward(float alpha, In x, In dy, Out dx) {
  const f32x4 a = splat4(alpha);
  map4(
      dx.size(), dx.data(),
      [a](f32x4 v, f32x4 d) { return flush4(select4(v <= splat4(0), d * (a * exponential(v)), d)); }, x.data(),
      dy.data());
}

}  // namespace livefig
