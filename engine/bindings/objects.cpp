// The instances of Embind's templates.
#include "bindings/objects.hpp"

namespace livefig::js {

val property(const val& object, const char* key) { return object[key]; }

void set(val& object, const char* key, const val& value) { object.set(key, value); }

void push(val& list, const val& item) { list.set(length(list), item); }

double length(const val& list) { return property(list, "length").as<double>(); }

}  // namespace livefig::js
