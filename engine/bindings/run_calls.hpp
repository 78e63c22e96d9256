// The calls of one run, and how the module has them: with the run's handle in its place.
#pragma once

#include <emscripten/val.h>

#include <string>

#include "bindings/run_table.hpp"
#include "training/run.hpp"

namespace livefig::js {

using emscripten::val;

val program(const Run& run);
val train(Run& run, double steps);
val status(const Run& run);
val evaluate(Run& run, const std::string& split);
val predict(Run& run, const val& inputs, double rows);
val probe(Run& run, const std::string& name, const std::string& options);
val history(const Run& run, double since);
val layers(Run& run);
val parameters(const Run& run);
val set_parameters(Run& run, const val& list);
val state_dict(const Run& run);
val load_state_dict(Run& run, const val& list);
val update(Run& run, const std::string& json);
val checkpoint(const Run& run);
val restore(Run& run, const val& bytes);
val penalty(const Run& run);
val bytes_held(const Run& run);

/// What a call of a disposed run answers.
val gone();

template <auto call>
struct ByHandle;

template <class AnyRun, class... Arguments, val (*call)(AnyRun&, Arguments...)>
struct ByHandle<call> {
  static val invoke(double handle, Arguments... arguments) {
    Run* run = runs.find(handle);
    return run == nullptr ? gone() : call(*run, arguments...);
  }
};

/// One of these calls with the run's handle before its arguments.
template <auto call>
constexpr auto by_handle = &ByHandle<call>::invoke;

}  // namespace livefig::js
