// A run's calls: arguments in, the engine, answers out.
#include "bindings/run_calls.hpp"

#include "bindings/answers.hpp"
#include "bindings/arguments.hpp"
#include "probes/probe.hpp"
#include "training/network_objective.hpp"

namespace livefig::js {

using emscripten::val;

std::string program(const Run& run) { return write_program(run.program()).text(); }

TrainAnswer train(Run& run, double steps) {
  const Result<std::uint64_t> count = whole_number(steps, max_steps_per_call, "train");
  if (!count.ok()) return TrainAnswer(failure(count.error()));
  return TrainAnswer(to_js(run.train(count.value())));
}

StatusAnswer status(const Run& run) { return StatusAnswer(to_js(run.state())); }

EvaluationAnswer evaluate(Run& run, std::string split) { return answer<EvaluationAnswer>(run.evaluate(split)); }

FloatsAnswer predict(Run& run, FloatArray given, double rows) {
  const Result<std::uint64_t> count = whole_number(rows, largest_size, "predict");
  if (!count.ok()) return FloatsAnswer(failure(count.error()));
  const Result<std::vector<float>> inputs = floats(given, "predict");
  if (!inputs.ok()) return FloatsAnswer(failure(inputs.error()));
  return answer<FloatsAnswer>(run.predict(inputs.value(), static_cast<std::size_t>(count.value())));
}

ProbeAnswer probe(Run& run, std::string name, std::string options) {
  const Result<Json> json = Json::parse(options);
  if (!json.ok()) return ProbeAnswer(failure(json.error()));
  return answer<ProbeAnswer>(livefig::probe(run, name, json.value()));
}

HistoryAnswer history(const Run& run, double since) { return HistoryAnswer(to_js(run.history(), since)); }

LayerList layers(Run& run) {
  val list = val::array();
  NetworkObjective* objective = run.objective().network();
  if (objective == nullptr) return LayerList(list);
  const Network& network = objective->trained();
  for (std::size_t i = 0; i < network.layer_count(); ++i) {
    std::size_t parameters = 0;
    for (const ParameterInfo& info : network.parameter_infos()) parameters += info.layer == i ? info.count : 0;
    val entry = val::object();
    entry.set("index", static_cast<double>(i));
    entry.set("name", network.layer_label(i));
    entry.set("type", std::string(network.layer(i).type()));
    entry.set("shape", to_js(network.layer(i).output_shape()));
    entry.set("parameters", static_cast<double>(parameters));
    list.call<void>("push", entry);
  }
  return LayerList(list);
}

NamedArrays parameters(const Run& run) { return NamedArrays(to_js(run.parameters())); }

DoneAnswer set_parameters(Run& run, NamedArrays list) {
  const Result<std::vector<NamedArray>> arrays = named_arrays(list, "setParameters");
  if (!arrays.ok()) return DoneAnswer(failure(arrays.error()));
  return answer(run.set_parameters(arrays.value()));
}

NamedArrays state_dict(const Run& run) { return NamedArrays(to_js(run.state_dict())); }

DoneAnswer load_state_dict(Run& run, NamedArrays list) {
  const Result<std::vector<NamedArray>> arrays = named_arrays(list, "loadStateDict");
  if (!arrays.ok()) return DoneAnswer(failure(arrays.error()));
  return answer(run.load_state_dict(arrays.value()));
}

DoneAnswer update(Run& run, std::string json) {
  const Result<Program> next = parse_program(json);
  if (!next.ok()) return DoneAnswer(failure(next.error()));
  return answer(run.update(next.value()));
}

BytesAnswer checkpoint(const Run& run) { return BytesAnswer(to_js(run.checkpoint())); }

DoneAnswer restore(Run& run, ByteArray given) {
  const Result<std::vector<std::uint8_t>> copied = bytes(given, "restore");
  if (!copied.ok()) return DoneAnswer(failure(copied.error()));
  return answer(run.restore(copied.value()));
}

double penalty(const Run& run) { return static_cast<double>(run.penalty()); }

double bytes_held(const Run& run) { return static_cast<double>(run.bytes()); }

}  // namespace livefig::js
