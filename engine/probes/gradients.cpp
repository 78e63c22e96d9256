// Copying gradients out and summing them up by layer.
#include "probes/gradients.hpp"

#include <cmath>

#include "kernels/reduce.hpp"

namespace livefig {

Result<ProbeResult> measure_gradients(NetworkObjective& network, const NoOptions&) {
  ProbeResult result;
  const Network& trained = network.trained();
  for (const ParameterInfo& info : trained.parameter_infos()) {
    if (!info.trains) continue;  // as PyTorch's .grad, which is None
    add_array(result, info.name, info.shape, trained.gradients().subspan(info.offset, info.count));
  }
  return result;
}

Result<ProbeResult> measure_gradient_norm(NetworkObjective& network, const NoOptions&) {
  const Network& trained = network.trained();
  std::vector<std::size_t> layers;
  std::vector<double> squares(trained.layer_count());
  for (const ParameterInfo& info : trained.parameter_infos()) {
    if (!info.trains) continue;
    if (layers.empty() || layers.back() != info.layer) layers.push_back(info.layer);
    squares[info.layer] += squared_norm(trained.gradients().subspan(info.offset, info.count));
  }
  std::vector<float> norms;
  for (const std::size_t layer : layers) norms.push_back(static_cast<float>(std::sqrt(squares[layer])));
  ProbeResult result;
  add_array(result, "norm", {norms.size()}, norms);
  add_layers(result, layers);
  return result;
}

}  // namespace livefig
