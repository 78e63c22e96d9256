// A run's calls: arguments in, the engine, answers out.
#include "bindings/run_calls.hpp"

#include "bindings/answers.hpp"
#include "bindings/arguments.hpp"
#include "bindings/objects.hpp"
#include "probes/probe.hpp"
#include "training/network_objective.hpp"

namespace livefig::js {

val program(const Run& run) { return val(write_program(run.program()).text()); }

val train(Run& run, double steps) {
  const Result<std::uint64_t> count = whole_number(steps, max_steps_per_call, "train");
  if (!count.ok()) return failure(count.error());
  return to_js(run.train(count.value()));
}

val status(const Run& run) { return to_js(run.state()); }

val evaluate(Run& run, const std::string& split) { return answer(run.evaluate(split)); }

val predict(Run& run, const val& given, double rows) {
  const Result<std::uint64_t> count = whole_number(rows, largest_size, "predict");
  if (!count.ok()) return failure(count.error());
  const Result<std::vector<float>> inputs = floats(given, "predict");
  if (!inputs.ok()) return failure(inputs.error());
  return answer(run.predict(inputs.value(), static_cast<std::size_t>(count.value())));
}

val probe(Run& run, const std::string& name, const std::string& options) {
  const Result<Json> json = Json::parse(options);
  if (!json.ok()) return failure(json.error());
  return answer(livefig::probe(run, name, json.value()));
}

val history(const Run& run, double since) { return to_js(run.history(), since); }

val layers(Run& run) {
  val list = val::array();
  NetworkObjective* objective = run.objective().network();
  if (objective == nullptr) return list;
  const Network& network = objective->trained();
  for (std::size_t i = 0; i < network.layer_count(); ++i) {
    std::size_t parameters = 0;
    for (const ParameterInfo& info : network.parameter_infos()) parameters += info.layer == i ? info.count : 0;
    val entry = val::object();
    set(entry, "index", to_js(std::uint64_t{i}));
    set(entry, "name", val(network.layer_label(i)));
    set(entry, "type", val(std::string(network.layer(i).type())));
    set(entry, "shape", to_js(network.layer(i).output_shape()));
    set(entry, "parameters", to_js(std::uint64_t{parameters}));
    push(list, entry);
  }
  return list;
}

val parameters(const Run& run) { return to_js(run.parameters()); }

val set_parameters(Run& run, const val& list) {
  const Result<std::vector<NamedArray>> arrays = named_arrays(list, "setParameters");
  if (!arrays.ok()) return failure(arrays.error());
  return answer(run.set_parameters(arrays.value()));
}

val state_dict(const Run& run) { return to_js(run.state_dict()); }

val load_state_dict(Run& run, const val& list) {
  const Result<std::vector<NamedArray>> arrays = named_arrays(list, "loadStateDict");
  if (!arrays.ok()) return failure(arrays.error());
  return answer(run.load_state_dict(arrays.value()));
}

val update(Run& run, const std::string& json) {
  const Result<Program> next = parse_program(json);
  if (!next.ok()) return failure(next.error());
  return answer(run.update(next.value()));
}

val checkpoint(const Run& run) { return to_js(run.checkpoint()); }

val restore(Run& run, const val& given) {
  const Result<std::vector<std::uint8_t>> copied = bytes(given, "restore");
  if (!copied.ok()) return failure(copied.error());
  return answer(run.restore(copied.value()));
}

val penalty(const Run& run) { return to_js(double{run.penalty()}); }

val bytes_held(const Run& run) { return to_js(run.bytes()); }

val gone() { return failure({ErrorCode::Disposed, "run", "this run has been disposed"}); }

}  // namespace livefig::js
