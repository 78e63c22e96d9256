// Estimating a run: every part that grows with the program is counted, the small rest is rounded up.
#include "training/run_size.hpp"

#include <algorithm>

#include "base/number_text.hpp"
#include "base/text.hpp"
#include "tensor/arena.hpp"
#include "training/network_objective.hpp"
#include "training/surface_objective.hpp"

namespace livefig {
namespace {

// Objects, names and shapes: what a run holds besides its numbers, and what each layer adds.
constexpr std::uint64_t run_bookkeeping = 16 << 10;
constexpr std::uint64_t layer_bookkeeping = 4 << 10;

/// Sizes of a program's data, known before any of it is drawn.
struct DataSize {
  Shape row_shape;
  std::uint64_t train;
  std::uint64_t rows;           // train and validation
  std::uint64_t target_floats;  // per row, at least 1
};

Result<DataSize> size_of(const Program& program, const CallerArrays* arrays) {
  if (const auto* named = std::get_if<NamedDataSpec>(&program.data)) {
    const DatasetSize size = dataset_size(*named);
    return DataSize{size.row_shape, size.train, std::uint64_t{size.train} + size.validation,
                    std::max<std::uint64_t>(size.target_width, 1)};
  }
  const auto* given = std::get_if<ArrayDataSpec>(&program.data);
  if (given == nullptr || arrays == nullptr)
    return Error{ErrorCode::MissingField, "data", "names no set, and no arrays were given"};
  const Shape shape(given->shape.begin(), given->shape.end());
  const std::uint64_t width = std::max<std::uint64_t>(checked_count(shape), 1);
  const std::uint64_t train = arrays->training.inputs.size() / width;
  const std::uint64_t targets = arrays->training.values.size() / std::max<std::uint64_t>(train, 1);
  return DataSize{shape, train, train + arrays->validation.inputs.size() / width, std::max<std::uint64_t>(targets, 1)};
}

std::uint64_t bytes_of(std::uint64_t floats) { return saturating_product(floats, sizeof(float)); }

std::uint64_t layers_in(std::span<const LayerSpec> model) {
  std::uint64_t layers = model.size();
  for (const LayerSpec& layer : model) {
    if (const auto* residual = std::get_if<ResidualSpec>(&layer.value)) layers += layers_in(residual->block);
  }
  return layers;
}

}  // namespace

std::uint64_t RunSize::total() const {
  return saturating_sum(saturating_sum(parameters, outputs), saturating_sum(data, rest));
}

Result<RunSize> size_of_run(const Program& program, const CallerArrays* arrays) {
  RunSize run;
  run.rest = sizeof(Run) + run_bookkeeping + History::bytes(program.surface.has_value());
  if (program.surface) {
    run.parameters = sizeof(SurfaceObjective) + bytes_of(optimizer_floats(program.optimizer, 2));
    return run;
  }
  const Result<DataSize> data = size_of(program, arrays);
  if (!data.ok()) return data.error();
  const DataSize& size = data.value();
  const std::uint64_t batch =
      std::min(static_cast<std::uint64_t>(program.batch_size), std::max<std::uint64_t>(size.train, 1));
  run.rest += sizeof(NetworkObjective) + layer_bookkeeping * layers_in(program.model);

  // The network that trains and the one that is measured.
  std::uint64_t networks = 0, trained = 0;
  for (const Outputs outputs : {Outputs::reused, Outputs::kept}) {
    const std::uint64_t rows = outputs == Outputs::kept ? std::uint64_t{observed_rows} : batch;
    const Result<Network::Size> network =
        Network::size_of(program.model, size.row_shape, static_cast<std::size_t>(rows), outputs);
    if (!network.ok()) return network.error();
    const Network::Size& one = network.value();
    networks = saturating_sum(networks, one.bytes);
    // Values of all, gradients of those that train.
    run.parameters = bytes_of(saturating_product(saturating_sum(one.parameters, one.trained), 2));
    trained = one.trained;
    run.outputs = bytes_of(saturating_product(one.outputs, batch));  // the loss's gradient
    run.heaviest = one.heaviest;
  }
  run.outputs = saturating_sum(run.outputs, networks - std::min(networks, run.parameters));
  // The optimizer keeps as much for each; together they may not fit into a size_t.
  const std::uint64_t each = bytes_of(optimizer_floats(program.optimizer, 1));
  run.parameters = saturating_sum(run.parameters, saturating_product(trained, each));
  run.by_batch = batch > observed_rows;

  // A row is its inputs, targets and place in the order; drawn in order, then copied out permuted; and the batch.
  const std::uint64_t row = saturating_sum(checked_count(size.row_shape), size.target_floats + 2);
  run.data = bytes_of(saturating_product(row, saturating_sum(saturating_product(size.rows, 3), batch)));
  return run;
}

Status check_memory(const RunSize& size) {
  const std::uint64_t bytes = size.total();
  if (bytes <= max_run_bytes && memory_for(bytes)) return {};
  const std::string layer = joined({"model[", size.heaviest, "]"});
  const std::string smaller = joined({"parameters, most of them in ", layer, ": choose a smaller layer"});
  const std::string allowed = joined({", and a run may take ", megabytes(max_run_bytes), "; "});
  std::string_view where = "data", change = "the data: choose fewer rows";
  std::uint64_t most = size.data;
  if (size.parameters > std::max(size.data, size.outputs)) {
    where = layer;
    change = smaller;
    most = size.parameters;
  } else if (size.outputs > size.data) {
    where = size.by_batch ? "batch_size" : "model";
    change = size.by_batch ? "the outputs of layers: choose a smaller batch_size or smaller layers"
                           : "the outputs of layers: choose smaller layers";
    most = size.outputs;
  }
  const std::string_view limit =
      bytes <= max_run_bytes ? ", more than there is now (other runs hold the rest); " : std::string_view(allowed);
  return Error{ErrorCode::TooLarge,
               where,
               {"needs ", megabytes(bytes), " of memory", limit, megabytes(most), " of it for ", change}};
}

}  // namespace livefig
