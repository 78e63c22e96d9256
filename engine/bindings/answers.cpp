// Building of JavaScript values.
#include "bindings/answers.hpp"

namespace livefig::js {

using emscripten::typed_memory_view;
using emscripten::val;

// A view of wasm memory dies with the next allocation; slice() copies it at once.
val to_js(In values) { return val(typed_memory_view(values.size(), values.data())).call<val>("slice"); }

val to_js(const std::vector<float>& values) { return to_js(In(values)); }

val to_js(const std::vector<std::uint8_t>& bytes) {
  return val(typed_memory_view(bytes.size(), bytes.data())).call<val>("slice");
}

val to_js(const Shape& shape) {
  val list = val::array();
  for (const std::size_t size : shape) list.call<void>("push", static_cast<double>(size));
  return list;
}

val to_js(const std::vector<NamedArray>& list) {
  val result = val::array();
  for (const NamedArray& array : list) {
    val entry = val::object();
    entry.set("name", array.name);
    entry.set("shape", to_js(array.shape));
    entry.set("data", to_js(array.data));
    result.call<void>("push", entry);
  }
  return result;
}

val to_js(std::uint64_t number) { return val(static_cast<double>(number)); }

val to_js(const TrainState& state) {
  val result = val::object();
  result.set("step", static_cast<double>(state.step));
  result.set("epoch", static_cast<double>(state.epoch));
  result.set("loss", state.loss);
  result.set("status", std::string(state.diverged ? "diverged" : "running"));
  if (state.diverged) {
    val diverged = val::object();
    diverged.set("step", static_cast<double>(state.diverged->step));
    diverged.set("layer", state.diverged->layer);
    result.set("diverged", diverged);
  }
  return result;
}

val to_js(const Evaluation& evaluation) {
  val result = val::object();
  result.set("loss", evaluation.loss);
  result.set("accuracy", evaluation.accuracy ? val(*evaluation.accuracy) : val::null());
  return result;
}

val to_js(const Error& error) {
  val result = val::object();
  result.set("code", std::string(phrase(error.code)));
  result.set("where", error.where);
  result.set("message", error.message);
  return result;
}

val to_js(const History& history, double since) {
  val result = val::object();
  const std::size_t from = history.first_after(since);
  const auto names = History::names(history.path());
  for (std::size_t i = 0; i < names.size(); ++i) {
    result.set(std::string(names[i]), to_js(history.column(i).subspan(from)));
  }
  return result;
}

val failure(const Error& error) {
  val result = val::object();
  result.set("error", to_js(error));
  return result;
}

DoneAnswer answer(const Status& status) { return DoneAnswer(status.ok() ? val::null() : failure(status.error())); }

}  // namespace livefig::js
