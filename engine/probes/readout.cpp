// Gathering features layer by layer and handing them to the ridge classifier.
#include "probes/readout.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "probes/ridge.hpp"

namespace livefig {
namespace {

// Between 0.0007 and 0.03 nothing changes by more than three points on the wandering digits; 0.3 costs ten.
constexpr float ridge_strength = 0.01f;
constexpr std::uint64_t choice_seed = 0;

/// `most` of 0 … n−1 in ascending order: the first ones of a seeded permutation.
std::vector<std::size_t> some_of(std::size_t n, std::size_t most) {
  std::vector<std::int32_t> order(n);
  Generator(choice_seed).randperm(order);
  std::vector<std::int32_t> taken(n);  // 0 or 1
  for (std::size_t i = 0; i < std::min(n, most); ++i) taken[static_cast<std::size_t>(order[i])] = 1;
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < n; ++i) {
    if (taken[i] > 0) chosen.push_back(i);
  }
  return chosen;
}

/// The chosen values of every asked layer for some rows of a split.
struct Features {
  std::vector<std::vector<float>> by_layer;
  std::vector<std::int32_t> classes;
};

struct Wanted {
  std::int64_t layer;
  std::vector<std::size_t> columns;
};

In values_behind(const Network& network, std::int64_t layer) {
  return layer < 0 ? network.layer_input(0) : network.layer_output(static_cast<std::size_t>(layer));
}

Features gather(Network& network, const Split& split, const std::vector<std::size_t>& rows,
                const std::vector<Wanted>& wanted) {
  Features features{std::vector<std::vector<float>>(wanted.size()), {}};
  const std::size_t width = count(network.input_shape());
  std::vector<float> batch(observed_rows * width);
  for (std::size_t from = 0; from < rows.size(); from += observed_rows) {
    const std::size_t some = std::min(observed_rows, rows.size() - from);
    for (std::size_t i = 0; i < some; ++i) {
      std::copy_n(split.inputs.data() + rows[from + i] * width, width, batch.data() + i * width);
      features.classes.push_back(split.classes[rows[from + i]]);
    }
    network.forward(In(batch).first(some * width), Pass{.rows = some});
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      const In values = values_behind(network, wanted[k].layer);
      const std::size_t stride = values.size() / some;
      for (std::size_t i = 0; i < some; ++i) {
        for (const std::size_t column : wanted[k].columns) {
          features.by_layer[k].push_back(values[i * stride + column]);
        }
      }
    }
  }
  return features;
}

bool changes_nothing(const Layer& layer) { return layer.type() == "Flatten" || layer.type() == "Dropout"; }

Result<std::vector<Wanted>> wanted_of(const Network& network, const ReadoutOptions& options) {
  std::vector<std::int64_t> layers = options.layers;
  const auto size = static_cast<std::int64_t>(network.layer_count());
  if (layers.empty()) {
    layers.push_back(-1);
    for (std::int64_t i = 0; i < size; ++i) {
      if (!changes_nothing(network.layer(static_cast<std::size_t>(i)))) layers.push_back(i);
    }
  }
  std::vector<Wanted> wanted;
  for (const std::int64_t layer : layers) {
    if (layer >= size) {
      return Error{ErrorCode::InvalidValue, "probe.layers", {"there is no layer ", layer, ": the model has ", size}};
    }
    if (std::ranges::find(wanted, layer, &Wanted::layer) != wanted.end())
      return Error{ErrorCode::InvalidValue, "probe.layers", {"names layer ", layer, " twice"}};
    const Shape& shape =
        layer < 0 ? network.input_shape() : network.layer(static_cast<std::size_t>(layer)).output_shape();
    wanted.push_back({layer, some_of(count(shape), static_cast<std::size_t>(options.features))});
  }
  return wanted;
}

}  // namespace

void ReadoutOptions::fields(FieldVisitor& visit) {
  visit.integers("layers", layers, {-1, layer_indices.high}, {0, layer_indices.high});
  visit.integer("rows", rows, {1, largest_size});
  visit.integer("features", features, {1, 2048});
}

Result<ProbeResult> measure_readout(NetworkObjective& network, const ReadoutOptions& options) {
  const Dataset& data = network.data();
  if (data.classes == 0) return Error{ErrorCode::InvalidValue, "probe", "a readout needs classes to read"};
  const Result<const Split*> validation = network.split("validation", "probe");
  if (!validation.ok()) return validation.error();
  const Result<std::vector<Wanted>> wanted = wanted_of(network.trained(), options);
  if (!wanted.ok()) return wanted.error();
  const Result<Observer*> observer = network.observe();
  if (!observer.ok()) return observer.error();
  Network& observed = observer.value()->network();

  const Features training =
      gather(observed, data.train, some_of(data.train.rows, static_cast<std::size_t>(options.rows)), wanted.value());
  const Split& judged_rows = *validation.value();
  const Features judged = gather(observed, judged_rows, some_of(judged_rows.rows, judged_rows.rows), wanted.value());

  std::vector<float> accuracy, layers;
  for (std::size_t k = 0; k < wanted.value().size(); ++k) {
    accuracy.push_back(ridge_accuracy({training.by_layer[k], training.classes, training.classes.size()},
                                      {judged.by_layer[k], judged.classes, judged.classes.size()},
                                      wanted.value()[k].columns.size(), data.classes, ridge_strength));
    layers.push_back(static_cast<float>(wanted.value()[k].layer));
  }
  ProbeResult result;
  add_array(result, "accuracy", {accuracy.size()}, accuracy);
  add_array(result, "layer", {layers.size()}, layers);
  return result;
}

}  // namespace livefig
