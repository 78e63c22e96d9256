// The toolchain itself: xtensor and xsimd compile, agree, and the float environment is the one we rely on.
#include <catch2/catch_test_macros.hpp>
#include <xsimd/xsimd.hpp>
#include <xtensor/xtensor.hpp>
#include <xtensor/xview.hpp>

namespace {
#if defined(__wasm__)
using Arch = xsimd::wasm;
#elif defined(__x86_64__)
using Arch = xsimd::sse4_1;
#else
using Arch = xsimd::default_arch;
#endif
}  // namespace

TEST_CASE("xsimd has four-float lanes", "[smoke]") {
  using Batch = xsimd::batch<float, Arch>;
  STATIC_REQUIRE(Batch::size == 4);
  const float values[4] = {1.0F, 2.0F, 3.0F, 4.0F};
  REQUIRE(xsimd::reduce_add(Batch::load_unaligned(values)) == 10.0F);
}

TEST_CASE("xtensor holds a matrix", "[smoke]") {
  xt::xtensor<float, 2> matrix = {{1.0F, 2.0F}, {3.0F, 4.0F}};
  const xt::xtensor<float, 1> row = xt::view(matrix, 1, xt::all());
  REQUIRE(row(0) + row(1) == 7.0F);
}

TEST_CASE("multiply and add are not fused", "[smoke]") {
  // (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24 rounds to 1 + 2^-11: a fused multiply-add would keep the 2^-24.
  volatile float a = 1.0F + 0x1p-12F;
  volatile float c = -(1.0F + 0x1p-11F);
  REQUIRE(a * a + c == 0.0F);
}
