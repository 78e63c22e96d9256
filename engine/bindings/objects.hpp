// Properties of JavaScript objects and lists: Embind's templates, instantiated once instead of per key and type.
#pragma once

#include <emscripten/val.h>

namespace livefig::js {

using emscripten::val;

val property(const val& object, const char* key);
void set(val& object, const char* key, const val& value);

void push(val& list, const val& item);

/// How many values a list holds.
double length(const val& list);

}  // namespace livefig::js
