// From a program to an objective, and its estimate in bytes.
#include "training/run_parts.hpp"

#include <algorithm>

#include "training/network_objective.hpp"
#include "training/surface_objective.hpp"

namespace livefig {
namespace {

/// Sizes of a program's data, known before any of it is drawn.
struct DataSize {
  Shape row_shape;
  std::uint64_t train;
  std::uint64_t rows;           // train and validation
  std::uint64_t target_floats;  // per row, at least 1
};

Error no_arrays() { return {ErrorCode::MissingField, "data", "names no set, and no arrays were given"}; }

Result<DataSize> size_of(const Program& program, const CallerArrays* arrays) {
  if (const auto* named = std::get_if<NamedDataSpec>(&program.data)) {
    const DatasetSize size = dataset_size(*named);
    return DataSize{size.row_shape, size.train, std::uint64_t{size.train} + size.validation,
                    std::max<std::uint64_t>(size.target_width, 1)};
  }
  const auto* given = std::get_if<ArrayDataSpec>(&program.data);
  if (given == nullptr || arrays == nullptr) return no_arrays();
  const Shape shape(given->shape.begin(), given->shape.end());
  const std::uint64_t width = std::max<std::uint64_t>(checked_count(shape), 1);
  const std::uint64_t train = arrays->training.inputs.size() / width;
  const std::uint64_t targets = arrays->training.values.size() / std::max<std::uint64_t>(train, 1);
  return DataSize{shape, train, train + arrays->validation.inputs.size() / width, std::max<std::uint64_t>(targets, 1)};
}

Result<Dataset> dataset_of(const Program& program, const DataStore& store, const CallerArrays* arrays) {
  if (const auto* named = std::get_if<NamedDataSpec>(&program.data)) {
    return make_dataset(*named, store, static_cast<std::uint64_t>(program.seed));
  }
  const auto* given = std::get_if<ArrayDataSpec>(&program.data);
  if (given == nullptr || arrays == nullptr) return no_arrays();
  const Shape shape(given->shape.begin(), given->shape.end());
  return dataset_from_arrays(shape, arrays->training, arrays->validation);
}

}  // namespace

Result<std::unique_ptr<Objective>> make_objective(const Program& program, const DataStore& store,
                                                  const CallerArrays* arrays) {
  if (program.surface) {
    // The reader lets only known names through; a program built in C++ may hold any.
    const std::optional<Surface> surface = surface_by_name(program.surface->name);
    if (!surface)
      return Error{ErrorCode::UnknownName, "surface.name", "unknown surface \"" + program.surface->name + "\""};
    return std::unique_ptr<Objective>(std::make_unique<SurfaceObjective>(
        *surface, static_cast<float>(program.surface->start[0]), static_cast<float>(program.surface->start[1])));
  }
  Result<Dataset> data = dataset_of(program, store, arrays);
  if (!data.ok()) return data.error();
  const NetworkPlan plan{program.model, program.loss,
                         LoaderOptions{.batch_size = static_cast<std::size_t>(program.batch_size),
                                       .shuffle = program.shuffle,
                                       .drop_last = program.drop_last,
                                       .seed = static_cast<std::uint64_t>(program.seed)},
                         max_run_bytes};
  Result<std::unique_ptr<NetworkObjective>> made = NetworkObjective::create(plan, data.take());
  if (!made.ok()) return made.error();
  return std::unique_ptr<Objective>(made.take());
}

Result<std::uint64_t> Run::estimate_bytes(const Program& program, const CallerArrays* arrays) {
  const std::uint64_t history = History::bytes(program.surface.has_value());
  if (program.surface) {
    return sizeof(Run) + sizeof(SurfaceObjective) + history + optimizer_floats(program.optimizer, 2) * sizeof(float);
  }
  const Result<DataSize> data = size_of(program, arrays);
  if (!data.ok()) return data.error();
  const DataSize& size = data.value();
  const std::uint64_t batch =
      std::min(static_cast<std::uint64_t>(program.batch_size), std::max<std::uint64_t>(size.train, 1));

  // The network that trains and the one that is measured.
  std::uint64_t bytes = sizeof(Run) + sizeof(NetworkObjective) + history;
  for (const Outputs outputs : {Outputs::reused, Outputs::kept}) {
    const std::uint64_t rows = outputs == Outputs::kept ? std::uint64_t{observed_rows} : batch;
    const Result<std::uint64_t> network =
        Network::estimate_bytes(program.model, size.row_shape, static_cast<std::size_t>(rows), outputs);
    if (!network.ok()) return network.error();
    bytes = saturating_sum(bytes, network.value());
  }
  const Result<std::uint64_t> parameters = Network::parameter_count(program.model, size.row_shape);
  if (!parameters.ok()) return parameters.error();
  bytes = saturating_sum(
      bytes, saturating_product(optimizer_floats(program.optimizer, static_cast<std::size_t>(parameters.value())),
                                sizeof(float)));

  // The data, and the batch that the loader gathers from it.
  const std::uint64_t row = saturating_sum(checked_count(size.row_shape), size.target_floats + 1);
  const std::uint64_t floats = saturating_product(row, saturating_sum(size.rows, batch));
  return saturating_sum(bytes, saturating_product(floats, sizeof(float)));
}

}  // namespace livefig
