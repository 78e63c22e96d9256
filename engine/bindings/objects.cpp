// The instances of Embind's templates.
#include "bindings/objects.hpp"

namespace livefig::js {

val property(const val& object, const char* key) { return object[key]; }

void set(val& object, const char* key, const val& value) { object.set(key, value); }

val call(const val& object, const char* method, const val& argument) { return object.call<val>(method, argument); }

double length(const val& list) { return property(list, "length").as<double>(); }

}  // namespace livefig::js
