// Values and gradients of the test surfaces, written out by hand.
#include "training/surfaces.hpp"

#include "program/surface_spec.hpp"

namespace livefig {
namespace {

// One list for programs and surfaces; a test holds its order against the enumeration.
constexpr auto& names = SurfaceSpec::names;

constexpr std::array<std::array<float, 2>, 1> bowl_minima{{{0.0f, 0.0f}}};
constexpr std::array<std::array<float, 2>, 1> rosenbrock_minima{{{1.0f, 1.0f}}};
constexpr std::array<std::array<float, 2>, 1> beale_minima{{{3.0f, 0.5f}}};
constexpr std::array<std::array<float, 2>, 4> himmelblau_minima{
    {{3.0f, 2.0f}, {-2.805118f, 3.131312f}, {-3.779310f, -3.283186f}, {3.584428f, -1.848127f}}};
constexpr std::array<std::array<float, 2>, 2> saddle_minima{{{0.0f, 1.0f}, {0.0f, -1.0f}}};

struct Exact {
  double value;
  double dx;
  double dy;
};

Exact bowl(double x, double y) { return {0.1 * x * x + 2.0 * y * y, 0.2 * x, 4.0 * y}; }

Exact rosenbrock(double x, double y) {
  const double off = y - x * x;
  return {(1.0 - x) * (1.0 - x) + 100.0 * off * off, -2.0 * (1.0 - x) - 400.0 * x * off, 200.0 * off};
}

Exact beale(double x, double y) {
  const double y2 = y * y;
  const double y3 = y2 * y;
  const double a = 1.5 - x + x * y;
  const double b = 2.25 - x + x * y2;
  const double c = 2.625 - x + x * y3;
  return {a * a + b * b + c * c, 2.0 * (a * (y - 1.0) + b * (y2 - 1.0) + c * (y3 - 1.0)),
          2.0 * x * (a + 2.0 * b * y + 3.0 * c * y2)};
}

Exact himmelblau(double x, double y) {
  const double a = x * x + y - 11.0;
  const double b = x + y * y - 7.0;
  return {a * a + b * b, 4.0 * x * a + 2.0 * b, 2.0 * a + 4.0 * y * b};
}

Exact saddle(double x, double y) {
  const double y2 = y * y;
  return {0.5 * x * x - 0.5 * y2 + 0.25 * y2 * y2, x, y * (y2 - 1.0)};
}

Exact exact_at(Surface surface, double x, double y) {
  switch (surface) {
    case Surface::bowl:
      return bowl(x, y);
    case Surface::rosenbrock:
      return rosenbrock(x, y);
    case Surface::beale:
      return beale(x, y);
    case Surface::himmelblau:
      return himmelblau(x, y);
    case Surface::saddle:
      break;
  }
  return saddle(x, y);
}

}  // namespace

std::span<const std::string_view> surface_names() { return names; }

std::optional<Surface> surface_by_name(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Surface>(i);
  }
  return std::nullopt;
}

std::string_view surface_name(Surface surface) { return names[static_cast<std::size_t>(surface)]; }

SurfaceFrame surface_frame(Surface surface) {
  switch (surface) {
    case Surface::bowl:
      return {{-6.0f, 6.0f}, {-3.0f, 3.0f}, bowl_minima};
    case Surface::rosenbrock:
      return {{-2.0f, 2.0f}, {-1.0f, 3.0f}, rosenbrock_minima};
    case Surface::beale:
      return {{-4.5f, 4.5f}, {-4.5f, 4.5f}, beale_minima};
    case Surface::himmelblau:
      return {{-5.0f, 5.0f}, {-5.0f, 5.0f}, himmelblau_minima};
    case Surface::saddle:
      break;
  }
  return {{-2.0f, 2.0f}, {-2.0f, 2.0f}, saddle_minima};
}

SurfacePoint surface_at(Surface surface, float x, float y) {
  const Exact at = exact_at(surface, x, y);
  return {static_cast<float>(at.value), static_cast<float>(at.dx), static_cast<float>(at.dy)};
}

}  // namespace livefig
