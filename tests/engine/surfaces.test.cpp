// The test surfaces against known points, their own finite differences and the minima they
// announce.
#include "training/surfaces.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace livefig;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("surfaces have the values of their formulas") {
  CHECK_THAT(surface_at(Surface::bowl, 3.0f, -2.0f).value, WithinRel(8.9f, 1e-6f));
  CHECK(surface_at(Surface::rosenbrock, -1.0f, 1.0f).value == 4.0f);
  CHECK(surface_at(Surface::rosenbrock, 0.0f, 1.0f).value == 101.0f);
  CHECK_THAT(surface_at(Surface::beale, 0.0f, 0.0f).value, WithinRel(14.203125f, 1e-6f));
  CHECK(surface_at(Surface::himmelblau, 0.0f, 0.0f).value == 170.0f);
  CHECK_THAT(surface_at(Surface::saddle, 2.0f, 1.0f).value, WithinRel(1.75f, 1e-6f));
}

TEST_CASE("surface gradients are those of the values") {
  for (std::size_t i = 0; i < surface_names().size(); ++i) {
    const auto surface = static_cast<Surface>(i);
    INFO(surface_names()[i]);
    for (const auto& [x, y] : {std::pair{0.7f, -1.3f}, {-1.1f, 0.4f}, {1.9f, 1.6f}, {-0.3f, -0.2f}}) {
      const SurfacePoint at = surface_at(surface, x, y);
      const float h = 1.0f / 512.0f;
      const auto slope = [&](float dx, float dy) {
        const double above = surface_at(surface, x + dx, y + dy).value;
        const double below = surface_at(surface, x - dx, y - dy).value;
        return (above - below) / (2.0 * static_cast<double>(h));
      };
      const double scale = 1.0 + static_cast<double>(std::abs(at.value));
      CHECK_THAT(static_cast<double>(at.dx), WithinAbs(slope(h, 0.0f), 2e-3 * scale));
      CHECK_THAT(static_cast<double>(at.dy), WithinAbs(slope(0.0f, h), 2e-3 * scale));
    }
  }
}

TEST_CASE("surfaces are flat and lowest at their minima") {
  for (std::size_t i = 0; i < surface_names().size(); ++i) {
    const auto surface = static_cast<Surface>(i);
    const SurfaceFrame frame = surface_frame(surface);
    INFO(surface_names()[i]);
    REQUIRE_FALSE(frame.minima.empty());
    for (const auto& [x, y] : frame.minima) {
      const SurfacePoint at = surface_at(surface, x, y);
      CHECK_THAT(at.dx, WithinAbs(0.0f, 1e-3f));
      CHECK_THAT(at.dy, WithinAbs(0.0f, 1e-3f));
      CHECK(surface_at(surface, x + 0.1f, y).value > at.value);
      CHECK(surface_at(surface, x, y - 0.1f).value > at.value);
      CHECK((x > frame.x[0] && x < frame.x[1] && y > frame.y[0] && y < frame.y[1]));
    }
  }
}

TEST_CASE("surfaces are found by name and only by name") {
  CHECK(surface_by_name("bowl") == Surface::bowl);
  CHECK(surface_by_name("rosenbrock") == Surface::rosenbrock);
  CHECK(surface_by_name("beale") == Surface::beale);
  CHECK(surface_by_name("himmelblau") == Surface::himmelblau);
  CHECK(surface_by_name("saddle") == Surface::saddle);
  for (const std::string_view name : surface_names()) {
    REQUIRE(surface_by_name(name).has_value());
    CHECK(surface_name(*surface_by_name(name)) == name);
  }
  CHECK_FALSE(surface_by_name("Bowl").has_value());
  CHECK_FALSE(surface_by_name("").has_value());
}
