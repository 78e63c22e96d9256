// The calls of one run: arguments in, the engine, answers out.
#include "bindings/answers.hpp"
#include "bindings/arguments.hpp"
#include "probes/probe.hpp"
#include "program/program.hpp"
#include "training/network_objective.hpp"

namespace livefig::js {

LIVEFIG_EXPORT(dispose) void dispose(Run* run) { delete run; }

LIVEFIG_EXPORT(program) void program(const Run& run) { put(whole, write_program(run.program()).text()); }

LIVEFIG_EXPORT(train) void train(Run& run, double steps) {
  const Result<std::uint64_t> count = whole_number(steps, max_steps_per_call, "train");
  if (!count.ok()) return refuse(count.error());
  put(whole, run.train(count.value()));
}

LIVEFIG_EXPORT(status) void status(const Run& run) { put(whole, run.state()); }

LIVEFIG_EXPORT(evaluate) void evaluate(Run& run) { answer(run.evaluate(text(0))); }

LIVEFIG_EXPORT(predict) void predict(Run& run, double rows) {
  const Result<std::uint64_t> count = whole_number(rows, largest_size, "predict");
  if (!count.ok()) return refuse(count.error());
  const Result<In> inputs = floats(0, "predict");
  if (!inputs.ok()) return refuse(inputs.error());
  answer(run.predict(inputs.value(), static_cast<std::size_t>(count.value())));
}

LIVEFIG_EXPORT(probe) void probe(Run& run) {
  const Result<Json> options = Json::parse(text(1));
  if (!options.ok()) return refuse(options.error());
  answer(livefig::probe(run, text(0), options.value()));
}

/// The rows whose step is greater than `since`, as columns by name.
LIVEFIG_EXPORT(history) void history(const Run& run, double since) {
  const History& history = run.history();
  const std::size_t from = history.first_after(since);
  put_object(whole, [&] {
    const auto names = History::names(history.path());
    for (std::size_t i = 0; i < names.size(); ++i) put(names[i].data(), history.column(i).subspan(from));
  });
}

LIVEFIG_EXPORT(layers) void layers(Run& run) {
  put_list(whole, [&] {
    NetworkObjective* objective = run.objective().network();
    if (objective == nullptr) return;
    const Network& network = objective->trained();
    for (std::size_t i = 0; i < network.layer_count(); ++i) {
      std::size_t parameters = 0;
      for (const ParameterInfo& info : network.parameter_infos()) parameters += info.layer == i ? info.count : 0;
      put_object(element, [&] {
        put("index", static_cast<double>(i));
        put("name", network.layer_label(i));
        put("type", network.layer(i).type());
        put("shape", network.layer(i).output_shape());
        put("parameters", static_cast<double>(parameters));
      });
    }
  });
}

LIVEFIG_EXPORT(parameters) void parameters(const Run& run) { put(whole, run.parameters()); }

LIVEFIG_EXPORT(setParameters) void set_parameters(Run& run) {
  const Result<std::vector<NamedArray>> arrays = named_arrays("setParameters");
  if (!arrays.ok()) return refuse(arrays.error());
  answer(run.set_parameters(arrays.value()));
}

LIVEFIG_EXPORT(stateDict) void state_dict(const Run& run) { put(whole, run.state_dict()); }

LIVEFIG_EXPORT(loadStateDict) void load_state_dict(Run& run) {
  const Result<std::vector<NamedArray>> arrays = named_arrays("loadStateDict");
  if (!arrays.ok()) return refuse(arrays.error());
  answer(run.load_state_dict(arrays.value()));
}

LIVEFIG_EXPORT(update) void update(Run& run) {
  const Result<Program> next = parse_program(text(0));
  if (!next.ok()) return refuse(next.error());
  answer(run.update(next.value()));
}

LIVEFIG_EXPORT(checkpoint) void checkpoint(const Run& run) { put(whole, run.checkpoint()); }

LIVEFIG_EXPORT(restore) void restore(Run& run) {
  const Result<std::span<const std::uint8_t>> checkpoint = bytes(0, "restore");
  if (!checkpoint.ok()) return refuse(checkpoint.error());
  answer(run.restore(checkpoint.value()));
}

LIVEFIG_EXPORT(penalty) void penalty(const Run& run) { put(whole, static_cast<double>(run.penalty())); }

LIVEFIG_EXPORT(bytes) void bytes_held(const Run& run) { put(whole, static_cast<double>(run.bytes())); }

}  // namespace livefig::js
