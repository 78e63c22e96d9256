// Shapes that cannot overflow, the planned arena, and spans seen as arrays.
#include "tensor/tensor.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <limits>
#include <xtensor/xmath.hpp>

#include "tensor/arena.hpp"
#include "tensor/shape.hpp"

using namespace livefig;

TEST_CASE("Shapes are counted and written as Python writes them", "[tensor]") {
  CHECK(count({}) == 1);
  CHECK(count({3, 4, 5}) == 60);
  CHECK(to_string({}) == "()");
  CHECK(to_string({64}) == "(64,)");
  CHECK(to_string({1, 8, 8}) == "(1, 8, 8)");
}

TEST_CASE("Products and sums of sizes saturate instead of wrapping", "[tensor]") {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  CHECK(saturating_product(1ull << 40, 1ull << 40) == most);
  CHECK(saturating_product(0, most) == 0);
  CHECK(saturating_product(most, 1) == most);
  CHECK(saturating_sum(most, 1) == most);
  CHECK(saturating_sum(most - 1, 1) == most);
  CHECK(checked_count({std::size_t{1} << 31, std::size_t{1} << 31, std::size_t{1} << 31}) == most);
}

TEST_CASE("An arena hands out what was planned: own regions apart, shared ones together", "[tensor]") {
  Arena arena;
  const auto plan = [&arena] {
    return std::array{arena.floats(5), arena.shared(1, 8), arena.floats(3), arena.shared(1, 2), arena.shared(0, 4)};
  };
  for (const auto& region : plan()) CHECK(region.empty());
  CHECK(arena.planned() == 8 + 4 + 8 + 4);  // rounded up to fours
  REQUIRE(arena.allocate());
  const auto regions = plan();
  CHECK(regions[0].size() == 5);
  CHECK(regions[1].data() == regions[3].data());
  CHECK(regions[3].size() == 2);
  for (const auto& region : regions) {
    CHECK(reinterpret_cast<std::uintptr_t>(region.data()) % 16 == 0);
    CHECK(region.data() >= arena.all().data());
    CHECK(region.data() + region.size() <= arena.all().data() + arena.all().size());
  }
  CHECK(std::ranges::all_of(arena.all(), [](float value) { return value == 0; }));
  for (const std::size_t i : {0u, 1u, 2u, 4u}) std::ranges::fill(regions[i], static_cast<float>(i + 1));
  for (const std::size_t i : {0u, 1u, 2u, 4u})
    CHECK(std::ranges::all_of(regions[i], [&](float value) { return value == static_cast<float>(i + 1); }));
}

TEST_CASE("An arena that no machine has is not allocated", "[tensor]") {
  Arena arena;
  arena.floats(std::numeric_limits<std::uint64_t>::max() - 1);
  arena.floats(10);
  CHECK(arena.planned() == std::numeric_limits<std::uint64_t>::max());
  CHECK_FALSE(arena.allocate());
  CHECK(arena.all().empty());
}

TEST_CASE("Spans are seen as arrays without a copy", "[tensor]") {
  std::vector<float> values{1, 2, 3, 4, 5, 6};
  const auto matrix = view<2>(std::span<float>(values), {2, 3});
  const Tensor<1> sums = xt::sum(matrix, {0});
  CHECK(sums(0) == 5);
  CHECK(sums(2) == 9);
  view<2>(std::span<float>(values), {2, 3})(1, 0) = 40;
  CHECK(values[3] == 40);
  CHECK(matrix(1, 0) == 40);
}
