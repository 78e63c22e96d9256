// Masks copied out, and one layer passed in both modes.
#include "probes/dropout.hpp"

#include <algorithm>

#include "base/number_text.hpp"
#include "base/text.hpp"
#include "kernels/reduce.hpp"

namespace livefig {
namespace {

bool is_dropout(const Layer& layer) { return layer.type() == DropoutSpec::type_name; }

/// The probability of a layer that is known to be a Dropout.
double probability_of(const NetworkObjective& network, std::size_t layer) {
  const auto* spec = std::get_if<DropoutSpec>(&network.model()[layer].value);
  return spec == nullptr ? 0.0 : spec->p;
}

Result<std::size_t> dropout_layer(const Network& network, std::optional<std::int64_t> given) {
  for (std::size_t layer = 0; layer < network.layer_count(); ++layer) {
    if (given && static_cast<std::size_t>(*given) != layer) continue;
    if (is_dropout(network.layer(layer))) return layer;
  }
  return Error{ErrorCode::InvalidValue, "probe.layer",
               given ? joined({"layer ", *given, " is no Dropout"}) : "the model has no Dropout"};
}

double mean_behind(const Network& network, std::size_t layer) {
  const In values = network.layer_output(layer);
  return sum(values) / static_cast<double>(values.size());
}

void add_number(ProbeResult& result, std::string_view name, double value) {
  const float rounded = static_cast<float>(value);
  add_array(result, name, {1}, In(&rounded, 1));
}

}  // namespace

Result<ProbeResult> measure_dropout_mask(NetworkObjective& network, const NoOptions&) {
  ProbeResult result;
  const Network& trained = network.trained();
  for (std::size_t layer = 0; layer < trained.layer_count(); ++layer) {
    if (!is_dropout(trained.layer(layer))) continue;
    const Shape& shape = trained.layer(layer).output_shape();
    // The mask is scaled; a reader wants to see who was dropped.
    std::vector<float> kept;
    for (const float factor : trained.layer_mask(layer)) kept.push_back(factor == 0.0f ? 0.0f : 1.0f);
    add_array(result, number_text(layer), shape, kept);
  }
  return result;
}

void TrainEvalOptions::fields(FieldVisitor& visit) {
  visit.optional_integer("layer", layer, layer_indices, std::nullopt);
  visit.integer("rows", rows, {2, static_cast<std::int64_t>(observed_rows)});
}

Result<ProbeResult> measure_train_eval(NetworkObjective& network, const TrainEvalOptions& options) {
  const Result<std::size_t> layer = dropout_layer(network.trained(), options.layer);
  if (!layer.ok()) return layer.error();
  const Result<Observer*> observer = network.observe();
  if (!observer.ok()) return observer.error();
  Network& observed = observer.value()->network();

  const Split& split = network.data().train;
  const std::size_t rows = std::min(static_cast<std::size_t>(options.rows), split.rows);
  if (rows < observed.training_rows().least) {
    return Error{ErrorCode::BadData, "probe", "one row has no batch statistics"};
  }
  const In inputs = In(split.inputs).first(rows * count(observed.input_shape()));
  // Eval first: a training pass moves batch norm's running statistics.
  observed.forward(inputs, Pass{.rows = rows});
  const double eval = mean_behind(observed, layer.value());
  Generator stream = network.generator();
  observed.forward(inputs, Pass{.rows = rows, .training = true, .generator = &stream});
  const double train = mean_behind(observed, layer.value());
  const double unscaled = eval / (1.0 - probability_of(network, layer.value()));
  ProbeResult result;
  add_number(result, "train", train);
  add_number(result, "eval", eval);
  add_number(result, "eval_unscaled", unscaled);
  add_number(result, "layer", static_cast<double>(layer.value()));
  return result;
}

}  // namespace livefig
