// Each operation as one expression over four lanes.
#include "kernels/elementwise.hpp"

#include "kernels/lanes.hpp"

namespace livefig {

void add(In a, In b, Out out) {
  map4(out.size(), out.data(), [](f32x4 x, f32x4 y) { return x + y; }, a.data(), b.data());
}

void add_scaled(In a, float factor, In b, Out out) {
  const f32x4 f = splat4(factor);
  map4(out.size(), out.data(), [f](f32x4 x, f32x4 y) { return x + f * y; }, a.data(), b.data());
}

void multiply(In a, In b, Out out) {
  map4(out.size(), out.data(), [](f32x4 x, f32x4 y) { return x * y; }, a.data(), b.data());
}

void scale(float factor, In a, Out out) {
  const f32x4 f = splat4(factor);
  map4(out.size(), out.data(), [f](f32x4 x) { return f * x; }, a.data());
}

void flush_subnormals(Out x) { map4(x.size(), x.data(), flush4, x.data()); }

}  // namespace livefig
