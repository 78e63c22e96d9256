// Gathering the weights of one layer or all.
#include "probes/weights.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "probes/histogram.hpp"

namespace livefig {

void WeightOptions::fields(FieldVisitor& visit) {
  visit.integer("bins", bins, {1, 1000});
  visit.optional_integer("layer", layer, layer_indices, std::nullopt);
  visit.number("limit", limit, Range::from(0));
}

Result<ProbeResult> measure_weights(NetworkObjective& network, const WeightOptions& options) {
  const Network& trained = network.trained();
  std::vector<float> found(trained.parameters().size());
  std::size_t size = 0;
  for (const ParameterInfo& info : trained.parameter_infos()) {
    if (!info.decays || (options.layer && static_cast<std::size_t>(*options.layer) != info.layer)) continue;
    std::ranges::copy(trained.parameters().subspan(info.offset, info.count), found.data() + size);
    size += info.count;
  }
  const In weights = In(found).first(size);
  if (weights.empty()) return Error{ErrorCode::InvalidValue, "probe.layer", "there are no weights"};
  auto limit = static_cast<float>(options.limit);
  if (limit == 0.0f) {
    const std::array<float, 2> ends = range_of(weights);
    limit = std::max(std::abs(ends[0]), std::abs(ends[1]));
  }
  const std::array<float, 2> range{-limit, limit};
  std::vector<float> shares(static_cast<std::size_t>(options.bins));
  histogram(weights, range, shares);
  ProbeResult result;
  add_array(result, "histogram", {shares.size()}, shares);
  add_array(result, "range", {2}, range);
  return result;
}

void FilterOptions::fields(FieldVisitor& visit) { visit.integer("layer", layer, layer_indices); }

Result<ProbeResult> measure_filters(NetworkObjective& network, const FilterOptions& options) {
  const Network& trained = network.trained();
  const std::string name = joined({options.layer, ".weight"});
  for (const ParameterInfo& info : trained.parameter_infos()) {
    if (info.name != name) continue;
    ProbeResult result;
    add_array(result, "weight", info.shape, trained.parameters().subspan(info.offset, info.count));
    return result;
  }
  return Error{ErrorCode::InvalidValue, "probe.layer", {"layer ", options.layer, " has no weight"}};
}

}  // namespace livefig
