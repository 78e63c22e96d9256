// From a program to an objective.
#include "training/run_parts.hpp"

#include "base/text.hpp"
#include "training/network_objective.hpp"
#include "training/surface_objective.hpp"

namespace livefig {
namespace {

Result<Dataset> dataset_of(const Program& program, const DataStore& store, const CallerArrays* arrays) {
  if (const auto* named = std::get_if<NamedDataSpec>(&program.data)) {
    return make_dataset(*named, store, static_cast<std::uint64_t>(program.seed));
  }
  const auto* given = std::get_if<ArrayDataSpec>(&program.data);
  if (given == nullptr || arrays == nullptr)
    return Error{ErrorCode::MissingField, "data", "names no set, and no arrays were given"};
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
      return Error{ErrorCode::UnknownName, "surface.name", {"unknown surface \"", program.surface->name, "\""}};
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

}  // namespace livefig
