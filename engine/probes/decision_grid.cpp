// Grids of inputs and what becomes of them.
#include "probes/decision_grid.hpp"

#include "kernels/activation.hpp"
#include "kernels/softmax.hpp"

namespace livefig {

void GridOptions::fields(FieldVisitor& visit) {
  visit.numbers("x", x, Range::any());
  visit.numbers("y", y, Range::any());
  visit.integer("size", size, {1, 512});
}

Status GridOptions::check() const {
  for (const auto& [ends, where] : {std::pair{x, "probe.x"}, std::pair{y, "probe.y"}}) {
    if (!(ends[0] < ends[1])) {
      return Error{ErrorCode::InvalidValue, where, "must be an interval: [low, high]"};
    }
  }
  return {};
}

std::vector<float> grid_points(const GridOptions& options) {
  const auto size = static_cast<std::size_t>(options.size);
  const double step = 1.0 / static_cast<double>(size);
  std::vector<float> points;
  points.reserve(size * size * 2);
  for (std::size_t row = 0; row < size; ++row) {
    for (std::size_t column = 0; column < size; ++column) {
      const double across = (static_cast<double>(column) + 0.5) * step;
      const double down = (static_cast<double>(row) + 0.5) * step;
      points.push_back(static_cast<float>(options.x[0] + across * (options.x[1] - options.x[0])));
      points.push_back(static_cast<float>(options.y[1] - down * (options.y[1] - options.y[0])));
    }
  }
  return points;
}

Result<ProbeResult> measure_decision_grid(NetworkObjective& network, const GridOptions& options) {
  if (Status fits = options.check(); !fits.ok()) return fits.error();
  if (count(network.trained().input_shape()) != 2) {
    return Error{ErrorCode::InvalidValue, "probe", "a decision grid needs rows of two numbers"};
  }
  const Result<Observer*> observer = network.observe();
  if (!observer.ok()) return observer.error();
  const auto size = static_cast<std::size_t>(options.size);
  std::vector<float> values = observer.value()->outputs(grid_points(options), size * size);
  const std::size_t outputs = count(network.trained().output_shape());
  if (std::holds_alternative<CrossEntropyLossSpec>(network.loss())) {
    softmax(values, outputs, values);
  } else if (std::holds_alternative<BCEWithLogitsLossSpec>(network.loss())) {
    sigmoid_forward(values, values);
  }
  ProbeResult result;
  add_array(result, "probability", {size, size, outputs}, values);
  return result;
}

Result<ProbeResult> measure_surface(Run& run, const GridOptions& options) {
  if (Status fits = options.check(); !fits.ok()) return fits.error();
  if (run.objective().network() != nullptr) {
    return Error{ErrorCode::InvalidValue, "probe", "the run is a network, not a test surface"};
  }
  const auto size = static_cast<std::size_t>(options.size);
  const Result<std::vector<float>> values = run.predict(grid_points(options), size * size);
  if (!values.ok()) return values.error();
  ProbeResult result;
  add_array(result, "value", {size, size}, values.value());
  return result;
}

}  // namespace livefig
