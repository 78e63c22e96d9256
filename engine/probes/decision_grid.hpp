// What a network answers over a rectangle of the plane.
#pragma once

#include <array>

#include "probes/measure.hpp"

namespace livefig {

struct GridOptions {
  std::array<double, 2> x{-2.0, 2.0};
  std::array<double, 2> y{-2.0, 2.0};
  std::int64_t size = 48;
  void fields(FieldVisitor& visit);
  /// Errors: InvalidValue at `probe.x` or `probe.y` when an interval is empty.
  Status check() const;
};

/// Centre of the grid's cell: (rows · columns · 2) positions, row 0 at the top (largest y), x growing along a row.
std::vector<float> grid_points(const GridOptions& options);

/// For a network with two inputs, in eval mode: probability (size, size, classes) by softmax under CrossEntropyLoss;
/// under BCEWithLogitsLoss (size, size, outputs) by sigmoid; under MSELoss the outputs themselves.
/// Errors: InvalidValue at `probe` when a row has not two numbers.
Result<ProbeResult> measure_decision_grid(NetworkObjective& network, const GridOptions& options);

/// On a test surface: value (size, size), laid out alike. Errors: InvalidValue at `probe` when the run is a network.
Result<ProbeResult> measure_surface(Run& run, const GridOptions& options);

}  // namespace livefig
