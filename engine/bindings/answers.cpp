// Building of JavaScript values.
#include "bindings/answers.hpp"

#include "bindings/objects.hpp"
#include "bindings/typed_arrays.hpp"

namespace livefig::js {

val to_js(In values) { return val::take_ownership(livefig_floats(values.data(), values.size())); }

val to_js(const std::vector<float>& values) { return to_js(In(values)); }

val to_js(const std::vector<std::uint8_t>& bytes) {
  return val::take_ownership(livefig_bytes(bytes.data(), bytes.size()));
}

val to_js(const Shape& shape) {
  val list = val::array();
  for (const std::size_t size : shape) push(list, to_js(std::uint64_t{size}));
  return list;
}

val to_js(const std::vector<NamedArray>& list) {
  val result = val::array();
  for (const NamedArray& array : list) {
    val entry = val::object();
    set(entry, "name", val(array.name));
    set(entry, "shape", to_js(array.shape));
    set(entry, "data", to_js(array.data));
    push(result, entry);
  }
  return result;
}

val to_js(double number) { return val(number); }

val to_js(std::uint64_t number) { return val(static_cast<double>(number)); }

val to_js(const TrainState& state) {
  val result = val::object();
  set(result, "step", to_js(state.step));
  set(result, "epoch", to_js(state.epoch));
  set(result, "loss", to_js(state.loss));
  set(result, "status", val(state.diverged ? "diverged" : "running"));
  if (state.diverged) {
    val diverged = val::object();
    set(diverged, "step", to_js(state.diverged->step));
    set(diverged, "layer", val(state.diverged->layer));
    set(result, "diverged", diverged);
  }
  return result;
}

val to_js(const Evaluation& evaluation) {
  val result = val::object();
  set(result, "loss", to_js(evaluation.loss));
  set(result, "accuracy", evaluation.accuracy ? to_js(*evaluation.accuracy) : val::null());
  return result;
}

val to_js(const Error& error) {
  val result = val::object();
  set(result, "code", val(std::string(phrase(error.code))));
  set(result, "where", val(error.where));
  set(result, "message", val(error.message));
  return result;
}

val to_js(const History& history, double since) {
  val result = val::object();
  const std::size_t from = history.first_after(since);
  const auto names = History::names(history.path());
  for (std::size_t i = 0; i < names.size(); ++i) {
    set(result, std::string(names[i]).c_str(), to_js(history.column(i).subspan(from)));
  }
  return result;
}

val failure(const Error& error) {
  val result = val::object();
  set(result, "error", to_js(error));
  return result;
}

val answer(const Status& status) { return status.ok() ? val::null() : failure(status.error()); }

}  // namespace livefig::js
