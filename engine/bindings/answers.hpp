// What the engine answers, as JavaScript values: arrays are copied out, an Error becomes { error }.
#pragma once

#include <emscripten/val.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "training/run.hpp"

namespace livefig::js {

using emscripten::val;

val to_js(In values);
val to_js(const std::vector<float>& values);
val to_js(const std::vector<std::uint8_t>& bytes);
val to_js(const std::vector<NamedArray>& list);
val to_js(const Shape& shape);
val to_js(double number);
val to_js(std::uint64_t number);
val to_js(const TrainState& state);
val to_js(const Evaluation& evaluation);
/// Without the { error } around it.
val to_js(const Error& error);
/// The rows whose step is greater than `since`, as columns by name.
val to_js(const History& history, double since);

val failure(const Error& error);

/// The answer of a call that can be refused.
template <class T>
val answer(const Result<T>& result) {
  return result.ok() ? to_js(result.value()) : failure(result.error());
}

/// null when it was done.
val answer(const Status& status);

}  // namespace livefig::js
