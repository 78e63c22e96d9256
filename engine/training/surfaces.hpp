// The 2-D test surfaces that optimizers descend in place of a network: values and gradients in
/// closed form.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace livefig {

enum class Surface { bowl, rosenbrock, beale, himmelblau, saddle };

/// Names in the order of the enumeration; a program's `surface.name` is one of them.
std::span<const std::string_view> surface_names();
std::optional<Surface> surface_by_name(std::string_view name);
std::string_view surface_name(Surface surface);

/// The part of the plane worth looking at and where the minima lie: what a contour view needs to
/// know.
struct SurfaceFrame {
  std::array<float, 2> x;
  std::array<float, 2> y;
  std::span<const std::array<float, 2>> minima;
};
SurfaceFrame surface_frame(Surface surface);

struct SurfacePoint {
  float value;
  float dx;
  float dy;
};

/// Evaluated in double and rounded once, so that a valley as flat as Beale's keeps its slope.
///   bowl        0.1 x² + 2 y²                                   (20 times steeper in y than in x)
///   rosenbrock  (1 − x)² + 100 (y − x²)²                        (Rosenbrock 1960)
///   beale       Σ_k (c_k − x + x y^k)², c = 1.5, 2.25, 2.625    (Beale 1958)
///   himmelblau  (x² + y − 11)² + (x + y² − 7)²                  (Himmelblau 1972)
///   saddle      x²/2 − y²/2 + y⁴/4: a saddle at the origin, held from below by minima at (0, ±1)
SurfacePoint surface_at(Surface surface, float x, float y);

}  // namespace livefig
