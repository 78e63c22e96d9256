// The generator against recorded PyTorch draws: bit by bit, except normals (1e-6).
#include <bit>
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "base/elementary.hpp"
#include "random/generator.hpp"
#include "random_recorded.hpp"

namespace recorded = livefig::recorded;
using livefig::Generator;

namespace {

std::vector<float> drawn(std::size_t count, auto draw) {
  std::vector<float> values(count);
  draw(std::span(values));
  return values;
}

void require_bits(std::span<const float> ours, std::span<const std::uint32_t> theirs) {
  REQUIRE(ours.size() == theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    CAPTURE(i);
    REQUIRE(std::bit_cast<std::uint32_t>(ours[i]) == theirs[i]);
  }
}

void require_normals(Generator& generator, std::span<const float> theirs, float mean = 0, float std = 1) {
  const auto ours = drawn(theirs.size(), [&](auto out) { generator.normal(out, mean, std); });
  for (std::size_t i = 0; i < ours.size(); ++i) {
    CAPTURE(i, theirs.size());
    REQUIRE(std::fabs(ours[i] - theirs[i]) <= 1e-6F * std::max(1.0F, std::fabs(theirs[i])));
  }
}

void require_permutation(Generator& generator, std::size_t count, std::span<const std::int32_t> last) {
  std::vector<std::int32_t> order(count);
  generator.randperm(order);
  REQUIRE(std::vector(order.end() - static_cast<std::ptrdiff_t>(last.size()), order.end()) ==
          std::vector(last.begin(), last.end()));
}

void require_mask(double p, std::span<const std::uint32_t> words) {
  Generator generator(3);
  generator.rand();
  const auto mask = drawn(1000, [&](auto out) { generator.dropout_mask(out, p); });
  for (std::size_t i = 0; i < mask.size(); ++i) {
    CAPTURE(p, i);
    REQUIRE(mask[i] == static_cast<float>(words[i / 32] >> (i % 32) & 1U));
  }
}

}  // namespace

TEST_CASE("rand follows PyTorch across the generator's blocks", "[random]") {
  Generator generator((std::uint64_t{1} << 40) + 5);
  const auto all = drawn(1300, [&](auto out) {
    for (float& value : out) value = generator.rand();
  });
  std::vector<float> picked;
  for (const auto& [begin, end] : {std::pair{0, 4}, {621, 627}, {1245, 1251}})
    picked.insert(picked.end(), all.begin() + begin, all.begin() + end);
  require_bits(picked, recorded::rand_around_blocks);
}

TEST_CASE("uniform_ gives PyTorch's bits for every fan-in", "[random]") {
  Generator generator(7);
  std::vector<float> weights;
  for (const int fan_in : recorded::fan_ins) {
    const double bound = 1 / std::sqrt(static_cast<double>(fan_in));
    const auto two =
        drawn(2, [&](auto out) { generator.uniform(out, static_cast<float>(-bound), static_cast<float>(bound)); });
    weights.insert(weights.end(), two.begin(), two.end());
  }
  require_bits(weights, recorded::linear_weights);
  require_bits(drawn(8, [&](auto out) { generator.uniform(out, -3, 0.1F); }), recorded::uneven_uniforms);
}

TEST_CASE("randperm and randint give PyTorch's rows", "[random]") {
  Generator generator(11);
  require_permutation(generator, 37, recorded::permutation);
  require_permutation(generator, 37, recorded::second_permutation);
  require_permutation(generator, 1797, recorded::end_of_long_permutation);
  for (const std::int32_t value : recorded::randints) REQUIRE(generator.randint(0, 5) == value);
  std::vector<std::int32_t> shifted(recorded::shifted_randints.size());
  generator.randint(shifted, -3, 1000);
  REQUIRE(shifted == std::vector(recorded::shifted_randints.begin(), recorded::shifted_randints.end()));
}

TEST_CASE("dropout masks are PyTorch's", "[random]") {
  require_mask(0.5, recorded::mask_half);
  require_mask(0.2, recorded::mask_fifth);
  require_mask(0.9, recorded::mask_most);
  require_mask(1.0 / 3, recorded::mask_third);
}

TEST_CASE("p = 0 and p = 1 draw nothing", "[random]") {
  Generator generator(3);
  const std::uint32_t first = Generator(3).next32();
  REQUIRE(drawn(2, [&](auto out) { generator.dropout_mask(out, 0); }) == std::vector<float>{1, 1});
  REQUIRE(drawn(2, [&](auto out) { generator.dropout_mask(out, 1); }) == std::vector<float>{0, 0});
  REQUIRE(generator.next32() == first);
}

TEST_CASE("normals agree with PyTorch's, small and large calls mixed", "[random]") {
  Generator generator(5);
  require_normals(generator, recorded::normals_small);
  require_normals(generator, recorded::normals_blocks);
  require_normals(generator, recorded::normals_spare);
  require_normals(generator, recorded::normals_tail);
  require_normals(generator, recorded::normals_fifteen);
  require_normals(generator, recorded::normals_scaled, 2, 0.25F);
  require_normals(generator, recorded::normals_small_scaled, -1, 3);
  require_bits(drawn(3,
                     [&](auto out) {
                       for (float& value : out) value = generator.rand();
                     }),
               recorded::rand_after_normals);
}

TEST_CASE("a restored generator goes on where the saved one stood", "[random]") {
  Generator generator(9);
  drawn(3, [&](auto out) { generator.normal(out, 0, 1); });  // leaves a spare
  for (int i = 0; i < 700; ++i) generator.next32();
  const livefig::GeneratorState state = generator.state();
  Generator restored(1);
  REQUIRE(restored.set_state(state));
  REQUIRE(drawn(1, [&](auto out) { restored.normal(out, 0, 1); }) ==
          drawn(1, [&](auto out) { generator.normal(out, 0, 1); }));
  for (int i = 0; i < 1300; ++i) REQUIRE(restored.next32() == generator.next32());
}

TEST_CASE("a state that no generator has is refused", "[random]") {
  Generator generator(9);
  const std::uint32_t next = Generator(9).next32();
  livefig::GeneratorState state = generator.state();
  state.position = 625;
  REQUIRE_FALSE(generator.set_state(state));
  state = generator.state();
  state.words.fill(0);
  REQUIRE_FALSE(generator.set_state(state));
  state = generator.state();
  state.spare = std::numeric_limits<double>::infinity();
  REQUIRE_FALSE(generator.set_state(state));
  REQUIRE(generator.next32() == next);
}

TEST_CASE("elementary functions agree with the platform's", "[random]") {
  namespace elementary = livefig::elementary;
  Generator generator(2);
  const auto near = [](double ours, double theirs, double ulps) {
    return std::fabs(ours - theirs) <= ulps * 2.3e-16 * std::fabs(theirs) + 1e-300;
  };
  for (int i = 0; i < 20000; ++i) {
    const double u = static_cast<double>(generator.next64() >> 11) * 0x1p-53;
    const double wide = std::exp((u - 0.5) * 1400);
    CAPTURE(u, wide);
    REQUIRE(near(elementary::log(wide), std::log(wide), 2));
    REQUIRE(near(elementary::log(u + 0.5), std::log(u + 0.5), 2));
    REQUIRE(near(elementary::log1p(-u), std::log1p(-u), 4));
    REQUIRE(near(elementary::log1p(u * 1e-9), std::log1p(u * 1e-9), 4));
    REQUIRE(near(elementary::exp((u - 0.5) * 1400), wide, 2));
    const double angle = (u - 0.5) * (i % 2 == 0 ? 8 : 1e5);
    REQUIRE(std::fabs(elementary::sin(angle) - std::sin(angle)) <= 1e-15);
    REQUIRE(std::fabs(elementary::cos(angle) - std::cos(angle)) <= 1e-15);
  }
  constexpr double infinity = std::numeric_limits<double>::infinity();
  REQUIRE(elementary::log(0) == -infinity);
  REQUIRE(elementary::log(infinity) == infinity);
  REQUIRE(std::isnan(elementary::log(-1)));
  REQUIRE(near(elementary::log(5e-324), std::log(5e-324), 2));
  REQUIRE(elementary::exp(1000) == infinity);
  REQUIRE(elementary::exp(-1000) == 0);
  REQUIRE(near(elementary::exp(709.7), std::exp(709.7), 2));
  REQUIRE(std::isnan(elementary::exp(std::nan(""))));
  REQUIRE(elementary::sin(0) == 0);
  REQUIRE(elementary::cos(0) == 1);
}
