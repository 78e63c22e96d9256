// The calls of the module itself: data, programs, and the making of runs.
#pragma once

#include <string>

#include "bindings/js_types.hpp"

namespace livefig::js {

std::string version();
/// All types with their fields, defaults and ranges, as JSON.
std::string describe();
FloatsAnswer matmul(FloatArray a, FloatArray b, double m, double k, double n);
DoneAnswer provide(std::string name, ByteArray bytes);
/// Why createRun would refuse; empty when it would not.
ErrorList validate(std::string json, CallerArraysOrNull arrays);
NumberAnswer estimate_bytes(std::string json, CallerArraysOrNull arrays);
RunAnswer create_run(std::string json, CallerArraysOrNull arrays);

}  // namespace livefig::js
