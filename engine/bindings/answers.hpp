// What the engine answers, as JavaScript values: arrays are copied out, an Error becomes { error }.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "bindings/js_types.hpp"
#include "training/run.hpp"

namespace livefig::js {

emscripten::val to_js(In values);
emscripten::val to_js(const std::vector<float>& values);
emscripten::val to_js(const std::vector<std::uint8_t>& bytes);
emscripten::val to_js(const std::vector<NamedArray>& list);
emscripten::val to_js(const Shape& shape);
emscripten::val to_js(std::uint64_t number);
emscripten::val to_js(const TrainState& state);
emscripten::val to_js(const Evaluation& evaluation);
/// Without the { error } around it.
emscripten::val to_js(const Error& error);
/// The rows whose step is greater than `since`, as columns by name.
emscripten::val to_js(const History& history, double since);

emscripten::val failure(const Error& error);

/// The answer of a call that can be refused.
template <class Answer, class T>
Answer answer(const Result<T>& result) {
  return Answer(result.ok() ? to_js(result.value()) : failure(result.error()));
}

/// null when it was done.
DoneAnswer answer(const Status& status);

}  // namespace livefig::js
