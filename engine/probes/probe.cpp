// Which name measures what.
#include "probes/probe.hpp"

#include <array>

#include "base/nearest_name.hpp"
#include "base/text.hpp"
#include "probes/activations.hpp"
#include "probes/data_rows.hpp"
#include "probes/decision_grid.hpp"
#include "probes/dropout.hpp"
#include "probes/gradients.hpp"
#include "probes/moments.hpp"
#include "probes/readout.hpp"
#include "probes/single_row.hpp"
#include "probes/weights.hpp"

namespace livefig {
namespace {

using Measure = Result<ProbeResult> (*)(Run&, const Json&);

/// A probe of networks, as one of runs.
template <class Options, Result<ProbeResult> (*measure)(NetworkObjective&, const Options&)>
Result<ProbeResult> of_network(Run& run, const Json& json) {
  Options options;
  const Result<NetworkObjective*> network =
      network_of(run, json, [&options](FieldVisitor& visit) { options.fields(visit); });
  if (!network.ok()) return network.error();
  return measure(*network.value(), options);
}

template <class Options, Result<ProbeResult> (*measure)(Run&, const Options&)>
Result<ProbeResult> of_run(Run& run, const Json& json) {
  Options options;
  const Status read = read_options(json, [&options](FieldVisitor& visit) { options.fields(visit); });
  if (!read.ok()) return read.error();
  return measure(run, options);
}

constexpr std::array<std::string_view, 15> names{
    "gradients", "gradient_norm", "activations", "weights", "filters", "decision_grid", "feature_maps", "units",
    "readout",   "dropout_mask",  "train_eval",  "moments", "data",    "batch",         "surface"};

constexpr std::array<Measure, names.size()> measures{
    of_network<NoOptions, measure_gradients>,
    of_network<NoOptions, measure_gradient_norm>,
    of_network<ActivationOptions, measure_activations>,
    of_network<WeightOptions, measure_weights>,
    of_network<FilterOptions, measure_filters>,
    of_network<GridOptions, measure_decision_grid>,
    of_network<RowOptions, measure_feature_maps>,
    of_network<RowOptions, measure_units>,
    of_network<ReadoutOptions, measure_readout>,
    of_network<NoOptions, measure_dropout_mask>,
    of_network<TrainEvalOptions, measure_train_eval>,
    of_run<MomentOptions, measure_moments>,
    of_network<DataOptions, measure_data>,
    of_network<NoOptions, measure_batch>,
    of_run<GridOptions, measure_surface>,
};

}  // namespace

std::span<const std::string_view> probe_names() { return names; }

Result<ProbeResult> probe(Run& run, std::string_view name, const Json& options) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return measures[i](run, options);
  }
  return Error{ErrorCode::UnknownName, "probe", {"unknown probe \"", name, "\"", name_hint(name, names)}};
}

}  // namespace livefig
