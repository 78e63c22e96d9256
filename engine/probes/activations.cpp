// Moments and histograms of activations.
#include "probes/activations.hpp"

#include <algorithm>

#include "kernels/reduce.hpp"
#include "probes/histogram.hpp"

namespace livefig {
namespace {

constexpr std::string_view modes[] = {"train", "eval"};

}  // namespace

void ActivationOptions::fields(FieldVisitor& visit) {
  visit.choice("mode", mode, modes);
  visit.integer("rows", rows, {2, static_cast<std::int64_t>(observed_rows)});
  visit.integer("bins", bins, {1, 1000});
  visit.integers("layers", layers, layer_indices, {0, 1 << 20});
}

Result<ProbeResult> measure_activations(NetworkObjective& network, const ActivationOptions& options) {
  const Result<std::vector<std::size_t>> chosen = chosen_layers(network.trained(), options.layers);
  if (!chosen.ok()) return chosen.error();
  const Result<Observer*> observer = network.observe();
  if (!observer.ok()) return observer.error();
  Network& observed = observer.value()->network();

  const Split& train = network.data().train;
  const std::size_t rows = std::min(static_cast<std::size_t>(options.rows), train.rows);
  const bool training = options.mode == "train";
  if (training && rows < observed.training_rows().least) {
    return Error{ErrorCode::BadData, "probe.mode", "one row has no batch statistics"};
  }
  Generator stream = network.generator();
  const std::size_t width = count(observed.input_shape());
  observed.forward(In(train.inputs).first(rows * width),
                   Pass{.rows = rows, .training = training, .generator = &stream});

  const std::vector<std::size_t>& layers = chosen.value();
  const auto bins = static_cast<std::size_t>(options.bins);
  std::vector<float> mean(layers.size()), variance(layers.size()), range(2 * layers.size());
  std::vector<float> shares(layers.size() * bins);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const In values = observed.layer_output(layers[i]);
    const double size = static_cast<double>(values.size());
    const double centre = sum(values) / size;
    double square = 0.0;
    for (const float value : values)
      square += (static_cast<double>(value) - centre) * (static_cast<double>(value) - centre);
    mean[i] = static_cast<float>(centre);
    variance[i] = static_cast<float>(square / size);
    const std::array<float, 2> ends = range_of(values);
    std::ranges::copy(ends, range.begin() + static_cast<std::ptrdiff_t>(2 * i));
    histogram(values, ends, std::span(shares).subspan(i * bins, bins));
  }
  ProbeResult result;
  add_array(result, "mean", {layers.size()}, mean);
  add_array(result, "variance", {layers.size()}, variance);
  add_array(result, "range", {layers.size(), 2}, range);
  add_array(result, "histogram", {layers.size(), bins}, shares);
  add_layers(result, layers);
  return result;
}

}  // namespace livefig
