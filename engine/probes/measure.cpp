// Choosing layers and rows.
#include "probes/measure.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace livefig {

Status read_options(const Json& json, FunctionRef<void(FieldVisitor&)> fields) {
  Errors errors;
  read_fields(json, "probe", fields, errors);
  if (!errors.empty()) return std::move(errors.front());
  return {};
}

Result<NetworkObjective*> network_of(Run& run, const Json& json, FunctionRef<void(FieldVisitor&)> options) {
  if (Status read = read_options(json, options); !read.ok()) return read.error();
  NetworkObjective* network = run.objective().network();
  if (network == nullptr) return Error{ErrorCode::InvalidValue, "probe", "a test surface has no network"};
  return network;
}

Result<std::vector<std::size_t>> chosen_layers(const Network& network, const std::vector<std::int64_t>& given) {
  std::vector<std::size_t> layers;
  for (const std::int64_t index : given) {
    const auto layer = static_cast<std::size_t>(index);
    if (index < 0 || layer >= network.layer_count()) {
      return Error{ErrorCode::InvalidValue,
                   "probe.layers",
                   {"there is no layer ", index, ": the model has ", network.layer_count()}};
    }
    if (std::ranges::find(layers, layer) != layers.end())
      return Error{ErrorCode::InvalidValue, "probe.layers", {"names layer ", index, " twice"}};
    layers.push_back(layer);
  }
  if (given.empty()) {
    for (std::size_t layer = 0; layer < network.layer_count(); ++layer) layers.push_back(layer);
  }
  return layers;
}

void add_layers(ProbeResult& result, const std::vector<std::size_t>& layers) {
  const std::vector<float> indices(layers.begin(), layers.end());
  add_array(result, "layer", {layers.size()}, indices);
}

Result<In> row_of(const NetworkObjective& network, std::string_view split, std::int64_t row) {
  const Result<const Split*> side = network.split(split, "probe.split");
  if (!side.ok()) return side.error();
  const auto index = static_cast<std::size_t>(row);
  if (index >= side.value()->rows) {
    return Error{
        ErrorCode::InvalidValue, "probe.row", {"there is no row ", row, ": the split has ", side.value()->rows}};
  }
  const std::size_t width = count(network.trained().input_shape());
  return In(side.value()->inputs).subspan(index * width, width);
}

}  // namespace livefig
