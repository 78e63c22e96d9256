// The calls of the module itself: data, programs, and the making of runs.
#pragma once

#include <emscripten/val.h>

#include <string>

namespace livefig::js {

using emscripten::val;

std::string version();
/// All types with their fields, defaults and ranges, as JSON.
std::string describe();
/// The product is written into `out` when that is not null.
val matmul(const val& a, const val& b, const val& out, double m, double k, double n);
val provide(const std::string& name, const val& bytes);
/// Why createRun would refuse; empty when it would not.
val validate(const std::string& json, const val& arrays);
val estimate_bytes(const std::string& json, const val& arrays);
/// A run's handle.
val create_run(const std::string& json, const val& arrays);
/// Frees a run; every call with its handle answers so from then on.
val dispose(double run);

}  // namespace livefig::js
